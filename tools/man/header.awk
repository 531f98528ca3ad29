# A declaration of a C header to roff: the comment before it, then a tag with its text for each field or constant.

# Some comments end in the errors that belong to them, or in a bit of CPUID.
function comment_text(comment,    reference)
{
	gsub(/\/\*|\*\//, "", comment)
	gsub(/docs\/contract\.md/, "this page", comment)
	sub(/[ \t]+$/, "", comment)
	gsub(/[ \t]+/, " ", comment)
	sub(/^ /, "", comment)
	if (match(comment, /(^| )(L[0-9]+((\.\.|, )L[0-9]+)*|[0-9]+h? e[a-d]x bit [0-9]+)$/)) {
		reference = substr(comment, RSTART)
		sub(/^ /, "", reference)
		if (reference !~ /^L/)
			reference = "CPUID " reference
		comment = RSTART == 1 ? reference : substr(comment, 1, RSTART - 1) " (" reference ")"
	}
	return inline(comment)
}

# A line of a comment that is set in starts an item: a dash, or a name with its text.
function put_comment_line(line,    name)
{
	sub(/^\/\* ?| \* ?/, "", line)
	sub(/ *\*\/$/, "", line)
	if (line ~ /^ +- /) {
		sub(/^ +- /, "", line)
		print ".IP \\(bu 2"
	} else if (match(line, /^  [^ ]+ +/)) {
		name = substr(line, 1, RLENGTH)
		line = substr(line, RLENGTH + 1)
		print ".TP\n\\fB" comment_text(name) "\\fR"
	}
	put_unless_empty(comment_text(line))
}

# The comment that starts at line `i`; returns the line behind it.
function put_comment(file, i)
{
	print ".PP"
	do
		put_comment_line(lines[file, i])
	while (lines[file, i++] !~ /\*\/$/)
	return i
}

# The comment right before line `start`, if there is one.
function put_comment_before(file, start,    i)
{
	if (lines[file, start - 1] !~ /\*\/$/)
		return
	for (i = start - 1; lines[file, i] !~ /^\/\*/; i--)
		;
	put_comment(file, i)
}

function offset_of(file, type, name,    i, wanted)
{
	sub(/[,[].*/, "", name)
	wanted = "LINTEL_AT(" type ", " name ", "
	for (i = 1; i <= line_count[file]; i++)
		if (index(lines[file, i], wanted) == 1)
			return substr(lines[file, i], length(wanted) + 1) + 0
	die(file " has no offset of " type "." name)
}

# `uint8_t reserved_145[7] LINTEL_ZEROS`, `MEMORY_BAD = 10`: what the page calls it. Constants without a number count on.
function tag_of(file, type, declared,    name)
{
	sub(/ LINTEL_ZEROS?$/, "", declared)
	name = declared
	sub(/^(const )?(struct )?[a-z0-9_]+ \**/, "", name)
	if (type != "")
		return "\\fB" declared "\\fR (offset " offset_of(file, type, name) ")"
	if (declared !~ /=/)
		declared = declared " = " (next_value + 0)
	next_value = substr(declared, index(declared, "=") + 1) + 1
	return "\\fB" declared "\\fR"
}

# What stands before it and behind it says what it is. Before it: of those that follow, too, if nothing stands behind them.
function put_field(tag, behind)
{
	if (before != "" && behind != "") {
		if (!is_shared)
			print ".PP"
		end_group()
	}
	print is_shared ? ".TQ\n" tag : ".TP\n" tag
	put_unless_empty(behind)
	is_shared = before != ""
}

function end_group()
{
	put_unless_empty(before)
	before = ""
	is_shared = 0
}

function put_constants(line,    names, count, i)
{
	gsub(/^enum [a-z_]*{ *| *};$/, "", line)
	count = split(line, names, /, */)
	for (i = 1; i <= count; i++)
		print (i > 1 ? ".TQ" : ".TP") "\n" tag_of("", "", names[i])
}

function put_defines(file, i,    line, words)
{
	for (; (line = lines[file, i]) ~ /^(#define|\/\*)/; i++) {
		split(line, words, " ")
		if (words[1] == "#define")
			put_field("\\fB" words[2] "\\fR", line ~ /\/\*/ ? comment_text(substr(line, index(line, "/*"))) : "")
		if (words[1] == "#define")
			end_group()
		else
			before = comment_text(line)
	}
}

function continuation(line)
{
	sub(/^ +\* /, " ", line)
	return line
}

function put_body(file, i, type,    line, comment)
{
	next_value = 0
	for (i++; lines[file, i] !~ /^};/; i++) {
		line = lines[file, i]
		comment = ""
		if (line ~ /\/\*/)
			while (line !~ /\*\//)
				line = line continuation(lines[file, ++i])
		if (match(line, /\/\*.*/)) {
			comment = substr(line, RSTART)
			line = substr(line, 1, RSTART - 1)
			comment = comment_text(comment)
		}
		gsub(/^ +|[,;] *$| +$/, "", line)
		sub(/[,;]$/, "", line)
		if (line == "") {
			end_group()
			before = comment
		} else
			put_field(tag_of(file, type, line), comment)
	}
	end_group()
}

function put_declaration(file, start,    i, joined, type)
{
	read_file(file)
	for (i = 1; i <= line_count[file]; i++) {
		joined = lines[file, i] " " lines[file, i + 1]
		sub(/LINTEL_DESIGNATED /, "", joined)
		gsub(/ +/, " ", joined)
		if (index(joined, start) == 1)
			break
	}
	if (i > line_count[file])
		die(file " has nothing that starts with " start)
	if (start ~ /^\/\*/) {
		put_defines(file, put_comment(file, i))
		return
	}
	put_comment_before(file, i)
	if (lines[file, i] ~ /^enum .*}/)
		put_constants(lines[file, i])
	else if (lines[file, i] ~ /{$/) {
		type = start ~ /^struct/ ? start : ""
		gsub(/^struct | {$/, "", type)
		put_body(file, i, type)
	}
}
