/* Kernels as a linker makes them, with section headers: configuration found by name, changed by --set, shown by inspect. */
#include "include/lintel/config.h"
#include "tests/tool/support.h"
#include <stdio.h>
#include <string.h>

/* A copy of build/test-kernels/NAME.elf in the test's folder. */
static void take_kernel(const char *name)
{
    char path[4096];
    snprintf(path, sizeof(path), "%s/build/tool-kernels/%s.elf", repository(), name);
    file_write("kernel.elf", file_read(path));
}

static void enter_with_kernel(void)
{
    folder_enter();
    take_kernel("pass");
}

TestSuite(linked, .init = enter_with_kernel, .fini = folder_leave);

static u8 *find_magic(struct bytes kernel)
{
    static const u8 magic[] = BOOT_CONFIG_MAGIC;
    u8 *found = memmem(kernel.data, kernel.len, magic, sizeof(magic));
    cr_assert_not_null(found);
    return found;
}

static void build(struct result *result, const char *assignment)
{
    if (assignment != NULL)
        CALL(result, "lintel", "build", "kernel.elf", "-o", "os.img", "--set", assignment);
    else
        CALL(result, "lintel", "build", "kernel.elf", "-o", "os.img");
}

static struct bytes kernel_of_image(void)
{
    struct result result;
    CALL(&result, "mcopy", "-i", "os.img@@1M", "::/boot/kernel.elf", "copy.elf");
    assert_status(&result, 0);
    return file_read("copy.elf");
}

Test(linked, wrong_magic_is_refused)
{
    struct bytes kernel = file_read("kernel.elf");
    struct result result;
    find_magic(kernel)[3] ^= 1;
    file_write("kernel.elf", kernel);
    build(&result, NULL);
    assert_status(&result, 5);
    assert_says(result.errors, "lintel: error L403: ");
    assert_says(result.errors, "byte 3");
    assert_says(result.errors, "\nhint: use ENTRY_POINT()");
    cr_assert_not(file_exists("os.img"));
}

Test(linked, a_shared_object_is_refused)
{
    struct result result;
    take_kernel("shared");
    build(&result, NULL);
    assert_status(&result, 5);
    assert_says(result.errors, "lintel: error L316: the kernel has a relocation R_X86_64_");
    assert_says(result.errors, "\nhint: link as a static PIE");
    cr_assert_not(file_exists("os.img"));
}

Test(linked, the_image_holds_the_kernel_as_it_is)
{
    struct result result;
    build(&result, NULL);
    assert_status(&result, 0);
    cr_assert(bytes_equal(kernel_of_image(), file_read("kernel.elf")));
}

Test(linked, set_changes_the_copy_in_the_image_only)
{
    struct bytes before = file_read("kernel.elf");
    struct result result;
    build(&result, "kernel_stack_size=256K");
    assert_status(&result, 0);
    cr_assert(bytes_equal(before, file_read("kernel.elf")), "the kernel itself is untouched");
    CALL(&result, "mcopy", "-i", "os.img@@1M", "::/boot/kernel.elf", "copy.elf");
    CALL(&result, "lintel", "inspect", "copy.elf");
    assert_status(&result, 0);
    assert_says(result.output, "256 KiB");
    store_u64(find_magic(before) + offsetof(struct boot_config, kernel_stack_size), 256 << 10);
    cr_assert(bytes_equal(before, file_read("copy.elf")), "nothing else differs");
}

Test(linked, set_takes_several_fields)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--set", "aslr=on", "-s", "map_ramdisk=0xffffe00000000000",
         "-s", "map_framebuffer=none");
    assert_status(&result, 0);
    (void)kernel_of_image();
    CALL(&result, "lintel", "inspect", "copy.elf");
    assert_says(result.output, "0xffffe00000000000");
    assert_says(result.output, "none");
}

static void expect_set_refused(const char *assignment, int status, const char *number, const char *value)
{
    struct result result;
    build(&result, assignment);
    assert_status(&result, status);
    assert_says(result.errors, number);
    assert_says(result.errors, value);
    assert_says(result.errors, "\nhint: ");
    cr_assert_not(file_exists("os.img"));
}

Test(linked, set_refuses_an_unknown_field)
{
    expect_set_refused("kernel_stacksize=256K", 2, "lintel: error L704: ", "kernel_stacksize");
}

Test(linked, set_refuses_a_value_that_does_not_fit)
{
    expect_set_refused("aslr=perhaps", 2, "lintel: error L705: ", "aslr=perhaps");
}

Test(linked, set_refuses_an_assignment_without_a_value)
{
    expect_set_refused("aslr", 2, "lintel: error L70", "aslr");
}

Test(linked, set_results_must_pass_the_loaders_checks)
{
    expect_set_refused("kernel_stack_size=2G", 5, "lintel: error L411: ", "kernel_stack_size is 2 GiB");
}

Test(linked, set_can_mend_a_refused_configuration)
{
    struct bytes kernel = file_read("kernel.elf");
    struct result result;
    store_u64(find_magic(kernel) + offsetof(struct boot_config, kernel_stack_size), 2ull << 30);
    file_write("kernel.elf", kernel);
    build(&result, NULL);
    assert_status(&result, 5);
    build(&result, "kernel_stack_size=64K");
    assert_status(&result, 0);
}

Test(linked, inspect_resolves_defaults)
{
    struct result result;
    CALL(&result, "lintel", "inspect", "kernel.elf");
    assert_status(&result, 0);
    assert_says(result.output, "kernel_stack_size");
    assert_says(result.output, "80 KiB");
    assert_says(result.output, "map_kernel_base            as linked\n");
    assert_says(result.output, "0xffffffff80000000");
    assert_says(result.output, "r-x");
    cr_assert_str_empty(result.errors);
}

Test(linked, inspect_shows_what_it_can_of_a_refused_kernel)
{
    struct bytes kernel = file_read("kernel.elf");
    struct result result;
    find_magic(kernel)[0] ^= 1;
    file_write("kernel.elf", kernel);
    CALL(&result, "lintel", "inspect", "kernel.elf");
    assert_status(&result, 5);
    assert_says(result.output, "segment 0");
    assert_says(result.errors, "lintel: error L403: ");
}

Test(linked, an_entry_point_that_is_not_start_is_warned_of)
{
    enum { ELF_ENTRY = 24 };
    struct bytes kernel = file_read("kernel.elf");
    u8 *entry = (u8 *)(uintptr_t)kernel.data + ELF_ENTRY;
    struct result result;
    build(&result, NULL);
    cr_assert_null(strstr(result.errors, "warning"));
    store_u64(entry, load_u64(entry) + 1);
    file_write("kernel.elf", kernel);
    build(&result, NULL);
    assert_status(&result, 0);
    assert_says(result.errors, "lintel: warning: kernel.elf starts at 0xffffffff");
    assert_says(result.errors, "ENTRY(_start)");
}
