/* `lintel check`: what it says of good kernels, of machines, and of what is strange. Bad kernels are in spoilt.c and
 * toolchains.c, the plan is compared with the real one in tests/boot/plan.c. */
#include "tests/spoilt/elf_kernel.h"
#include "tests/tool/support.h"
#include <string.h>
#include <unistd.h>

static struct elf_kernel kernel;

static void enter_with_a_kernel(void)
{
    folder_enter();
    elf_kernel_make(&kernel);
    file_write("kernel.elf", elf_kernel_view(&kernel));
}

TestSuite(check, .init = enter_with_a_kernel, .fini = folder_leave);

static void write_text(const char *path, const char *text)
{
    file_write(path, (struct bytes) { (const u8 *)text, strlen(text) });
}

#define CHECK_KERNEL(...)              CHECK_KERNEL_WITH(__VA_ARGS__, NULL)
#define CHECK_KERNEL_WITH(result, ...) CALL(result, "lintel", "check", "kernel.elf", __VA_ARGS__)

static void expect_accepted(const struct result *result)
{
    assert_status(result, 0);
    cr_assert_str_empty(result->errors);
}

static void expect_refused(const struct result *result, const char *sentence)
{
    assert_status(result, 5);
    assert_says(result->errors, sentence);
    assert_says(result->errors, "\nhint: ");
    cr_assert_str_empty(result->output);
}

Test(check, says_in_one_line_that_a_kernel_boots)
{
    struct result result;
    CHECK_KERNEL(&result);
    expect_accepted(&result);
    cr_assert_str_eq(result.output, "kernel.elf: boots by BIOS on a machine with 255 MiB of usable memory: "
                                    "entry 0xffffffff80000000, 12 KiB in memory, stack of 80 KiB\n");
    cr_assert_eq(entries_in_folder("."), 1, "nothing is written");
}

Test(check, takes_a_door)
{
    struct result result;
    CHECK_KERNEL(&result, "--door", "uefi");
    expect_accepted(&result);
    assert_says(result.output, "boots by UEFI");
}

Test(check, takes_from_little_memory_to_much)
{
    struct result result;
    CHECK_KERNEL(&result, "--memory", "16M");
    expect_accepted(&result);
    CHECK_KERNEL(&result, "--memory", "16M", "--door", "uefi");
    expect_accepted(&result);
    CHECK_KERNEL(&result, "--memory", "1008G");
    expect_accepted(&result);
    assert_says(result.output, " 1032191 MiB ");
}

Test(check, reports_every_independent_error_and_no_plan)
{
    struct result result;
    elf_kernel_config(&kernel)->map_kernel_stack = 0xffffe00000000123;
    elf_kernel_config(&kernel)->kernel_stack_size = 2ull << 30;
    store_u32(elf_kernel_segment(&kernel, SEGMENT_TEXT) + SEGMENT_AT_FLAGS, 7);
    file_write("kernel.elf", elf_kernel_view(&kernel));
    CHECK_KERNEL(&result, "--plan");
    expect_refused(&result, "error L407: ");
    assert_says(result.errors, "error L411: ");
    assert_says(result.errors, "error L314: ");
}

/* What depends on the machine. */
Test(check, refuses_for_a_small_machine_what_a_large_one_boots)
{
    struct result result;
    CHECK_KERNEL(&result, "--set", "memory_min_bytes=1G");
    expect_refused(&result, "error L502: this machine has only ");
    CHECK_KERNEL(&result, "--set", "memory_min_bytes=1G", "--memory", "2G");
    expect_accepted(&result);
}

Test(check, refuses_a_display_that_is_missing_or_too_small)
{
    struct result result;
    CHECK_KERNEL(&result, "--set", "framebuffer_required=on", "--screen", "none");
    expect_refused(&result, "error L505: ");
    assert_says(result.errors, "does not satisfy framebuffer_required (it has 0 pixels)");
    CHECK_KERNEL(&result, "--set", "framebuffer_required=on", "--set", "framebuffer_min_width=1920");
    expect_refused(&result, "does not satisfy framebuffer_min_width = 1920 (it has 1280 pixels)");
    CHECK_KERNEL(&result, "--set", "framebuffer_required=on", "--set", "framebuffer_min_width=1920", "--screen", "1920x1080");
    expect_accepted(&result);
}

Test(check, refuses_57_bits_for_a_cpu_without_them)
{
    struct result result;
    elf_kernel_config(&kernel)->paging_max_levels = 5;
    elf_kernel_config(&kernel)->map_kernel_stack = MAPPING_FIXED(0xff11000000000000);
    file_write("kernel.elf", elf_kernel_view(&kernel));
    CHECK_KERNEL(&result);
    expect_refused(&result, "error L408: map_kernel_stack ");
    CHECK_KERNEL(&result, "--cpu", "qemu64,+la57");
    expect_accepted(&result);
    CHECK_KERNEL(&result, "--cpu", "max,-la57");
    expect_refused(&result, "error L408: map_kernel_stack ");
    CHECK_KERNEL(&result, "--cpu", "max");
    expect_accepted(&result);
}

