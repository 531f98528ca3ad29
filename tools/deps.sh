#!/bin/sh
# deps.sh [run]: installs what building, running and testing Lintel need; with `run` only what building and using it need. Asks
# nothing; installs nothing if everything is there. What no package brings it lists, with what it is for, and fails.
set -eu
cd "$(dirname "$0")/.."

# A line for each need. Who: `run' is for building and using Lintel, `test' for `make test' and `make lint'. Shown by: what is there
# when the need is met. Then the packages of each distribution; `-': it has none that would do.
needs()
{
	cat <<-'END'
	# who | shown by                      | Debian            | Fedora             | Arch            | what for
	run   | program gcc                   | gcc               | gcc                | gcc             | compiles loader, tool and kernels
	run   | program make                  | make              | make               | make            | builds
	run   | program objcopy               | binutils          | binutils           | binutils        | links, and takes the loader out of its ELF file
	run   | header argp.h                 | libc6-dev         | glibc-devel        | glibc           | the tool's options; with musl: argp-standalone
	run   | header linux/kvm.h            | linux-libc-dev    | kernel-headers     | linux-api-headers | asks KVM whether it is there
	run   | program pkg-config            | pkg-config        | pkgconf-pkg-config | pkgconf         | finds the libraries
	run   | module libcrypto              | libssl-dev        | openssl-devel      | openssl         | SHA-256 in the tool
	run   | module libcjson               | libcjson-dev      | cjson-devel        | cjson           | JSON in the tool
	run   | program clang                 | clang             | clang              | clang           | compiles the UEFI application
	run   | program lld-link              | lld               | lld                | lld             | links the UEFI application
	run   | program nasm                  | nasm              | nasm               | nasm            | assembles
	run   | program lz4                   | lz4               | lz4                | lz4             | packs the BIOS loader
	run   | program mformat               | mtools            | mtools             | mtools          | fills the FAT volume of an image
	run   | program xorriso               | xorriso           | xorriso            | libisoburn      | lintel iso
	run   | program qemu-system-x86_64    | qemu-system-x86   | qemu-system-x86    | qemu-system-x86 | lintel run, test and gdb
	run   | firmware OVMF                 | ovmf              | edk2-ovmf          | edk2-ovmf       | --door uefi of them
	run   | program gdb                   | gdb               | gdb                | gdb             | lintel gdb
	test  | header criterion/criterion.h  | libcriterion-dev  | -                  | criterion       | all tests but the fuzzers
	test  | program g++                   | g++               | gcc-c++            | gcc             | kernels in C++
	test  | library libasan.so            | gcc               | libasan            | gcc             | sanitizers
	test  | library libubsan.so           | gcc               | libubsan           | gcc             | sanitizers
	test  | runtime libclang_rt.fuzzer    | libclang-rt-dev   | compiler-rt        | compiler-rt     | fuzzers
	test  | header efi/efierr.h           | gnu-efi           | gnu-efi-devel      | gnu-efi         | UEFI applications of the boot tests
	test  | program musl-gcc              | musl-tools        | musl-gcc           | musl            | make musl
	test  | program xmllint               | libxml2-utils     | libxml2            | libxml2         | judges JUnit reports
	test  | program groff                 | groff-base        | groff-base         | groff           | sets the manual pages
	test  | program zsh                   | zsh               | zsh                | zsh             | completion
	test  | program sgdisk                | gdisk             | gdisk              | gptfdisk        | a second opinion on GPT
	test  | program sfdisk                | fdisk             | util-linux         | util-linux      | a second opinion on MBR
	test  | program fsck.fat              | dosfstools        | dosfstools         | dosfstools      | a second opinion on FAT
	test  | program bochs                 | bochs             | -                  | -               | a second BIOS
	test  | file usr/lib/*/bochs/plugins/libbx_term_gui.so  | bochs-term | - | - | Bochs without a window
	test  | file usr/share/bochs/BIOS-bochs-latest          | bochsbios  | - | - | Bochs's BIOS
	test  | file usr/share/bochs/VGABIOS-lgpl-latest        | vgabios    | - | - | Bochs's VGA BIOS
	test  | program clang-format          | clang-format      | clang-tools-extra  | clang           | make format, make lint
	test  | program clang-tidy            | clang-tidy        | clang-tools-extra  | clang           | make lint
	test  | program cppcheck              | cppcheck          | cppcheck           | cppcheck        | make lint
	END
}

# Where lintel itself looks.
firmware_folders()
{
	if [ -n "${LINTEL_OVMF:-}" ]; then
		echo "$LINTEL_OVMF"
	else
		grep -o '"/[^"]*"' tools/machine/firmware.c | tr -d '"'
		echo "$(dirname "$(readlink -f "$(command -v qemu-system-x86_64)")")/../share/qemu"
	fi
}

firmware_is_there()
{
	firmware_folders | while read -r folder; do
		for code in $(grep -oE '"[^"/]*(CODE|code)[^"/]*"' tools/machine/firmware.c | tr -d '"'); do
			[ ! -r "$folder/$code" ] || echo "$folder/$code"
		done
	done | grep .
}

# shellcheck disable=SC2086 # a pattern
is_there() # KIND NAME
{
	case $1 in
	program) command -v "$2" ;;
	header) printf '#include <%s>\n' "$2" | gcc -E -x c - ;;
	module) pkg-config --exists "$2" ;;
	library) gcc -print-file-name="$2" | grep / ;;
	runtime) ls "$(clang -print-resource-dir)"/lib/*/"$2"* ;;
	firmware) firmware_is_there ;;
	file) ls "${DEPS_ROOT:-}"/$2 ;; # in another folder than / for tests/deps/
	esac >/dev/null 2>&1
}

