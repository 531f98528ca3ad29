/* Every error that Lintel can report: name, number, sentence, hint. The one list behind serial, screen, host tool and docs.
 *
 * Numbers are for ever: append, never renumber or reuse; L716 was what is wrong usage now. They are grouped by hundreds: 1 the
 * machine, 2 the volume and its files, 3 the kernel's ELF file, 4 its configuration, 5 memory and addresses, 6 leaving the
 * firmware, 7 the host tool, 8 the kernel while Lintel still watches it. In a sentence %s is the error's subject (a field, a
 * file), %u its detail in decimal, %x in hexadecimal, %b as a size. */
#ifndef COMMON_BASE_ERROR_LIST_H
#define COMMON_BASE_ERROR_LIST_H

#define ERRORS(X)                                                                                                                \
    X(ERR_NO_LONG_MODE, 101, "this CPU has no 64-bit mode (CPUID leaf 80000001h, edx = %x)",                                     \
      "Lintel boots 64-bit kernels only: use an x86_64 machine, in QEMU qemu-system-x86_64 with a 64-bit -cpu")                  \
    X(ERR_A20_CLOSED, 102, "address line A20 cannot be opened (port 92h reads %x)", "switch A20 on in the firmware's settings")  \
    X(ERR_BIOS_NO_EXTENSIONS, 103, "the BIOS has no int 13h extensions for drive %x",                                            \
      "boot from a disk or USB stick that the BIOS reads by LBA")                                                                \
    X(ERR_BIOS_STAGE2_READ, 104, "the BIOS cannot read Lintel's second stage (int 13h status %x)",                               \
      "the medium is damaged or was written incompletely: write the image again")                                                \
    X(ERR_BIOS_STAGE2_IDENTITY, 105, "the second stage is damaged or belongs to another version of Lintel (%x)",                 \
      "write the whole image again; a disk with 4096-byte sectors needs an image made with --sector-size 4096")                  \
    X(ERR_BIOS_NO_MEMORY_MAP, 106, "the BIOS gives no memory map (int 15h E820h, status %x)",                                    \
      "Lintel needs a BIOS with function E820h")                                                                                 \
    X(ERR_UEFI_PROTOCOL, 107, "the firmware has no %s (EFI status %x)", "update the firmware, or boot by BIOS")                  \
    X(ERR_UEFI_MEMORY_MAP, 108, "the firmware gives no usable memory map (%s: %x)", "update the firmware, or boot by BIOS")      \
    X(ERR_LOADER_FAULT, 109, "the loader itself failed: CPU exception %s at %x",                                                 \
      "report this with the lines above: it is Lintel's own fault, or bad memory")                                               \
    X(ERR_LEVELS_CHANGE, 110, "the firmware runs with %u-level paging, and no memory below 4 GiB is free to change that from",   \
      "switch 5-level paging in the firmware's settings to what the kernel's paging_max_levels says")                            \
    X(ERR_DISK_READ, 201, "%s cannot be read at sector %u", "the medium is damaged: write the image to another one")             \
    X(ERR_READ_PAST_END, 202, "%s ends before byte %u", "it was cut short: rebuild the image, write it again")                   \
    X(ERR_DISK_SECTOR_SIZE, 203, "%s has sectors of %u bytes", "Lintel reads sectors of 512, 2048 and 4096 bytes")               \
    X(ERR_NO_PARTITION_TABLE, 204, "%s has no GPT and no MBR partition table (signature %x)", "write the whole image again")     \
    X(ERR_GPT_DAMAGED, 205, "%s: both GPT headers are damaged (checksum %x)", "write the whole image again")                     \
    X(ERR_NO_BOOT_PARTITION, 206, "%s has no EFI system partition (%u partitions seen)", "write the whole image again")          \
    X(ERR_FAT_FORMAT, 207, "%s: this is no FAT file system, or a damaged one (boot sector offset %u)",                           \
      "write the whole image again")                                                                                             \
    X(ERR_FAT_CHAIN, 208, "%s: the FAT's cluster chain is broken at cluster %u",                                                 \
      "the file system is damaged: check it with fsck.fat, or write the image again")                                            \
    X(ERR_FILE_NOT_FOUND, 209, "%s is not on the boot volume (status %x)",                                                       \
      "build the image with `lintel build`, or copy the file to the EFI system partition")                                       \
    X(ERR_FILE_READ, 210, "%s cannot be read (status %x)", "the medium or the file system is damaged: write the image again")    \
    X(ERR_FILE_SIZE, 211, "%s has %u bytes, and the manifest says another number",                                               \
      "the file was changed or cut short after the image was built: rebuild the image")                                          \
    X(ERR_MANIFEST_LINE, 212, "%s: line %u is not `key = value` or has an unknown or repeated key or module",                    \
      "the manifest is written by `lintel build`: rebuild the image")                                                            \
    X(ERR_MANIFEST_VALUE, 213, "the manifest's value of %s is malformed (line %u)",                                              \
      "the manifest is written by `lintel build`: rebuild the image")                                                            \
    X(ERR_MANIFEST_VERSION, 214, "the manifest has version %u, this loader knows version 1",                                     \
      "loader and manifest come from different versions of Lintel: rebuild the image")                                           \
    X(ERR_MANIFEST_TOO_LARGE, 215, "%s has %u bytes, more than a manifest may have", "rebuild the image")                        \
    X(ERR_MANIFEST_KEY_MISSING, 216, "the manifest has no line for %s (%u lines read)", "rebuild the image")                     \
    X(ERR_MBR_DAMAGED, 217, "%s: entry %u of the MBR partition table is damaged", "write the whole image again")                 \
    X(ERR_FILE_DIGEST, 218, "%s does not have the SHA-256 digest that the manifest says (its own starts with %x)",               \
      "the file was damaged or changed after the image was built: write the image again")                                        \
    X(ERR_NETWORK_SILENT, 219, "%s: the TFTP server does not answer (status %x)",                                                \
      "check the cable, the server and its firewall, then start again")                                                          \
    X(ERR_NETWORK_TRANSFER, 220, "%s cannot be fetched from the TFTP server (status %x)",                                        \
      "see the server's log: it must allow the file to be read")                                                                 \
    X(ERR_NETWORK_SIZE_UNKNOWN, 221, "nobody says how large %s is: there is no manifest, and the TFTP server has no tsize (%x)", \
      "serve the whole folder that `lintel netboot` made")                                                                       \
    X(ERR_NETWORK_NO_SERVER, 222, "no DHCP answer names an IPv4 boot server (%u answers seen)",                                  \
      "let the DHCP server give next-server and the boot file's name over IPv4: docs/netboot.md")                                \
    X(ERR_NETWORK_PATH, 223, "%s: its path on the TFTP server is too long (%u bytes are the limit)",                             \
      "serve the folder from nearer to the server's root")                                                                       \
    X(ERR_PXE_UNUSABLE, 224, "the network card's PXE code cannot be used (%s: %x)",                                              \
      "update the card's firmware, or start from a disk, or by UEFI")                                                            \
    X(ERR_ELF_NOT_ELF, 301, "%s is not an ELF file (it starts with %x)",                                                         \
      "give the linked kernel, not its object files or a raw binary")                                                            \
    X(ERR_ELF_CLASS, 302, "%s is a 32-bit ELF file (class %u)", "compile and link for x86_64: gcc -m64, ld -m elf_x86_64")       \
    X(ERR_ELF_MACHINE, 303, "%s is for another machine (e_machine %u, x86_64 is 62)", "compile and link for x86_64")             \
    X(ERR_ELF_ENCODING, 304, "%s is not a little-endian ELF file of version 1 (byte %u)", "compile and link for x86_64")         \
    X(ERR_ELF_TYPE, 305, "%s is no executable (e_type %u)",                                                                      \
      "link it: ET_EXEC (2) or a static PIE (3), not a relocatable or shared object")                                            \
    X(ERR_ELF_HEADER, 306, "%s: the ELF header's field %u is impossible", "the file is damaged: link it again")                  \
    X(ERR_ELF_TRUNCATED, 307, "%s is cut short: a program header or segment points to byte %u, past the end",                    \
      "the file is incomplete: link it again, rebuild the image")                                                                \
    X(ERR_ELF_TOO_MANY_SEGMENTS, 308, "%s has %u program headers, more than Lintel takes",                                       \
      "merge sections in the linker script")                                                                                     \
    X(ERR_ELF_NO_SEGMENTS, 309, "%s has no loadable segment (%u program headers)",                                               \
      "the linker script's PHDRS leave nothing to load")                                                                         \
    X(ERR_ELF_SEGMENT_SIZE, 310, "%s: the segment at %x has more bytes in the file than in memory, or wraps around",             \
      "the file is damaged: link it again")                                                                                      \
    X(ERR_ELF_SEGMENT_ADDRESS, 311, "%s: the segment at %x is not in canonical addresses, or in page 0",                         \
      "choose a base from 0x1000 to 0x7fffffffffff or from 0xffff800000000000 in the linker script")                             \
    X(ERR_ELF_SEGMENT_ALIGN, 312,                                                                                                \
      "%s: the segment at %x is misaligned: address and file offset differ modulo its alignment, or that is no power of two",    \
      "link with -z max-page-size=4096 and align segments to pages in the linker script")                                        \
    X(ERR_ELF_SEGMENT_OVERLAP, 313, "%s: the segment at %x overlaps another one",                                                \
      "give the sections distinct addresses in the linker script")                                                               \
    X(ERR_ELF_WRITABLE_CODE, 314, "%s: the segment or page at %x would be writable and executable",                              \
      "align .text, .rodata and .data to pages in the linker script (. = ALIGN(4096)), link without -N, or say "                 \
      ".allow_writable_code = SWITCH_ON")                                                                                        \
    X(ERR_ELF_ENTRY, 315, "%s: the entry point %x lies in no executable segment",                                                \
      "ENTRY(_start) in the linker script, and keep .text")                                                                      \
    X(ERR_ELF_RELOCATION, 316, "the kernel has a relocation %s (type %u), and Lintel applies R_X86_64_RELATIVE only",            \
      "link as a static PIE without undefined symbols: -static-pie -Wl,--no-dynamic-linker -Wl,-z,text")                         \
    X(ERR_ELF_RELOCATION_PLACE, 317, "%s: a relocation at %x lies outside the loaded segments",                                  \
      "the file is damaged: link it again")                                                                                      \
    X(ERR_ELF_DYNAMIC, 318, "%s: the dynamic section is malformed (entry %u)", "the file is damaged: link it again")             \
    X(ERR_ELF_INTERPRETER, 319, "%s asks for a dynamic linker (PT_INTERP, program header %u)",                                   \
      "link it static: -static-pie -Wl,--no-dynamic-linker")                                                                     \
    X(ERR_ELF_EXECUTABLE_STACK, 320, "%s asks for an executable stack (PT_GNU_STACK flags %x)",                                  \
      "add -z noexecstack, and .section .note.GNU-stack to assembly files, or say .allow_writable_code = SWITCH_ON")             \
    X(ERR_ELF_SECTIONS, 321, "%s: the section headers are malformed (section %u)",                                               \
      "link it again, or strip the section headers")                                                                             \
    X(ERR_ELF_TOO_LARGE, 322, "%s needs %b of address space, more than 512 MiB", "put large data into a ramdisk")                \
    X(ERR_ELF_RANGE, 323, "%s: the TLS, RELRO or dynamic segment at %x does not lie in a loadable one, or there are two of it",  \
      "keep .tdata, .tbss, .data.rel.ro and .dynamic together in a loadable segment of the linker script")                       \
    X(ERR_CONFIG_MISSING, 401, "%s has no boot configuration (%u bytes searched)",                                               \
      "write ENTRY_POINT() in one C file of the kernel, and KEEP(*(.boot_config)) in the .rodata part of its linker script, "    \
      "before any /DISCARD/")                                                                                                    \
    X(ERR_CONFIG_TWICE, 402, "%s has two boot configurations, the second at file offset %x",                                     \
      "write ENTRY_POINT() in one C file only; link without -z muldefs, which hides the second")                                 \
    X(ERR_CONFIG_MAGIC, 403, "the boot configuration does not start with its magic bytes (byte %u differs)",                     \
      "use ENTRY_POINT() of <lintel/kernel.h>; nothing else belongs into section .boot_config")                                  \
    X(ERR_CONFIG_SHORT, 404, "the boot configuration says it has %u bytes, which is impossible",                                 \
      "use ENTRY_POINT() of <lintel/kernel.h>; nothing else belongs into section .boot_config")                                  \
    X(ERR_CONFIG_ABI_MAJOR, 405, "this kernel needs boot ABI %u, this loader speaks ABI 1", "use a newer Lintel")                \
    X(ERR_CONFIG_ABI_NEWER, 406, "%s asks for something that boot ABI 1.0 does not know (%x)",                                   \
      "the value is none of those in <lintel/config.h>, or this kernel needs a newer ABI 1.x: then use a newer Lintel")          \
    X(ERR_CONFIG_MAPPING_ALIGN, 407, "%s is not page-aligned, or not made by MAPPING_FIXED or another MAPPING_ word (%x)",       \
      "write MAPPING_FIXED(address) with the low 12 bits of the address zero")                                                   \
    X(ERR_CONFIG_MAPPING_CANONICAL, 408,                                                                                         \
      "%s is not a canonical address with the paging levels that are asked for and that the CPU has (%x)",                       \
      "choose an address up to 0x7fffffffffff or from 0xffff800000000000; others need paging_max_levels = 5 and CPUs with LA57") \
    X(ERR_CONFIG_MAPPING_KIND, 409, "%s does not allow this kind of mapping (%x)",                                               \
      "MAPPING_NONE is for the framebuffer, the physical memory and the recursive mapping")                                      \
    X(ERR_CONFIG_MAPPING_PAGE_ZERO, 410, "%s is at virtual address %x, and page 0 is never mapped", "choose another address")    \
    X(ERR_CONFIG_STACK_SIZE, 411, "%s is %b", "give at most 1 GiB (a stack is rounded up to whole pages)")                       \
    X(ERR_CONFIG_DYNAMIC_RANGE, 412,                                                                                             \
      "%s is not page-aligned, not canonical, or the range is empty or crosses the hole between the halves (%x)",                \
      "give a start below the end, both in the same half of the address space")                                                  \
    X(ERR_CONFIG_RECURSIVE_SLOT, 413, "%s is not the start of a slot of the root page table (%x)",                               \
      "choose a multiple of 0x8000000000, with paging_max_levels = 5 of 0x1000000000000")                                        \
    X(ERR_CONFIG_FIXED_BASE, 414, "%s gives a base, but the kernel is not position-independent (%x)",                            \
      "link the kernel as a static PIE, or set the address in the linker script only")                                           \
    X(ERR_CONFIG_BASE_ALIGN, 415, "%s does not honour the kernel's segment alignment (%x)", "choose a base with that alignment") \
    X(ERR_CONFIG_NOT_LOADED, 416, "%s has a boot configuration that is in no loadable segment (at file offset %x)",              \
      "KEEP(*(.boot_config)) in the .rodata part of its linker script, not in an (INFO) section or one of :NONE")                \
    X(ERR_NOT_ENOUGH_MEMORY, 501, "there is not enough free memory for %s: %b in one piece are needed",                          \
      "give the machine more memory, or ask for less")                                                                           \
    X(ERR_MEMORY_REQUIRED, 502, "this machine has only %b of usable memory, and the kernel's memory_min_bytes is %s",            \
      "give the machine more memory")                                                                                            \
    X(ERR_MEMORY_MAP_FULL, 503, "the firmware's memory map has too many entries (%u)", "report this machine")                    \
    X(ERR_RAMDISK_REQUIRED, 504, "the kernel requires a ramdisk and the image has none (%u modules)",                            \
      "lintel build KERNEL --ramdisk FILE")                                                                                      \
    X(ERR_FRAMEBUFFER_REQUIRED, 505,                                                                                             \
      "the kernel requires a framebuffer, and this machine's best one does not satisfy %s (it has %u pixels)",                   \
      "attach a display, or lower framebuffer_min_width and framebuffer_min_height")                                             \
    X(ERR_CPU_REQUIRED, 506, "the kernel requires CPU features, and this CPU lacks %s (cpu_required is %x)",                     \
      "use another CPU, in QEMU -cpu max, or take what the kernel can do without out of cpu_required")                           \
    X(ERR_LAYOUT_COLLISION, 507, "%s want the same virtual address %x",                                                          \
      "give one of them another fixed address, or make it dynamic; a stack has a guard page on both sides")                      \
    X(ERR_LAYOUT_NO_SPACE, 508, "there is no room for %s (%b) in the dynamic range",                                             \
      "widen dynamic_range_start and dynamic_range_end")                                                                         \
    X(ERR_LAYOUT_FULL, 509, "the address space plan needs more than %u entries", "report this machine and kernel")               \
    X(ERR_PHYSICAL_LIMIT, 510, "%s at physical address %x lies beyond what this CPU can address", "report this machine")         \
    X(ERR_ALLOCATIONS_FULL, 511, "%s is one block of memory too many (%u scattered ones are taken)", "report this machine")      \
    X(ERR_LAYOUT_LAST_PAGE, 512, "%s reaches the last page of the address space, which is never mapped (it starts at %x)",       \
      "choose a lower address")                                                                                                  \
    X(ERR_EXIT_BOOT_SERVICES, 601, "the firmware refuses to end its boot services (EFI status %x)", "update the firmware")       \
    X(ERR_FIRMWARE_ALLOCATE, 602, "the firmware refuses to give memory for %s (EFI status %x)", "update the firmware")