Test(check, refuses_a_cpu_that_lacks_what_the_kernel_requires)
{
    struct result result;
    CHECK_KERNEL(&result, "--set", "cpu_required=nx,smep,x86-64-v3");
    expect_refused(&result, "error L506: the kernel requires CPU features, and this CPU lacks x86-64-v3,smep (");
    CHECK_KERNEL(&result, "--set", "cpu_required=nx,smep,x86-64-v3", "--cpu", "max");
    expect_accepted(&result);
    CHECK_KERNEL(&result, "--set", "cpu_required=nx,smep,x86-64-v3", "--cpu", "max,-x86-64-v2,-nx");
    expect_refused(&result, "this CPU lacks x86-64-v3,nx (");
    CHECK_KERNEL(&result, "--set", "cpu_required=x86-64-v4,rdseed", "--cpu", "+x86-64-v4,+rdseed");
    expect_accepted(&result);
}

/* The physical memory mapping reaches the guard page below the stack from 64 GiB on. */
Test(check, refuses_a_collision_that_only_this_machine_has)
{
    struct result result;
    elf_kernel_config(&kernel)->map_physical_memory = MAPPING_FIXED(0xffff900000000000);
    elf_kernel_config(&kernel)->map_kernel_stack = MAPPING_FIXED(0xffff901000000000);
    file_write("kernel.elf", elf_kernel_view(&kernel));
    CHECK_KERNEL(&result, "--memory", "32G");
    expect_accepted(&result);
    CHECK_KERNEL(&result, "--memory", "72G");
    expect_refused(&result,
                   "error L507: map_physical_memory and map_kernel_stack want the same virtual address 0xffff900ffffff000");
}

Test(check, does_not_need_the_memory_that_it_describes)
{
    struct result result;
    write_text("ramdisk", "x");
    cr_assert_eq(truncate("ramdisk", 3ll << 30), 0);
    CHECK_KERNEL(&result, "--ramdisk", "ramdisk", "--memory", "2G");
    expect_refused(&result, "error L501: there is not enough free memory for the ramdisk: 3 GiB");
    CHECK_KERNEL(&result, "--ramdisk", "ramdisk", "--memory", "16G");
    expect_accepted(&result);
}

Test(check, verifies_digests_if_asked_to)
{
    struct result result;
    write_text("ramdisk", "a ramdisk");
    write_text("module", "a module");
    CHECK_KERNEL(&result, "--ramdisk", "ramdisk", "--module", "one=module", "--verify");
    expect_accepted(&result);
}

/* The plan. */
Test(check, prints_the_plan)
{
    struct result result;
    CHECK_KERNEL(&result, "--plan", "--set", "map_kernel_stack=0xffffe00000000000", "--set", "map_framebuffer=0xffffd00000000000",
                 "--set", "map_boot_info=0xffffe80000000000");
    expect_accepted(&result);
    assert_says(result.output, "0xffffd00000000000 0xffffd000003e8000 rw- write-combining the framebuffer\n");
    assert_says(result.output, "0xffffe00000000000 0xffffe00000014000 rw- write-back      the kernel's stack\n");
    assert_says(result.output, "0xffffffff80000000 0xffffffff80001000 r-x write-back      the kernel\n"
                               "0xffffffff80001000 0xffffffff80002000 r-- write-back      the kernel\n"
                               "0xffffffff80002000 0xffffffff80003000 rw- write-back      the kernel\n");
    cr_assert_null(strstr(result.output, "boots"));
}

Test(check, says_that_a_plan_with_aslr_is_an_example)
{
    struct result result;
    CHECK_KERNEL(&result, "--plan", "--set", "aslr=on");
    assert_status(&result, 0);
    assert_says(result.errors, "lintel: note: aslr is on: what is dynamic lies elsewhere at each boot");
}

/* Images. */
Test(check, takes_an_image)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 0);
    CALL(&result, "lintel", "check", "os.img");
    expect_accepted(&result);
    assert_says(result.output, "os.img: boots by BIOS");
    CALL(&result, "lintel", "check", "os.img", "--cmdline", "quiet");
    assert_status(&result, 2);
    assert_says(result.errors, "os.img is an image already");
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--sector-size", "4096", "--table", "mbr");
    assert_status(&result, 0);
    CALL(&result, "lintel", "check", "os.img");
    expect_accepted(&result);
}

/* Recorded maps. */
#define E820(range, type)            "[    0.000000] BIOS-e820: [mem " range "] " type "\n"
#define EFI(type, attributes, range) "[    0.000000] efi: mem00: [" type "|" attributes "] range=[" range "] (0MB)\n"
#define CACHED                       "   |  |  |  |  |  |  |  |  |   |WB|WT|WC|UC"

static void expect_usable(const char *map, const char *door, const char *mib)
{
    struct result result;
    write_text("map", map);
    CHECK_KERNEL(&result, "--map", "map", "--door", door);
    expect_accepted(&result);
    assert_says(result.output, mib);
}

