# A manual page from its source. A line of these gives way to what it names; @VERSION@ to the version:
#   .so FILE                  a file of docs/man/
#   .markdown FILE HEADING    what stands below that heading
#   .prose FILE HEADING       the same without its tables
#   .header FILE START        a declaration that starts so, its comments and its fields; or a comment, and what is defined below it
function die(complaint)
{
	print FILENAME ": " complaint > "/dev/stderr"
	exit 1
}

# The lines of a file, which is read once.
function read_file(file,    line, status)
{
	if (file in line_count)
		return
	while ((status = (getline line < file)) > 0)
		lines[file, ++line_count[file]] = line
	if (status < 0)
		die("there is no " file)
}

# Text that means itself to roff.
function roff_text(text)
{
	gsub(/\\/, "\\e", text)
	gsub(/–/, "\\(en", text)
	return text
}

# No line of text may look like a request.
function guarded(line)
{
	return line ~ /^[.']/ ? "\\&" line : line
}

function put_unless_empty(line)
{
	if (line != "")
		print line
}

function put_file(file,    i)
{
	read_file(file)
	for (i = 1; i <= line_count[file]; i++)
		put_line(lines[file, i])
}

function put_line(line,    words, argument)
{
	split(line, words, " ")
	argument = substr(line, length(words[1]) + length(words[2]) + 3)
	if (words[1] == ".so")
		put_file("docs/man/" words[2])
	else if (words[1] == ".markdown" || words[1] == ".prose")
		put_markdown(words[2], argument, words[1] == ".markdown")
	else if (words[1] == ".header")
		put_declaration("include/lintel/" words[2], argument)
	else {
		gsub(/@VERSION@/, version, line)
		print line
		if (words[1] == ".TH")
			print ".nh\n.ad l" # names are long: no word is broken, and no line padded
	}
}

{ put_line($0) }