# The lines of `needs' that are for $asked and not met.
missing()
{
	needs | while IFS='|' read -r who shown_by packages_and_purpose; do
		case $who in
		'#'*) continue ;;
		test*) [ "$asked" = test ] || continue ;;
		esac
		# shellcheck disable=SC2086 # two words
		is_there $shown_by || printf '%s|%s|%s\n' "$who" "$shown_by" "$packages_and_purpose"
	done
}

manager()
{
	for name in apt-get dnf pacman; do
		! command -v $name >/dev/null || { echo $name; return; }
	done
}

install() # MANAGER COLUMN: the packages of what is missing
{
	packages=$(missing | cut -d '|' -f "$2" | grep -v -- '^ *- *$' | sort -u | tr -d ' ')
	[ -n "$packages" ] || return 0
	as_root=""
	[ "$(id -u)" = 0 ] || as_root=sudo
	# shellcheck disable=SC2086 # lists of words
	case $1 in
	apt-get)
		export DEBIAN_FRONTEND=noninteractive
		$as_root apt-get update -q
		$as_root apt-get install -q -y --no-install-recommends $packages
		;;
	dnf) $as_root dnf install -y $packages ;;
	pacman) $as_root pacman -S --needed --noconfirm $packages ;;
	esac
}

complain() # HEADLINE WHO: the needs of the standard input that are WHO's
{
	lines=$(grep "^$2" | while IFS='|' read -r _ shown_by _ _ _ purpose; do
		# shellcheck disable=SC2086 # two words
		printf '  %s %s:%s\n' $shown_by "$purpose"
	done)
	[ -z "$lines" ] || printf '%s\n%s\n' "$1" "$lines" >&2
}

asked=${1:-test}
[ -n "$(missing)" ] || exit 0
case $(manager) in
apt-get) install apt-get 3 ;;
dnf) install dnf 4 ;;
pacman) install pacman 5 ;;
*) echo "deps: neither apt-get nor dnf nor pacman is here: please install by other means what is listed" >&2 ;;
esac
left=$(missing)
[ -n "$left" ] || exit 0
echo "$left" | complain "deps: building and using Lintel still needs" run
echo "$left" | complain "deps: make test and make lint still need what no package known here brings" test
exit 1
