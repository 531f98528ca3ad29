#!/bin/sh
# Installs what building, running and testing Lintel need. Asks nothing; does nothing if everything is there.
set -eu
packages="gcc g++ make clang lld nasm mtools xorriso qemu-system-x86 ovmf lz4 libcriterion-dev libcjson-dev libssl-dev pkg-config
	libxml2-utils zsh gdb gnu-efi libclang-rt-14-dev gdisk fdisk dosfstools groff-base bochs bochs-term bochsbios vgabios clang-format clang-tidy cppcheck"

missing=""
for package in $packages; do
	status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
	[ "$status" = "install ok installed" ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=""
[ "$(id -u)" = 0 ] || as_root=sudo
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -q
# shellcheck disable=SC2086 # a list of words
$as_root apt-get install -q -y --no-install-recommends $missing
