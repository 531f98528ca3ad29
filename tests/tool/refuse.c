/* Each mistake in a kernel is refused by `lintel build` with a number of its own, the wrong value and a hint. */
#include "tests/spoilt/elf_kernel.h"
#include "tests/tool/support.h"
#include <stdio.h>
#include <string.h>

TestSuite(refuse, .init = folder_enter, .fini = folder_leave);

static void expect_error(const char *number, const char *value, const char *hint)
{
    struct result result;
    char start[64];
    snprintf(start, sizeof(start), "lintel: error %s: ", number);
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 5);
    assert_says(result.errors, start);
    assert_says(result.errors, value);
    assert_says(result.errors, "\nhint: ");
    assert_says(result.errors, hint);
    cr_assert_str_empty(result.output);
    cr_assert_eq(entries_in_folder("."), 1, "only the kernel is there");
}

static struct elf_kernel good_kernel(void)
{
    struct elf_kernel kernel;
    elf_kernel_make(&kernel);
    return kernel;
}

static void expect_refused(const struct elf_kernel *kernel, const char *number, const char *value, const char *hint)
{
    file_write("kernel.elf", elf_kernel_view(kernel));
    expect_error(number, value, hint);
}

Test(refuse, accepts_the_kernel_that_the_others_spoil)
{
    struct elf_kernel kernel = good_kernel();
    struct result result;
    file_write("kernel.elf", elf_kernel_view(&kernel));
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 0);
    cr_assert_str_empty(result.errors);
}

Test(refuse, a_file_that_is_not_elf)
{
    static const char script[] = "#!/bin/sh\necho this is no kernel, and it is long enough to hold an ELF header of 64 bytes\n";
    file_write("kernel.elf", (struct bytes) { (const u8 *)script, sizeof(script) - 1 });
    expect_error("L301", "kernel.elf", "linked kernel");
}

Test(refuse, an_empty_file)
{
    file_write("kernel.elf", text_bytes(""));
    expect_error("L301", "kernel.elf", "linked kernel");
}

Test(refuse, a_32_bit_elf_file)
{
    struct elf_kernel kernel = good_kernel();
    kernel.bytes[ELF_AT_CLASS] = 1;
    expect_refused(&kernel, "L302", "class 1", "-m64");
}

Test(refuse, another_machine)
{
    struct elf_kernel kernel = good_kernel();
    store_u16(kernel.bytes + ELF_AT_MACHINE, 183);
    expect_refused(&kernel, "L303", "183", "x86_64");
}

Test(refuse, a_truncated_file)
{
    struct elf_kernel kernel = good_kernel();
    file_write("kernel.elf", (struct bytes) { kernel.bytes, KERNEL_SECTIONS_OFFSET - 1 });
    expect_error("L307", "16384", "link it again");
}

Test(refuse, a_kernel_without_configuration)
{
    struct elf_kernel kernel = good_kernel();
    memset(elf_kernel_config(&kernel), 0, sizeof(struct boot_config));
    expect_refused(&kernel, "L401", "kernel.elf", "ENTRY_POINT()");
}

Test(refuse, a_newer_abi_with_an_insisting_tail)
{
    struct elf_kernel kernel = good_kernel();
    struct boot_config *config = elf_kernel_config(&kernel);
    config->abi_minor = 7;
    config->size = sizeof(struct boot_config) + 8;
    config->must_understand = config->size;
    kernel.bytes[KERNEL_CONFIG_OFFSET + sizeof(struct boot_config)] = 1;
    expect_refused(&kernel, "L406", "0x98", "newer"); /* the offset of the byte */
}

Test(refuse, a_misaligned_mapping)
{
    struct elf_kernel kernel = good_kernel();
    elf_kernel_config(&kernel)->map_kernel_stack = 0xffffe00000000123;
    expect_refused(&kernel, "L407", "map_kernel_stack", "MAPPING_FIXED");
}

