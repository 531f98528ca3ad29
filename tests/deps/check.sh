#!/bin/sh
# What tools/deps.sh asks which package manager for, and what it lists as missing: see README.md.
set -eu
export LC_ALL=C
world=$(mktemp -d)
trap 'rm -rf "$world"' EXIT
bin=$world/bin log=$world/log
programs="gcc g++ make objcopy pkg-config clang lld-link nasm lz4 mformat xorriso qemu-system-x86_64 gdb musl-gcc xmllint groff zsh sgdisk \
sfdisk fsck.fat bochs clang-format clang-tidy cppcheck"
bochs_files="usr/lib/here/bochs/plugins/libbx_term_gui.so usr/share/bochs/BIOS-bochs-latest usr/share/bochs/VGABIOS-lgpl-latest"
things="header/argp.h header/linux/kvm.h header/criterion/criterion.h header/efi/efierr.h module/libcrypto module/libcjson library/libasan.so \
library/libubsan.so clang/lib/linux/libclang_rt.fuzzer-x86_64.a ovmf/OVMF_CODE.fd $bochs_files"

program() # NAME: with the text of the standard input
{
	{ echo "#!$(command -v sh)"; cat; } >"$bin/$1"
	chmod +x "$bin/$1"
}

# What a machine has before anything was installed: what deps.sh itself uses.
machine_make() # PACKAGE_MANAGER ...
{
	rm -rf "${world:?}"/*
	mkdir -p "$bin"
	for name in sh cat cut dirname grep ls mkdir sort touch tr; do
		ln -s "$(command -v $name)" "$bin/$name"
	done
	echo "echo 0" | program id
	: >"$log"
	for name; do
		program "$name" <<-END
			echo "$name \$*" >>"$log"
			case \$* in *install*|-S*) . "$world/fill" ;; esac
		END
	done
	fill_make
}

# Shell that brings everything that a package manager can bring; `lost' it never can.
fill_make()
{
	cat >"$world/fill" <<-END
		PATH='$PATH'
		for name in $programs; do ln -sf "$world/pretender" "$bin/\$name"; done
		for thing in $things; do mkdir -p "$world/\${thing%/*}"; touch "$world/\$thing"; done
		for name in \$(cat "$world/lost"); do rm -f "$bin/\$name" "$world/\$name"; done
	END
	: >"$world/lost"
	cat >"$world/pretender" <<-END
		#!$(command -v sh)
		case "\${0##*/} \$*" in
		'gcc -E '*) read -r line; line=\${line#*<}; [ -e "$world/header/\${line%>*}" ] ;;
		'gcc -print-file-name='*) name=\${1#*=}; [ ! -e "$world/library/\$name" ] || name=$world/library/\$name; echo "\$name" ;;
		'pkg-config --exists '*) [ -e "$world/module/\$2" ] ;;
		'clang -print-resource-dir') echo "$world/clang" ;;
		esac
	END
	chmod +x "$world/pretender"
}

lose() # NAME ...: for ever
{
	echo "$*" >"$world/lost"
	for name; do
		rm -f "$bin/$name" "$world/$name"
	done
}

deps() # [run]: its status in $status, what it says in $world/said
{
	status=0
	DEPS_ROOT=$world LINTEL_OVMF=$world/ovmf PATH=$bin ./tools/deps.sh "$@" >"$world/said" 2>&1 || status=$?
}

expect() # TITLE STATUS LOG SAID
{
	if [ "$status" != "$2" ] || [ "$(cat "$log")" != "$3" ] || [ "$(cat "$world/said")" != "$4" ]; then
		printf '%s: status %s, not %s\n' "$1" "$status" "$2"
		printf '%s\n' "-- called, and not:" "$(cat "$log")" "$3" "-- said, and not:" "$(cat "$world/said")" "$4"
		exit 1
	fi >&2
	count=$((count + 1))
}
count=0

