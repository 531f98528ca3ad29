/* The table of spoilt kernels. Whoever includes it says what SPOILT(name, sentence, ...) makes of a row; `...` are initialisers
 * of struct spoilt: patches, and what is cut off. No include guard: it is included for its rows. */

/* A row whose sentence has a figure of the machine's memory map, by which doors differ. */
#ifndef SPOILT_BY_THE_MAP
#define SPOILT_BY_THE_MAP SPOILT
#endif

/* ELF header. */
SPOILT(not_elf, "error L301: KERNEL is not an ELF file (it starts with 0x464c4500)", PATCHES(ELF(0, 1, 0)))
SPOILT(empty, "error L301: KERNEL is not an ELF file (it starts with 0x0)", .cut_bytes = KERNEL_BYTES)
SPOILT(ends_in_its_header, "error L307: KERNEL is cut short: a program header or segment points to byte 64, past the end",
       .cut_bytes = KERNEL_BYTES - 63)
SPOILT(of_32_bits, "error L302: KERNEL is a 32-bit ELF file (class 1)", PATCHES(ELF(ELF_AT_CLASS, 1, 1)))
SPOILT(big_endian, "error L304: KERNEL is not a little-endian ELF file of version 1 (byte 5)", PATCHES(ELF(ELF_AT_DATA, 1, 2)))
SPOILT(identity_of_version_0, "error L304: KERNEL is not a little-endian ELF file of version 1 (byte 6)",
       PATCHES(ELF(ELF_AT_IDENT_VERSION, 1, 0)))
SPOILT(for_arm, "error L303: KERNEL is for another machine (e_machine 183, x86_64 is 62)", PATCHES(ELF(ELF_AT_MACHINE, 2, 183)))
SPOILT(for_i386, "error L303: KERNEL is for another machine (e_machine 3, x86_64 is 62)", PATCHES(ELF(ELF_AT_MACHINE, 2, 3)))
SPOILT(only_compiled, "error L305: KERNEL is no executable (e_type 1)", PATCHES(ELF(ELF_AT_TYPE, 2, 1)))
SPOILT(core_dump, "error L305: KERNEL is no executable (e_type 4)", PATCHES(ELF(ELF_AT_TYPE, 2, 4)))
SPOILT(of_version_2, "error L306: KERNEL: the ELF header's field 20 is impossible", PATCHES(ELF(ELF_AT_VERSION, 4, 2)))
SPOILT(short_header, "error L306: KERNEL: the ELF header's field 52 is impossible", PATCHES(ELF(ELF_AT_HEADER_BYTES, 2, 52)))
SPOILT(short_program_headers, "error L306: KERNEL: the ELF header's field 54 is impossible",
       PATCHES(ELF(ELF_AT_PROGRAM_BYTES, 2, 32)))
SPOILT(program_headers_that_wrap, "error L306: KERNEL: the ELF header's field 32 is impossible",
       PATCHES(ELF(ELF_AT_PROGRAM_OFFSET, 8, UINT64_MAX)))
SPOILT(short_section_headers, "error L306: KERNEL: the ELF header's field 58 is impossible",
       PATCHES(WITH_SECTIONS, ELF(ELF_AT_SECTION_BYTES, 2, 40)))
SPOILT(program_headers_past_the_end,
       "error L307: KERNEL is cut short: a program header or segment points to byte 1048912, past the end",
       PATCHES(ELF(ELF_AT_PROGRAM_OFFSET, 8, 0x100000)))
SPOILT(of_65_program_headers, "error L308: KERNEL has 65 program headers, more than Lintel takes",
       PATCHES(ELF(ELF_AT_PROGRAM_COUNT, 2, 65)))
SPOILT(no_program_headers, "error L309: KERNEL has no loadable segment (0 program headers)",
       PATCHES(ELF(ELF_AT_PROGRAM_COUNT, 2, 0)))
