#!/bin/bash
# manual.sh CHECK: what manual.c wants to know of the manual pages. Prints what is wrong, nothing else. $ROOT is the checkout; its
# build/lintel is in PATH.
set -euo pipefail
pages=$ROOT/build/man

# As a terminal shows a page, without bold and underlined letters.
render()
{
	groff -man -Tascii -P-cbou "$@"
}

# section PAGE FROM TO: what stands from the heading FROM to the heading TO, as roff.
section()
{
	sed -n "/^\.SH $2/,/^\.SH $3/p" "$pages/$1"
}

plain() # roff of one line a thing, without fonts
{
	sed 's/\\f[BIR]//g; s/\\-/-/g; s/\\e/\\/g'
}

blocks() # what stands between .nf and .fi, lines that end in a backslash made whole
{
	sed -n '/^\.nf/,/^\.fi/p' | grep -v '^\.' | plain | sed ':more; /\\$/ { N; s/\\\n *//; b more; }'
}

verbs() # a verb and its summary a line
{
	lintel --help | sed -nE 's/^  ([a-z]+)   *([a-z].*)/\1 \2/p'
}

# difference NAME OTHER: < stands only in what the first prints, > only in what the second prints.
difference()
{
	{ diff <("$1" | LC_ALL=C sort) <("$2" | LC_ALL=C sort) || true; } | sed -n '/^[<>]/p'
}

named_verbs() { verbs | cut -d ' ' -f 1; }
verbs_with_a_page() { find "$pages" -name 'lintel-*.1' -printf '%f\n' | sed -E 's/^lintel-(.*)\.1$/\1/'; }
check_verbs() { difference named_verbs verbs_with_a_page; }

check_summaries()
{
	verbs | while read -r verb summary; do
		grep -qxF "$summary" "$pages/lintel.1" || echo "lintel.1: $summary"
		grep -qxF "lintel\\-$verb \\- $summary" "$pages/lintel-$verb.1" || echo "lintel-$verb.1: $summary"
	done
}

# With both forms and the argument, as --help has them.
options_in_help() { lintel "$verb" --help | grep -oE '^ {2,6}(-[a-z?], )?--[a-z-]+(\[?=[^ ]+)?' | sed 's/^ *//'; }
options_in_page()
{
	render "$pages/lintel-$verb.1" | sed -n '/^OPTIONS/,/^EXIT STATUS/p' | grep -oE '^       (-[a-z?], )?--[a-z][^ ]*' | sed 's/^ *//'
}
check_options()
{
	for verb in $(named_verbs); do
		difference options_in_help options_in_page | sed "s/^/$verb: /"
	done
}

check_statuses()
{
	for verb in $(named_verbs); do
		for status in $(lintel "$verb" --help | sed -n '/Exit status/,$p' | grep -ow '[0-5]'); do
			section "lintel-$verb.1" 'EXIT STATUS' '[^E]' | grep -qE "^\.BR? .*\b$status\b" || echo "lintel-$verb.1: $status"
		done
	done
}

variables_read() { grep -ohE '(getenv|is_set)\("[A-Z_]+"' "$ROOT"/tools/*.c "$ROOT"/tools/*/*.c | cut -d '"' -f 2 | sort -u; }
variables_in_page() { section lintel.1 ENVIRONMENT FILES | sed -n '/^\.TP/{n;p;}' | grep -oE '\b[A-Z_]{2,}\b' | grep -vx BR; }
check_environment() { difference variables_read variables_in_page; }

keys_read() { sed -nE 's/^ *\[KEY_.*\{ "([a-z0-9-]+)".*/\1/p' "$ROOT/config/manifest_keys.c"; }
keys_in_page() { section lintel-manifest.5 KEYS FORM | sed -n '/^\.TP/{n;p;}' | plain; }
check_manifest() { difference keys_read keys_in_page; }

# A name stands as often as there are structs that have it.
fields_of_headers() { sed -nE 's/^LINTEL_AT\(\w+, (\w+), .*/\1/p' "$ROOT"/include/lintel/*.h; }
fields_in_page()
{
	sed -nE 's/^\\fB(.*)\\fR \(offset [0-9]+\)$/\1/p' "$pages/lintel-contract.7" | sed -E 's/^(const )?(struct )?\w+ \**//; s/\[.*//; s/, /\n/g'
}
check_fields() { difference fields_of_headers fields_in_page; }

constants() { cat "$@" | plain | grep -oE '\b(CACHE|CPU|DIGEST|DOOR|LOG_LEVEL|MAP|MAPPING|MEMORY|STAMP|SWITCH|VOLUME)_[A-Z0-9_]*[A-Z0-9]\b' | sort -u; }
constants_of_headers() { constants "$ROOT"/include/lintel/{config,info}.h; }
constants_in_page() { constants "$pages/lintel-contract.7"; }
check_constants() { difference constants_of_headers constants_in_page; }

errors_listed() { sed -nE 's/^    X\(ERR_\w+, ([0-9]+),.*/L\1/p' "$ROOT/common/base/error_list.h"; }
errors_in_page() { sed -n '/^\.TP/{n;p;}' "$pages/lintel-errors.7"; }
check_errors() { difference errors_listed errors_in_page; }

check_roff()
{
	for page in "$pages"/*; do
		groff -man -ww -Tascii -z "$page" 2>&1
		! LC_ALL=C grep -Hn '[^ -~]' "$page"
		! grep -HnE '^\.(so|markdown|prose|header)|@' "$page"
	done
}

check_references()
{
	grep -ohE 'lintel(\\-[a-z]+)? ?\([157]\)' "$pages"/* | plain | tr -d ' )' | tr '(' . | sort -u | while read -r page; do
		[ -e "$pages/$page" ] || echo "there is no $page"
	done
}

# Only a digest, which has 64 digits, is wider.
check_width()
{
	for page in "$pages"/*; do
		render "$page" | sed -E '/[0-9a-f]{64}/d' | sed -nE "/^.{81}/s|^|${page##*/}: |p"
	done
}

# An example needs no QEMU.
is_cheap()
{
	[[ $1 =~ ^(lintel|make)\  && ! $1 =~ ^lintel\ (run|test)\  && ! $1 =~ \ test$ ]] && [[ ! $1 =~ ^lintel\ gdb || $1 =~ --launch-json ]]
}

# In a folder with what the examples speak of; jq is nothing that Lintel needs.
run_examples() # PAGE
{
	cp "$ROOT/build/tool-kernels/pass.elf" kernel.elf
	echo ramdisk >initrd
	mkdir notes && echo text >notes/README.TXT
	lintel build kernel.elf -o os.img >/dev/null
	section "$1" EXAMPLES SEE | blocks | while read -r line; do
		! is_cheap "$line" || bash -o pipefail -c "$line" >said 2>&1 </dev/null || { echo "$1: $line"; cat said; }
	done
}
check_examples()
{
	jq() { cat; }
	export -f jq
	for page in "$pages"/*.[15]; do
		mkdir "${page##*/}"
		(cd "${page##*/}" && run_examples "${page##*/}")
	done
}

check_kernel()
{
	section lintel-contract.7 EXAMPLES FILES | blocks >kernel.c
	# shellcheck disable=SC2046 # a list of words
	gcc -Wall -Wextra -Werror $(pkg-config --cflags --libs lintel) kernel.c -o kernel.elf 2>&1
	lintel check kernel.elf 2>&1 | { grep -v '^kernel.elf: boots by BIOS ' || true; }
}

"check_$1"