debian="binutils bochs bochs-term bochsbios clang clang-format clang-tidy cppcheck dosfstools fdisk g++ gcc gdb gdisk gnu-efi groff-base \
libc6-dev libcjson-dev libclang-rt-dev libcriterion-dev libssl-dev libxml2-utils linux-libc-dev lld lz4 make mtools musl-tools nasm ovmf \
pkg-config qemu-system-x86 vgabios xorriso zsh"
fedora="binutils cjson-devel clang clang-tools-extra compiler-rt cppcheck dosfstools edk2-ovmf gcc gcc-c++ gdb gdisk glibc-devel \
gnu-efi-devel groff-base kernel-headers libasan libubsan libxml2 lld lz4 make mtools musl-gcc nasm openssl-devel pkgconf-pkg-config \
qemu-system-x86 util-linux xorriso zsh"
arch="binutils cjson clang compiler-rt cppcheck criterion dosfstools edk2-ovmf gcc gdb glibc gnu-efi gptfdisk groff libisoburn libxml2 \
linux-api-headers lld lz4 make mtools musl nasm openssl pkgconf qemu-system-x86 util-linux zsh"
bochs="  program bochs: a second BIOS
  file usr/lib/*/bochs/plugins/libbx_term_gui.so: Bochs without a window
  file usr/share/bochs/BIOS-bochs-latest: Bochs's BIOS
  file usr/share/bochs/VGABIOS-lgpl-latest: Bochs's VGA BIOS"
tests_lack="deps: make test and make lint still need what no package known here brings"

machine_make apt-get
deps
expect "Debian, nothing is there" 0 "apt-get update -q
apt-get install -q -y --no-install-recommends $debian" ""
: >"$log"
deps
expect "Debian, all is there" 0 "" ""
rm "$bin/nasm" "$world/module/libcjson"
deps
expect "Debian, two things are missing" 0 "apt-get update -q
apt-get install -q -y --no-install-recommends libcjson-dev nasm" ""

machine_make apt-get
echo "echo 1000" | program id
echo "echo \"sudo \$*\" >>$log; \"\$@\"" | program sudo
deps run
expect "Debian, somebody else than root, what it takes to run" 0 "sudo apt-get update -q
apt-get update -q
sudo apt-get install -q -y --no-install-recommends binutils clang gcc gdb libc6-dev libcjson-dev libssl-dev linux-libc-dev lld lz4 make mtools nasm ovmf \
pkg-config qemu-system-x86 xorriso
apt-get install -q -y --no-install-recommends binutils clang gcc gdb libc6-dev libcjson-dev libssl-dev linux-libc-dev lld lz4 make mtools nasm ovmf \
pkg-config qemu-system-x86 xorriso" ""

machine_make dnf
# shellcheck disable=SC2086 # a list of files
lose header/criterion/criterion.h bochs $bochs_files
deps
expect "Fedora, nothing is there" 1 "dnf install -y $fedora" "$tests_lack
  header criterion/criterion.h: all tests but the fuzzers
$bochs"
: >"$log"
deps
expect "Fedora, only what has no package is missing" 1 "" "$tests_lack
  header criterion/criterion.h: all tests but the fuzzers
$bochs"
deps run
expect "Fedora, all is there that it takes to run" 0 "" ""

machine_make pacman
# shellcheck disable=SC2086 # a list of files
lose bochs $bochs_files
deps
expect "Arch, nothing is there" 1 "pacman -S --needed --noconfirm $arch" "$tests_lack
$bochs"

machine_make
sh "$world/fill"
deps
expect "elsewhere, all is there" 0 "" ""
lose nasm header/argp.h library/libasan.so clang/lib/linux/libclang_rt.fuzzer-x86_64.a ovmf/OVMF_CODE.fd
deps
elsewhere="deps: neither apt-get nor dnf nor pacman is here: please install by other means what is listed
deps: building and using Lintel still needs
  header argp.h: the tool's options; with musl: argp-standalone
  program nasm: assembles
  firmware OVMF: --door uefi of them"
expect "elsewhere" 1 "" "$elsewhere
$tests_lack
  library libasan.so: sanitizers
  runtime libclang_rt.fuzzer: fuzzers"
deps run
expect "elsewhere, what it takes to run" 1 "" "$elsewhere"

echo "== deps"
echo "$count passed, 0 failed"