Test(check, reads_the_map_of_a_pc)
{
    expect_usable("[    0.000000] Linux version 6.1.0\n" E820("0x0000000000000000-0x000000000009fbff", "usable")
                      E820("0x000000000009fc00-0x000000000009ffff", "reserved")
                          E820("0x0000000000100000-0x00000000020fffff", "usable")
                              E820("0x0000000002100000-0x00000000022fffff", "ACPI data")
                                  E820("0x0000000002300000-0x00000000024fffff", "unusable"),
                  "bios", " 32 MiB of usable memory");
}

/* Of Linux's two lists the firmware's own tells more; boot services' memory is the kernel's in the end. */
Test(check, reads_the_map_of_uefi)
{
    expect_usable(E820("0x0000000000100000-0x000000003fffffff", "usable")
                      EFI("Conventional Memory", CACHED, "0x0000000000100000-0x00000000020fffff")
                          EFI("Boot Data          ", CACHED, "0x0000000002100000-0x00000000024fffff")
                              EFI("Conventional Memory", "   |  |SP|  |  |  |  |  |  |   |WB|WT|WC|UC",
                                  "0x0000000002500000-0x00000000064fffff")
                                  EFI("Runtime Data       ", "RUN|  |  |  |  |  |  |  |  |   |WB|WT|WC|UC",
                                      "0x0000000006500000-0x00000000065fffff"),
                  "uefi", " 36 MiB of usable memory");
}

Test(check, reads_the_map_of_lintels_own_log)
{
    expect_usable("Lintel 0.1.0\n  memory 0x100000 + 0x2000000, kind 1, type 1, attributes 0x0\n"
                  "  memory 0x0 + 0x1000, kind 0, type 2, attributes 0x0\nentering the kernel\n",
                  "bios", " 32 MiB of usable memory");
}

static void expect_bad_map(const char *map, const char *sentence, const char *second)
{
    struct result result;
    write_text("map", map);
    CHECK_KERNEL(&result, "--map", "map");
    assert_status(&result, 2);
    assert_says(result.errors, sentence);
    assert_says(result.errors, second);
    assert_says(result.errors, "\nhint: ");
    cr_assert_str_empty(result.output);
}

Test(check, names_each_bad_line_of_a_map)
{
    expect_bad_map("Linux\n" E820("0x0000000000100000-0x00000000020fffff", "usable") E820("0x0000000000100000", "usable")
                       EFI("Boot Data", CACHED, "0x2000-0x1000") "  memory 0x1 + 5\n",
                   "lintel: error L730: map: line 3 ", "lintel: error L730: map: line 4 ");
    expect_bad_map("  memory 0x1 + 5\n", "error L730: map: line 1 ", "");
    expect_bad_map(E820("0x1000-0xfffffffffffffffff", "usable"), "error L730: map: line 1 ", "");
}

Test(check, refuses_a_file_without_a_map)
{
    expect_bad_map("Linux\nno map\n", "lintel: error L731: map holds no memory map (2 lines read)", "");
    expect_bad_map("", "lintel: error L731: map holds no memory map (0 lines read)", "");
}

Test(check, refuses_a_map_that_is_missing)
{
    struct result result;
    CHECK_KERNEL(&result, "--map", "nowhere");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L701: nowhere cannot be opened");
}

Test(check, refuses_a_machine_that_this_host_cannot_play)
{
    struct result result;
    write_text("map", E820("0x0000000000100000-0x0007ffffffffffff", "usable"));
    CHECK_KERNEL(&result, "--map", "map");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L732: this host cannot play the machine: there is no room for its memory");
    assert_says(result.errors, "or a map whose RAM ends at a lower address");
}

/* Command lines. */
static void expect_usage_error(const char *option, const char *value, const char *said)
{
    struct result result;
    CHECK_KERNEL(&result, option, value);
    assert_status(&result, 2);
    assert_says(result.errors, said);
}

Test(check, refuses_wrong_options)
{
    expect_usage_error("--door", "pvh", "--door pvh: give one of bios, uefi");
    expect_usage_error("--memory", "16", "from 16M to 1008G");
    expect_usage_error("--memory", "1009G", "from 16M to 1008G");
    expect_usage_error("--screen", "1280", "none, or pixels as in 1920x1080");
    expect_usage_error("--screen", "1280x", "none, or pixels as in 1920x1080");
    expect_usage_error("--screen", "0x600", "none, or pixels as in 1920x1080");
    expect_usage_error("--screen", "99999x600", "none, or pixels as in 1920x1080");
    expect_usage_error("--cpu", "qemu64,+sse9,-nx", "not known from `+sse9,-nx' on");
    expect_usage_error("--cpu", "phys-bits=53", "not known from `phys-bits=53' on");
    expect_usage_error("--cpu", "", "not known from `' on");
    expect_usage_error("kernel.elf", "other.elf", "too many arguments");
    expect_usage_error("--map=map", "-m1G", "give --memory or --map, not both");
}

Test(check, needs_a_kernel)
{
    struct result result;
    CALL(&result, "lintel", "check");
    assert_status(&result, 2);
    assert_says(result.errors, "no KERNEL and no IMAGE given");
    CALL(&result, "lintel", "check", "nowhere.elf");
    assert_status(&result, 2);
    assert_says(result.errors, "error L701: nowhere.elf ");
}