SPOILT(nothing_to_load, "error L309: KERNEL has no loadable segment (6 program headers)",
       PATCHES(SEGMENT(TEXT, TYPE, 4, 0), SEGMENT(CONFIG, TYPE, 4, 0), SEGMENT(DATA, TYPE, 4, 0), SEGMENT(DYNAMIC, TYPE, 4, 0)))

/* Segments. */
SPOILT(segment_past_the_end, "error L307: KERNEL is cut short: a program header or segment points to byte 16384, past the end",
       .cut_bytes = KERNEL_BYTES - 0x3fff)
SPOILT(segment_shorter_than_its_file, "error L310: KERNEL: the segment at 0xffffffff80002000 has more bytes",
       PATCHES(SEGMENT(DATA, MEMORY_BYTES, 8, 0xfff)))
SPOILT(segment_that_wraps, "error L310: KERNEL: the segment at 0xffffffff80001000 has more bytes",
       PATCHES(SEGMENT(CONFIG, MEMORY_BYTES, 8, UINT64_MAX)))
SPOILT(segment_between_the_halves, "error L311: KERNEL: the segment at 0x100000000000000 is not in canonical addresses",
       PATCHES(SEGMENT(DATA, VIRT, 8, 0x100000000000000)))
SPOILT(segment_in_page_0, "error L311: KERNEL: the segment at 0x0 is not in canonical addresses, or in page 0",
       PATCHES(SEGMENT(TEXT, VIRT, 8, 0)))
SPOILT(misaligned_segment, "error L312: KERNEL: the segment at 0xffffffff80002008 is misaligned",
       PATCHES(SEGMENT(DATA, VIRT, 8, KERNEL_DATA_VIRT + 8)))
SPOILT(alignment_of_3, "error L312: KERNEL: the segment at 0xffffffff80001000 is misaligned",
       PATCHES(SEGMENT(CONFIG, ALIGN, 8, 3)))
SPOILT(overlapping_segments, "error L313: KERNEL: the segment at 0xffffffff80000000 overlaps another one",
       PATCHES(SEGMENT(CONFIG, VIRT, 8, KERNEL_BASE_VIRT)))
SPOILT(writable_code, "error L314: KERNEL: the segment or page at 0xffffffff80000000 would be writable and executable",
       PATCHES(SEGMENT(TEXT, FLAGS, 4, 7)))
SPOILT(data_in_a_page_of_code, "error L314: KERNEL: the segment or page at 0xffffffff80003000 would be writable and executable",
       PATCHES(SEGMENT(TEXT, VIRT, 8, KERNEL_BASE_VIRT + 0x3800), SEGMENT(TEXT, OFFSET, 8, 0x1800),
               SEGMENT(TEXT, FILE_BYTES, 8, 0x100), SEGMENT(TEXT, MEMORY_BYTES, 8, 0x100), SEGMENT(DATA, MEMORY_BYTES, 8, 0x1100),
               ELF(ELF_AT_ENTRY, 8, KERNEL_BASE_VIRT + 0x3800)))
SPOILT(entry_in_constants, "error L315: KERNEL: the entry point 0xffffffff80001000 lies in no executable segment",
       PATCHES(ELF(ELF_AT_ENTRY, 8, KERNEL_BASE_VIRT + 0x1000)))
SPOILT(entry_at_0, "error L315: KERNEL: the entry point 0x0 lies in no executable segment", PATCHES(ELF(ELF_AT_ENTRY, 8, 0)))
SPOILT(interpreter, "error L319: KERNEL asks for a dynamic linker (PT_INTERP, program header 4)",
       PATCHES(SEGMENT(SPARE, TYPE, 4, 3)))
SPOILT(executable_stack, "error L320: KERNEL asks for an executable stack (PT_GNU_STACK flags 0x7)",
       PATCHES(SEGMENT(SPARE, TYPE, 4, 0x6474e551), SEGMENT(SPARE, FLAGS, 4, 7)))
SPOILT(too_large, "error L322: KERNEL needs 1048584 KiB of address space, more than 512 MiB",
       PATCHES(SEGMENT(DATA, MEMORY_BYTES, 8, 0x40000000)))
