# Markdown, as far as docs/ uses it, to roff: paragraphs, code, lists, and tables, a row of which is a tag and what
# stands behind it.
function inline_text(text)
{
	text = roff_text(text)
	while (match(text, /\[[^]]*\]\([^)]*\)/))
		text = substr(text, 1, RSTART - 1) substr(text, RSTART + 1, index(substr(text, RSTART), "](") - 2) substr(text, RSTART + RLENGTH)
	gsub(/manifest\.md/, "lintel-manifest(5)", text)
	gsub(/errors\.md/, "lintel-errors(7)", text)
	while (match(text, /\*\*[^*]+\*\*/))
		text = substr(text, 1, RSTART - 1) "\\fB" substr(text, RSTART + 2, RLENGTH - 4) "\\fR" substr(text, RSTART + RLENGTH)
	while (match(text, /\*[a-z]+\*/))
		text = substr(text, 1, RSTART - 1) "\\fI" substr(text, RSTART + 1, RLENGTH - 2) "\\fR" substr(text, RSTART + RLENGTH)
	return text
}

function inline_code(code)
{
	code = roff_text(code)
	gsub(/-/, "\\-", code)
	return "\\fB" code "\\fR"
}

function inline(text,    parts, count, i, whole)
{
	count = split(text, parts, "`")
	for (i = 1; i <= count; i++)
		whole = whole (i % 2 ? inline_text(parts[i]) : inline_code(parts[i]))
	return guarded(whole)
}

function put_row(line,    cells, count, i)
{
	gsub(/<[^>]*>/, "", line)
	count = split(line, cells, / *\| */)
	print ".TP\n" inline(cells[2]) "\n" inline(cells[3])
	for (i = 4; i < count; i++)
		print ".br\n" inline(cells[i])
}

# Code stands as it is; `open` tells whether it does already.
function put_fence(open)
{
	print open ? ".fi\n.RE" : ".PP\n.RS 2\n.nf"
}

function put_code(line)
{
	line = roff_text(line)
	gsub(/-/, "\\-", line)
	print guarded(line)
}

# A line of text; the first one behind an empty line begins a paragraph.
function put_prose(line, begins)
{
	if (match(line, /^- /))
		print ".IP \\(bu 2"
	else if (match(line, /^[0-9]+\. /))
		print ".IP " substr(line, 1, RLENGTH - 1) " 3"
	else if (begins)
		print ".PP"
	sub(/^(- |[0-9]+\. | +)/, "", line)
	print inline(line)
}

function put_markdown(file, heading, with_tables,    i, line, in_code, row, begins)
{
	read_file(file)
	for (i = 1; i <= line_count[file] && lines[file, i] !~ ("^#+ " heading); i++)
		;
	if (i > line_count[file])
		die(file " has no heading " heading)
	for (i++; i <= line_count[file] && (in_code || lines[file, i] !~ /^#/); i++) {
		line = lines[file, i]
		row = !in_code && line ~ /^\|/ ? row + 1 : 0
		if (line ~ /^```/) {
			put_fence(in_code)
			in_code = !in_code
		} else if (in_code)
			put_code(line)
		else if (row > 0) {
			if (with_tables && row > 2)
				put_row(line)
		} else if (line != "")
			put_prose(line, begins)
		begins = line == ""
	}
}
