#!/bin/sh
# compare.sh PROGRAM: the images that make_image.c makes as PROGRAM, by musl, are those of build/lintel.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
head -c 1000000 build/lintel >"$folder/ramdisk"
build/lintel build build/kernels/hello.elf --ramdisk "$folder/ramdisk" -o "$folder/glibc.img" >/dev/null
build/lintel iso build/kernels/hello.elf --ramdisk "$folder/ramdisk" -o "$folder/glibc.iso" >/dev/null
"$1" disk build/kernels/hello.elf "$folder/ramdisk" "$folder/musl.img"
"$1" iso build/kernels/hello.elf "$folder/ramdisk" "$folder/musl.iso"
cmp "$folder/glibc.img" "$folder/musl.img"
cmp "$folder/glibc.iso" "$folder/musl.iso"

# So large a one takes threads.
truncate -s 66M "$folder/ramdisk"
build/lintel build build/kernels/hello.elf --ramdisk "$folder/ramdisk" -o "$folder/glibc.img" >/dev/null
"$1" disk build/kernels/hello.elf "$folder/ramdisk" "$folder/musl.img"
cmp "$folder/glibc.img" "$folder/musl.img"