SPOILT(tls_outside, "error L323: KERNEL: the TLS, RELRO or dynamic segment at 0x5000 does not lie in a loadable one",
       PATCHES(SEGMENT(SPARE, TYPE, 4, 7), SEGMENT(SPARE, VIRT, 8, 0x5000), SEGMENT(SPARE, FILE_BYTES, 8, 8),
               SEGMENT(SPARE, MEMORY_BYTES, 8, 8)))
SPOILT(relro_outside,
       "error L323: KERNEL: the TLS, RELRO or dynamic segment at 0xffffffff80003000 does not lie in a loadable one",
       PATCHES(SEGMENT(SPARE, TYPE, 4, 0x6474e552), SEGMENT(SPARE, VIRT, 8, KERNEL_DATA_VIRT + 0x1000),
               SEGMENT(SPARE, MEMORY_BYTES, 8, 16)))
SPOILT(two_dynamic_sections, "error L323: KERNEL: the TLS, RELRO or dynamic segment at 0xffffffff80002080 does not lie",
       PATCHES(SEGMENT(SPARE, TYPE, 4, 2), SEGMENT(SPARE, VIRT, 8, KERNEL_DATA_VIRT + 0x80), SEGMENT(SPARE, MEMORY_BYTES, 8, 16)))

/* Relocations of a position-independent kernel. */
SPOILT(relocation_by_a_symbol, "error L316: the kernel has a relocation R_X86_64_64 (type 1)", PATCHES(AS_PIE, RELA(INFO, 1)))
SPOILT(relocation_of_a_got, "error L316: the kernel has a relocation R_X86_64_GLOB_DAT (type 6)", PATCHES(AS_PIE, RELA(INFO, 6)))
SPOILT(relocation_by_a_resolver, "error L316: the kernel has a relocation R_X86_64_IRELATIVE (type 37)",
       PATCHES(AS_PIE, RELA(INFO, 37)))
SPOILT(relocation_of_an_unknown_kind, "error L316: the kernel has a relocation of an unusual kind (type 99)",
       PATCHES(AS_PIE, RELA(INFO, 99)))
SPOILT(relocation_outside, "error L317: KERNEL: a relocation at 0xffffffff80002ff9 lies outside the loaded segments",
       PATCHES(AS_PIE, RELA(PLACE, KERNEL_DATA_VIRT + 0xff9)))
SPOILT(relocations_outside, "error L318: KERNEL: the dynamic section is malformed (entry 0)",
       PATCHES(AS_PIE, DYNAMIC_VALUE(0, KERNEL_DATA_VIRT + 0xff9)))
SPOILT(relocations_of_half_an_entry, "error L318: KERNEL: the dynamic section is malformed (entry 1)",
       PATCHES(AS_PIE, DYNAMIC_VALUE(1, 12)))
SPOILT(relocations_of_another_size, "error L318: KERNEL: the dynamic section is malformed (entry 2)",
       PATCHES(AS_PIE, DYNAMIC_VALUE(2, 16)))
SPOILT(dynamic_section_without_end, "error L318: KERNEL: the dynamic section is malformed (entry 4)",
       PATCHES(AS_PIE, DYNAMIC_TAG(3, 30)))

/* Where the configuration is looked for. */
SPOILT(no_configuration, "error L401: KERNEL has no boot configuration (12288 bytes searched)", PATCHES(CONFIG_AT(0, 8, 0)))
SPOILT(two_configurations, "error L402: KERNEL has two boot configurations, the second at file offset 0x2100",
       PATCHES(CONFIG_AT(0x100, 8, 0x0a0d4c45544e494c), CONFIG_AT(0x108, 8, 0xd55ea59ef1c007b1), CONFIG_AT(0x114, 4, 152)))
SPOILT(magic_with_another_byte, "error L403: the boot configuration does not start with its magic bytes (byte 7 differs)",
       PATCHES(WITH_SECTIONS, CONFIG_AT(7, 1, 0x0d)))
