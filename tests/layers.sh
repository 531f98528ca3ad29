#!/bin/sh
# layers.sh FOLDER ...: each folder of tools/ includes files of its own and of those named before it, and no other of tools/.
set -eu
below=
for folder; do
	below="$below|$folder"
	if grep -nE '#include "tools/' tools/"$folder"/*.[ch] | grep -vE "#include \"tools/(${below#|})/"; then
		echo "tools/$folder may know no more than these: ${below#|}" >&2
		exit 1
	fi
done
