/* The ABI promise: kernels of earlier and later headers. What stands under a version here was built with that version's headers
 * and is booted as it was then (tests/boot/abi/README.md): lines are added, never changed. */
#include "tests/boot/image.h"

/* Growth, with kernels made up for it. */
BOOT_TEST_ON_BOTH_DOORS(newer_kernel_with_ignorable_news, .kernel = "test-newer-high")
BOOT_TEST_ON_BOTH_DOORS(older_kernel_with_a_shorter_struct, .kernel = "test-older-high")

#define REFUSED(...) .status = STATUS_REFUSED, .serial = { __VA_ARGS__, "hint: " }
#define NEWER(field) REFUSED("error L406:", field " asks for something that boot ABI 1")
#define BASIC        .kernel = "test-basic-high", .verdict = VERDICT_AGREES
#define NEW          .kernel = "test-newer-high", .verdict = VERDICT_AGREES
BOOT_TEST_ON_BOTH_DOORS(refuses_a_newer_kernel_that_insists, NEW, .damage = config_insist,
                        NEWER("a field past byte 152 of boot_config"))
BOOT_TEST_ON_BOTH_DOORS(refuses_a_mapping_of_a_newer_kernel, NEW, .damage = config_set_unknown_mapping, NEWER("map_ramdisk"))
BOOT_TEST_ON_BOTH_DOORS(refuses_a_value_of_a_newer_kernel, BASIC, .damage = config_set_unknown_value, NEWER("aslr"))
BOOT_TEST_ON_BOTH_DOORS(refuses_a_reserved_byte_of_a_newer_kernel, BASIC, .damage = config_set_reserved_byte,
                        NEWER("reserved_145"))
BOOT_TEST_ON_BOTH_DOORS(refuses_another_major_abi, BASIC, .damage = config_set_other_major, REFUSED("error L405:", "boot ABI 2"))
BOOT_TEST_ON_BOTH_DOORS(refuses_a_struct_that_ends_in_a_field, BASIC, .damage = config_cut_field,
                        REFUSED("error L404:", "36 bytes"))

/* ABI 1.0. The ramdisk is as large as in rows_files.c, the command line as in kernels/options.c. */
#define KEPT(name, ...) BOOT_TEST_ON_BOTH_DOORS(abi_1_0_##name, __VA_ARGS__)
KEPT(at_1_mib, .kernel = "abi-1.0-basic-low")
KEPT(higher_half, .kernel = "abi-1.0-basic-high")
KEPT(position_independent, .kernel = "abi-1.0-basic-pie")
KEPT(everything_fixed, .kernel = "abi-1.0-options-pie", .ramdisk_bytes = 5000,
     .build_options = { "--cmdline", "quiet root=/dev/ram0  tail=\"a b\"" })
KEPT(fixed_base, .kernel = "abi-1.0-based-pie")
KEPT(page_tables, .kernel = "abi-1.0-tables-high")
KEPT(usable_memory, .kernel = "abi-1.0-overwrite-high")
KEPT(ramdisk, .kernel = "abi-1.0-ramdisk-high", .ramdisk_bytes = (16ull << 20) + 803)
KEPT(machine_state, .kernel = "abi-1.0-state-high")
KEPT(relro, .kernel = "abi-1.0-relro-plain")
KEPT(built_by_clang, .kernel = "abi-1.0-clang_pie_lto")
KEPT(without_section_headers, .kernel = "abi-1.0-gcc_O2_headerless")
KEPT(older_struct, .kernel = "abi-1.0-older-high")
