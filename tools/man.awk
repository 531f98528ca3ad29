# A manual page from its source: each «.so FILE» gives way to that file of docs/man/, and @VERSION@ to the version.
function put(file,    line, status)
{
	while ((status = (getline line < file)) > 0)
		put_line(line)
	if (status < 0) {
		print FILENAME ": there is no " file > "/dev/stderr"
		exit 1
	}
	close(file)
}

function put_line(line)
{
	if (line ~ /^\.so /) {
		put("docs/man/" substr(line, 5))
		return
	}
	gsub(/@VERSION@/, version, line)
	print line
}

{ put_line($0) }