/* What the resident reports; the loaders carry no text for these. */
#define RESIDENT_ERRORS(X)                                                                                                       \
    X(ERR_KERNEL_FAULT, 801, "the kernel caused CPU exception %s at %x", "`addr2line -fe KERNEL %x` names the source line")      \
    X(ERR_KERNEL_RETURNED, 802, "kernel_main returned (rsp %x)", "end it in a loop around hlt")                                  \
    X(ERR_KERNEL_INTERRUPT, 803, "interrupt %u came, and the kernel has no IDT of its own",                                      \
      "load an IDT with an entry for every vector, and only then sti")

/* Those that only a host program can meet; the loaders carry no text for them. */
#define HOST_ERRORS(X)                                                                                                           \
    X(ERR_HOST_OPEN, 701, "%s cannot be opened (errno %u)", "check the path and its permissions")                                \
    X(ERR_HOST_WRITE, 702, "%s cannot be written (errno %u)", "check the path, its permissions and the free space")              \
    X(ERR_HOST_TOOL, 703, "%s failed (exit status %u)", "see its own message above; if there is none, check its installation")   \
    X(ERR_HOST_SET_FIELD, 704, "--set %s: there is no such field (%u fields known)", "`lintel inspect KERNEL` lists the fields") \
    X(ERR_HOST_SET_VALUE, 705, "--set %s: the value does not fit this field (character %u)",                                     \
      "numbers take 0x, K, M, G; mappings none, dynamic or a multiple of 4096; switches on or off; paging_max_levels 4 or 5; "   \
      "log_level off, error, warning, info, debug")                                                                              \
    X(ERR_HOST_FILE_TOO_LARGE, 706, "%s has %b, more than the image can hold", "a file on FAT has less than 4 GiB")              \
    X(ERR_HOST_COMMAND_LINE, 707, "the command line is not one line of text, or too long (%u bytes)",                            \
      "give at most 65535 bytes without line breaks and other control characters")                                               \
    X(ERR_HOST_NOT_REGULAR, 708, "%s is not a regular file (st_mode %x)",                                                        \
      "give a file: neither a folder nor a device is one; an image gets onto a stick by dd, from a file")                        \
    X(ERR_HOST_NO_MTOOLS, 709, "%s is not installed (errno %u)", "install the package mtools, or run `make deps`")               \
    X(ERR_HOST_NO_QEMU, 710, "%s is not installed (errno %u)",                                                                   \
      "install QEMU for x86_64: on Debian the package qemu-system-x86, or run `make deps`")                                      \
    X(ERR_HOST_NO_OVMF, 711, "no UEFI firmware for QEMU was found in %s (%u places searched)",                                   \
      "install OVMF (on Debian the package ovmf, or `make deps`), or name its folder by LINTEL_OVMF; --door bios does without")  \
    X(ERR_HOST_FILE_CHANGED, 712, "%s changed while it was read (it had %u bytes)",                                              \
      "wait until it is written, then build again")                                                                              \
    X(ERR_HOST_EPOCH, 713, "SOURCE_DATE_EPOCH is %s: no time in seconds that FAT can hold (character %u)",                       \
      "give seconds since 1970 from 315532800 (the year 1980) to 4354819199 (2107), or unset it")                                \
    X(ERR_HOST_OUTPUT_IS_INPUT, 714, "%s would be overwritten by what is made of it (inode %u)", "give the output another name") \
    X(ERR_HOST_DIGEST, 715, "libcrypto cannot compute a SHA-256 digest of %s (%u bytes)", "check the installation of OpenSSL")   \
    X(ERR_HOST_SECTOR_SIZE, 717, "--sector-size %s: images have sectors of 512 or 4096 bytes (character %u)",                    \
      "give 512, which sticks and most disks have, or 4096 for a disk whose logical sectors are that large")                     \
    X(ERR_HOST_SECTORS_FOR_BIOS, 718, "%s has sectors of %u bytes, and the BIOS of QEMU reads none but 512", "add --door uefi")  \
    X(ERR_HOST_MODULE_NAME, 719, "--module %s: this is no name for a module (%u characters)",                                    \
      "give NAME=FILE: 1 to 64 letters, digits, - _ + and . in NAME, a letter or digit first, no dot last, no DOS device")       \
    X(ERR_HOST_MODULE_TWICE, 720, "--module %s: module %u has this name already",                                                \
      "give each module its own name; small and capital letters are the same on FAT")                                            \
    X(ERR_HOST_TOO_MANY_MODULES, 721, "the image's manifest has no room for %u modules",                                         \
      "give fewer modules, or shorter names; put many files into one archive")                                                   \
    X(ERR_HOST_IMAGE_FOR_GDB, 722, "%s is an image with sectors of %u bytes, and gdb needs a kernel, for its symbols",           \
      "give the kernel that it was made of; `lintel extract IMAGE /boot/kernel.elf -o copy.elf' gets the one that is in it")     \
    X(ERR_HOST_EXTRACT_EXISTS, 723, "%s exists already (it has %u bytes), and only -o replaces a file",                          \
      "give -o with this name to replace it, -o with another one to keep it, or -o - for standard output")                       \
    X(ERR_HOST_START, 724, "%s cannot be run here (errno %u)",                                                                   \
      "it is too much for this machine: end something else, give a shorter environment, or see `ulimit -a'")                     \
    X(ERR_HOST_FILES_TEMPORARY, 725, "%s, for what is temporary, lies in the folder of --files (inode %u)",                      \
      "set TMPDIR to a folder outside of that one")                                                                              \
    X(ERR_HOST_PATH_FOR_GDB, 726, "%s has a line break in its name (byte %u), and gdb cannot be told such a name",               \
      "make a link to it: ln -s FILE kernel.elf")                                                                                \
    X(ERR_HOST_MAP_LINE, 730, "%s: line %u looks like one of a memory map and is none",                                          \
      "give the lines as they were printed: Linux's `BIOS-e820: [mem ...]' or `efi: mem00: ...', or those of Lintel's log")      \
    X(ERR_HOST_MAP_EMPTY, 731, "%s holds no memory map (%u lines read)",                                                         \
      "give the output of dmesg, or of a boot by Lintel with --set log_level=debug")                                             \
    X(ERR_HOST_MACHINE, 732, "this host cannot play the machine: there is no room for %s (errno %u)",                            \
      "describe a machine with less memory, or a map whose RAM ends at a lower address")                                         \
    X(ERR_HOST_IMAGE_FOR_NETWORK, 733, "%s is a disk image (sectors of %u bytes), and a network gives a kernel's files",         \
      "give the kernel; `lintel extract IMAGE /boot/kernel.elf -o copy.elf' takes it out of an image")                           \
    X(ERR_HOST_SECTORS_FOR_MEDIUM, 740, "--medium %s: QEMU has no such disk with sectors of %u bytes", "choose virtio or nvme")  \
    X(ERR_HOST_NO_GDB, 741, "%s is not installed (errno %u)", "install the package gdb, or run `make deps`")                     \
    X(ERR_HOST_EXISTS, 742, "%s exists already (it has %u bytes), and is not overwritten",                                       \
      "remove it, or give another name and copy what you need")                                                                  \
    X(ERR_HOST_NO_XORRISO, 750, "%s is not installed (errno %u)", "install the package xorriso, or run `make deps`")             \
    X(ERR_HOST_ISO, 751, "%s made an ISO of %u bytes that is not as it was asked for", "install another version of xorriso")     \
    X(ERR_HOST_NOT_ISO, 752, "%s is no ISO: it starts from no CD (sectors of %u bytes)", "make it with `lintel iso`")            \
    X(ERR_HOST_COMPLAINT, 753, "%s complained, so the image is not whole (%u bytes of text)",                                    \
      "see what it said above, and check the free space")                                                                        \
    X(ERR_HOST_FOLDER_FOREIGN, 760, "%s was not written by `lintel netboot`, so it is left alone (st_mode %x)",                  \
      "give another name to -o, or remove the folder yourself")                                                                  \
    X(ERR_HOST_FOLDER_REPLACE, 761, "%s cannot be replaced in one step (errno %u)",                                              \
      "remove it first, or give another name to -o")                                                                             \
    X(ERR_HOST_NOT_EMPTY, 770, "%s is not empty (%u entries)", "give the name of a new folder, or of an empty one")              \
    X(ERR_HOST_NOT_IMAGE, 780, "%s is no disk image (%u bytes)", "give an image made by `lintel build` or `lintel iso`")         \
    X(ERR_IMAGE_BOOT_CODE, 781, "%s is damaged: byte %u of its code is not Lintel's", "write the whole image again")             \
    X(ERR_IMAGE_BOOT_PLACE, 782, "%s is damaged: what it loads does not lie at sector %u", "write the whole image again")        \
    X(ERR_IMAGE_UNSIGNED, 783, "%s: no firmware starts from it, its first sector has the signature %x",                          \
      "write the whole image again")                                                                                             \
    X(ERR_IMAGE_GPT_COPY, 784, "%s: the copy of the GPT at sector %u is damaged",                                                \
      "the other copy is good: write the whole image again before that one is lost")                                             \
    X(ERR_IMAGE_FAT_COPY, 785, "%s: the two copies of the FAT differ at byte %u of it", "write the whole image again")           \
    X(ERR_IMAGE_CATALOG, 786, "%s: the boot catalog of the ISO is damaged (what is wrong in it is %u)",                          \
      "write the whole image again")                                                                                             \
    X(ERR_IMAGE_UEFI_LOADER, 787, "%s is no UEFI application for x86_64 (byte %u)", "write the whole image again")               \
    X(ERR_HOST_SIZE, 790, "--size %s is no size of whole MiB (character %u)",                                                    \
      "give a number with M, G or T (powers of 1024; K if they are whole MiB), such as 512M")                                    \
    X(ERR_HOST_SIZE_TOO_SMALL, 791, "--size %s is too small: the image needs %b", "give that much, or leave --size out")         \
    X(ERR_HOST_IMAGE_TOO_LARGE, 792, "%s would be larger than its disk can be, which is %b",                                     \
      "FAT32 and an MBR count 2^32 sectors: give a smaller --size, or fewer files; more than 2 TiB needs a disk with sectors "   \
      "of 4096 bytes")                                                                                                           \
    X(ERR_HOST_FILES_KIND, 793, "%s is neither a file nor a folder (st_mode %x)",                                                \
      "FAT has files and folders only, so links are not followed: put a copy of what is meant there, or leave it out")           \
    X(ERR_HOST_FILES_NAME, 794, "%s has a name that FAT cannot hold (byte %u of the name)",                                      \
      "give it up to 255 characters of UTF-8, none of \" * : < > ? | and no backslash or control character, no space or dot "    \
      "last")                                                                                                                    \
    X(ERR_HOST_FILES_COLLISION, 795, "%s has the name of another file of the volume (st_mode %x)",                               \
      "small and capital letters are the same on FAT; what Lintel puts there itself are /EFI/BOOT/BOOTX64.EFI and files in "     \
      "/boot")                                                                                                                   \
    X(ERR_HOST_FILES_OUTPUT, 796, "%s lies in the folder of --files, and would hold itself (inode %u)",                          \
      "give -o a name outside of that folder")                                                                                   \
    X(ERR_HOST_FILES_TOO_MANY, 797, "%s has more files than a folder on FAT can hold (%u entries)",                              \
      "a folder holds 65536 entries, of which a long name takes several: put some files into folders of their own")              \
    X(ERR_HOST_MTOOLS_ENTRY, 798, "mtools have made no entry for %s on the volume (file or folder %u)",                          \
      "mmd and mcopy in PATH should be those of GNU mtools")

#endif