SPOILT(configuration_of_8_bytes, "error L404: the boot configuration says it has 8 bytes, which is impossible",
       PATCHES(WITH_SECTIONS, CONFIG(size, 8)))
SPOILT(configuration_cut_in_a_field, "error L404: the boot configuration says it has 36 bytes, which is impossible",
       PATCHES(WITH_SECTIONS, CONFIG(size, 36)))
SPOILT(configuration_outside_the_segments,
       "error L416: KERNEL has a boot configuration that is in no loadable segment (at file offset 0x2000)",
       PATCHES(WITH_SECTIONS, SEGMENT(CONFIG, TYPE, 4, 0)))
SPOILT(section_names_that_are_missing, "error L321: KERNEL: the section headers are malformed (section 9)",
       PATCHES(WITH_SECTIONS, ELF(ELF_AT_SECTION_NAMES, 2, 9)))
SPOILT(section_past_the_end, "error L321: KERNEL: the section headers are malformed (section 1)",
       PATCHES(WITH_SECTIONS, SECTION(1, BYTES, 8, 0x10000)))
SPOILT(section_headers_past_the_end, "error L202: KERNEL ends before byte 65728", PATCHES(ELF(ELF_AT_SECTION_OFFSET, 8, 0x10000)))

/* What the configuration says. */
SPOILT(another_abi, "error L405: this kernel needs boot ABI 2, this loader speaks ABI 1", PATCHES(CONFIG(abi_major, 2)))
SPOILT(insisting_tail,
       "error L406: a field past byte 152 of boot_config asks for something that boot ABI 1.0 does not know (0x98)",
       PATCHES(CONFIG(size, 160), CONFIG_AT(152, 1, 1)))
SPOILT(reserved_word, "error L406: reserved_28 asks for something that boot ABI 1.0 does not know (0x5)",
       PATCHES(CONFIG(reserved_28, 5)))
SPOILT(reserved_byte, "error L406: reserved_145 asks for something that boot ABI 1.0 does not know (0x1)",
       PATCHES(CONFIG_AT(offsetof(struct boot_config, reserved_145) + 6, 1, 1)))
SPOILT(unknown_switch, "error L406: aslr asks for something that boot ABI 1.0 does not know (0x3)", PATCHES(CONFIG(aslr, 3)))
SPOILT(six_levels, "error L406: paging_max_levels asks for something that boot ABI 1.0 does not know (0x6)",
       PATCHES(CONFIG(paging_max_levels, 6)))
SPOILT(unknown_log_level, "error L406: log_level asks for something that boot ABI 1.0 does not know (0x9)",
       PATCHES(CONFIG(log_level, 9)))
SPOILT(unknown_cpu_feature, "error L406: cpu_required asks for something that boot ABI 1.0 does not know (0x8000000000000000)",
       PATCHES(CONFIG(cpu_required, 1ull << 63)))
SPOILT(misaligned_stack, "error L407: map_kernel_stack is not page-aligned, or not made by MAPPING_FIXED or another",
       PATCHES(CONFIG(map_kernel_stack, 0xffffe00000000123)))
SPOILT(address_without_kind, "error L407: map_ramdisk is not page-aligned, or not made by MAPPING_FIXED or another",
       PATCHES(CONFIG(map_ramdisk, 0xffffe00000000000)))
SPOILT(ramdisk_between_the_halves, "error L408: map_ramdisk is not a canonical address",
       PATCHES(CONFIG(map_ramdisk, 0x0000800000000003)))
SPOILT(stack_at_57_bits, "error L408: map_kernel_stack is not a canonical address",
       PATCHES(CONFIG(map_kernel_stack, 0xff11000000000003)))
