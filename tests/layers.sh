#!/bin/sh
# layers.sh "FOLDER ..." OBJECT ...: each folder of tools/ knows itself and those named before it, and nothing else of tools/: neither by
# an include nor by a symbol. Verbs lie in tools/ itself, above all of them.
set -eu
order=$1
shift
below=
for folder in $order; do
	below="$below|$folder"
	if grep -nE '#include [<"]tools/' tools/"$folder"/*.[ch] | grep -vE "#include [<\"]tools/(${below#|})/"; then
		echo "tools/$folder may know no more than these: ${below#|}" >&2
		exit 1
	fi
done

nm -A "$@" | awk -v order="$order" '
	BEGIN { count = split(order, folders, " "); for (i = 1; i <= count; i++) rank[folders[i]] = i; verbs = count + 1 }
	{
		folder = $1; sub(/\/[^\/]*$/, "", folder); sub(/.*\//, "", folder)
		level = folder in rank ? rank[folder] : verbs
		if ($(NF - 1) == "U") uses[level " " $NF] = $1
		else if ($(NF - 1) ~ /[A-Z]/) home[$NF] = level
	}
	END {
		for (use in uses) {
			split(use, parts, " ")
			if (parts[2] in home && home[parts[2]] > parts[1]) { print uses[use], "uses", parts[2], "from above"; failed = 1 }
		}
		exit failed
	}' >&2