Test(refuse, a_mapping_that_is_not_canonical_with_four_levels)
{
    struct elf_kernel kernel = good_kernel();
    elf_kernel_config(&kernel)->map_ramdisk = 0x0000800000000000 | 3;
    expect_refused(&kernel, "L408", "map_ramdisk", "0x7fffffffffff");
}

Test(refuse, fixed_addresses_that_collide)
{
    struct elf_kernel kernel = good_kernel();
    elf_kernel_config(&kernel)->map_kernel_stack = MAPPING_FIXED(0xffffe00000000000);
    elf_kernel_config(&kernel)->map_boot_info = MAPPING_FIXED(0xffffe00000001000);
    expect_refused(&kernel, "L507", "map_boot_info and map_kernel_stack want the same virtual address 0xffffe00000001000",
                   "another fixed address");
}

Test(refuse, a_fixed_address_inside_the_kernel)
{
    struct elf_kernel kernel = good_kernel();
    elf_kernel_config(&kernel)->map_boot_info = MAPPING_FIXED(KERNEL_BASE_VIRT);
    expect_refused(&kernel, "L507", "map_boot_info and the kernel", "another fixed address");
}

Test(refuse, the_last_page)
{
    struct elf_kernel kernel = good_kernel();
    elf_kernel_config(&kernel)->map_kernel_stack = MAPPING_FIXED(0xfffffffffffff000);
    expect_refused(&kernel, "L512", "map_kernel_stack", "lower address");
}

Test(refuse, a_57_bit_address_with_four_levels)
{
    struct elf_kernel kernel = good_kernel();
    elf_kernel_config(&kernel)->map_kernel_stack = MAPPING_FIXED(0xff11000000000000);
    expect_refused(&kernel, "L408", "map_kernel_stack", "paging_max_levels = 5");
}

Test(refuse, a_recursive_slot_of_four_levels_with_five)
{
    struct elf_kernel kernel = good_kernel();
    elf_kernel_config(&kernel)->paging_max_levels = 5;
    elf_kernel_config(&kernel)->map_page_table_recursive = MAPPING_FIXED(0xffffff0000000000);
    expect_refused(&kernel, "L413", "map_page_table_recursive", "0x1000000000000");
}

Test(refuse, overlapping_segments)
{
    struct elf_kernel kernel = good_kernel();
    store_u64(elf_kernel_segment(&kernel, SEGMENT_CONFIG) + SEGMENT_AT_VIRT, KERNEL_BASE_VIRT);
    expect_refused(&kernel, "L313", "0xffffffff80000000", "linker script");
}

Test(refuse, a_writable_and_executable_segment)
{
    struct elf_kernel kernel = good_kernel();
    store_u32(elf_kernel_segment(&kernel, SEGMENT_TEXT) + SEGMENT_AT_FLAGS, 7);
    expect_refused(&kernel, "L314", "0xffffffff80000000", "allow_writable_code");
}

Test(refuse, an_entry_outside_code)
{
    struct elf_kernel kernel = good_kernel();
    store_u64(kernel.bytes + ELF_AT_ENTRY, KERNEL_BASE_VIRT + 0x1000);
    expect_refused(&kernel, "L315", "0xffffffff80001000", "ENTRY(_start)");
}

Test(refuse, a_kernel_that_requires_a_ramdisk_and_gets_none)
{
    struct elf_kernel kernel = good_kernel();
    elf_kernel_config(&kernel)->ramdisk_required = SWITCH_ON;
    expect_refused(&kernel, "L504", "", "--ramdisk");
}

Test(refuse, reports_every_independent_error_at_once)
{
    struct elf_kernel kernel = good_kernel();
    struct result result;
    elf_kernel_config(&kernel)->map_kernel_stack = 0xffffe00000000123;
    elf_kernel_config(&kernel)->kernel_stack_size = 2ull << 30;
    store_u32(elf_kernel_segment(&kernel, SEGMENT_TEXT) + SEGMENT_AT_FLAGS, 7);
    file_write("kernel.elf", elf_kernel_view(&kernel));
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 5);
    assert_says(result.errors, "error L407: ");
    assert_says(result.errors, "error L411: ");
    assert_says(result.errors, "error L314: ");
}