SPOILT(no_stack, "error L409: map_kernel_stack does not allow this kind of mapping", PATCHES(CONFIG(map_kernel_stack, 1)))
SPOILT(no_boot_info, "error L409: map_boot_info does not allow this kind of mapping", PATCHES(CONFIG(map_boot_info, 1)))
SPOILT(framebuffer_in_page_0, "error L410: map_framebuffer is at virtual address 0x0", PATCHES(CONFIG(map_framebuffer, 3)))
SPOILT(huge_stack, "error L411: kernel_stack_size is 2 GiB", PATCHES(CONFIG(kernel_stack_size, 2ull << 30)))
SPOILT(misaligned_dynamic_range, "error L412: dynamic_range_start is not page-aligned",
       PATCHES(CONFIG(dynamic_range_start, 0xffff800000000800)))
SPOILT(empty_dynamic_range, "error L412: dynamic_range_end is not page-aligned",
       PATCHES(CONFIG(dynamic_range_start, 0xffffc00000000000), CONFIG(dynamic_range_end, 0xffffc00000000000)))
SPOILT(recursive_slot_inside_another, "error L413: map_page_table_recursive is not the start of a slot",
       PATCHES(CONFIG(map_page_table_recursive, 0xffff800000200003)))
SPOILT(base_of_a_linked_kernel, "error L414: map_kernel_base gives a base, but the kernel is not position-independent",
       PATCHES(CONFIG(map_kernel_base, 0xffffffff90000003)))
SPOILT(base_that_is_not_aligned, "error L415: map_kernel_base does not honour the kernel's segment alignment",
       PATCHES(AS_PIE, CONFIG(map_kernel_base, 0xffffffff90001003), SEGMENT(TEXT, ALIGN, 8, 0x200000),
               SEGMENT(TEXT, OFFSET, 8, 0x0)))

/* What a machine of 128 MiB with a display of 1280 by 800 cannot do. */
SPOILT(larger_than_memory, "error L501: there is not enough free memory for the kernel: 256 MiB in one piece are needed",
       PATCHES(SEGMENT(DATA, MEMORY_BYTES, 8, 0x10000000 - 0x2000)), .lacks_memory = true)
SPOILT(stack_larger_than_memory, "error L501: there is not enough free memory for the kernel's stack: 512 MiB in one piece",
       PATCHES(CONFIG(kernel_stack_size, 512ull << 20)), .lacks_memory = true)
SPOILT_BY_THE_MAP(wants_more_memory, "and the kernel's memory_min_bytes is 1 GiB", PATCHES(CONFIG(memory_min_bytes, 1ull << 30)),
                  .lacks_memory = true)
SPOILT(wants_a_ramdisk, "error L504: the kernel requires a ramdisk and the image has none (0 modules)",
       PATCHES(CONFIG(ramdisk_required, 1)))
SPOILT(stack_in_the_kernel, "error L507: map_kernel_stack and the kernel want the same virtual address 0xffffffff80000000",
       PATCHES(CONFIG(map_kernel_stack, KERNEL_BASE_VIRT | 3)))
SPOILT(boot_info_in_the_stack, "error L507: map_boot_info and map_kernel_stack want the same virtual address 0xffffe00000001000",
       PATCHES(CONFIG(map_kernel_stack, 0xffffe00000000003), CONFIG(map_boot_info, 0xffffe00000001003)))
SPOILT(framebuffer_in_physical_memory,
       "error L507: map_physical_memory and map_framebuffer want the same virtual address 0xffff900000000000",
       PATCHES(CONFIG(map_physical_memory, 0xffff900000000003), CONFIG(map_framebuffer, 0xffff900000000003)))
SPOILT(dynamic_range_of_1_gib, "error L508: there is no room for map_physical_memory (4 GiB) in the dynamic range",
       PATCHES(CONFIG(dynamic_range_start, 0xffffc00000000000), CONFIG(dynamic_range_end, 0xffffc00040000000)))
SPOILT(stack_in_the_last_page, "error L512: map_kernel_stack reaches the last page of the address space",
       PATCHES(CONFIG(map_kernel_stack, 0xfffffffffffff003)))

#undef SPOILT_BY_THE_MAP
