/* The headers compile silently in every language version that they promise, and say what is wrong with a wrong configuration. */
#include "tests/contract/bench.h"
#include <criterion/criterion.h>
#include <string.h>

#define MAIN   "void kernel_main(struct boot_info *info) { (void)info; for (;;) ; }\n"
#define HEADER "#include <lintel/kernel.h>\n"

/* Every field, in the order of the struct, which C++ wants. */
#define EVERYTHING                                                                                                               \
    HEADER "ENTRY_POINT(.must_understand = 152, .kernel_stack_size = 128 * KIB,\n"                                               \
           ".map_kernel_stack = MAPPING_FIXED(0xffffe00000000000), .map_kernel_base = MAPPING_DYNAMIC,\n"                        \
           ".map_boot_info = MAPPING_DEFAULT, .map_framebuffer = MAPPING_NONE, .map_ramdisk = MAPPING_FIXED(0x1000),\n"          \
           ".map_physical_memory = MAPPING_FIXED(-(65536 * GIB)), .map_page_table_recursive = MAPPING_NONE,\n"                   \
           ".dynamic_range_start = 0xffffc00000000000, .dynamic_range_end = 0xfffff00000000000,\n"                               \
           ".memory_min_bytes = 16 * MIB, .cpu_required = CPU_NX | CPU_LA57 | CPU_RDSEED,\n"                                     \
           ".framebuffer_min_width = 1024, .framebuffer_min_height = 768,\n"                                                     \
           ".framebuffer_required = SWITCH_OFF, .ramdisk_required = SWITCH_DEFAULT, .aslr = SWITCH_ON,\n"                        \
           ".paging_max_levels = 5, .allow_writable_code = SWITCH_OFF, .log_level = LOG_LEVEL_DEBUG,\n"                          \
           ".log_serial = SWITCH_ON, .log_screen = SWITCH_OFF, .log_debugcon = SWITCH_ON);\n" MAIN

static const char *const compilers[] = {
    "gcc -std=c11",   "gcc -std=c17",   "gcc -std=c2x",          "clang -std=c11",
    "clang -std=c17", "clang -std=c2x", "g++ -x c++ -std=c++20", "clang++ -x c++ -std=c++20",
};

static void accepted_by_all(const char *source, const char *optimisation)
{
    struct bench bench = bench_open();
    bench_write(&bench, "kernel.c", source);
    for (size_t i = 0; i < COUNT_OF(compilers); i++) {
        struct outcome outcome = bench_run(&bench, "%s %s $STRICT -c kernel.c -o kernel.o", compilers[i], optimisation);
        cr_expect_eq(outcome.status, 0, "%s %s: %s", compilers[i], optimisation, outcome.said);
        cr_expect_str_empty(outcome.said, "%s %s: %s", compilers[i], optimisation, outcome.said);
    }
    bench_close(&bench);
}

Test(headers, compile_silently_with_every_field_unoptimised)
{
    accepted_by_all(EVERYTHING, "-O0");
}

Test(headers, compile_silently_with_every_field_optimised)
{
    accepted_by_all(EVERYTHING, "-O2");
}

Test(headers, compile_silently_without_any_field)
{
    accepted_by_all(HEADER "ENTRY_POINT();\n" MAIN, "-O0");
    accepted_by_all(HEADER "ENTRY_POINT();\n" MAIN, "-O2");
}

Test(headers, compile_alone_and_twice)
{
    accepted_by_all("#include <lintel/config.h>\n#include <lintel/config.h>\nextern int none;\n", "-O2");
    accepted_by_all("#include <lintel/info.h>\n#include <lintel/kernel.h>\nextern int none;\n", "-O2");
    accepted_by_all("#include <lintel/entry.h>\n#include <lintel/font.h>\nextern int none;\n", "-O2");
}

Test(headers, compile_for_the_loaders_on_uefi)
{
    struct bench bench = bench_open();
    bench_write(&bench, "loader.c", "#include <lintel/config.h>\n#include <lintel/info.h>\nextern int none;\n");
    struct outcome outcome = bench_run(&bench, "clang -target x86_64-unknown-windows -std=c2x $STRICT -c loader.c -o loader.o");
    cr_assert_eq(outcome.status, 0, "%s", outcome.said);
    cr_assert_str_empty(outcome.said);
    bench_close(&bench);
}

/* One compiler of each kind; the messages do not depend on the version of the language. */
static const char *const kinds[] = {
    "gcc -std=c17 -O2",
    "clang -std=c17 -O2",
    "g++ -x c++ -std=c++20 -O2",
    "clang++ -x c++ -std=c++20 -O2",
};

/* `expected` has one text for each kind; a kind without text isn't asked. */
static void refused(const char *source, const char *const expected[4])
{
    struct bench bench = bench_open();
    bench_write(&bench, "kernel.c", source);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (expected[i] == NULL)
            continue;
        struct outcome outcome = bench_run(&bench, "%s $KERNEL -c kernel.c -o kernel.o", kinds[i]);
        cr_expect_neq(outcome.status, 0, "%s took it", kinds[i]);
        cr_expect_not_null(strstr(outcome.said, expected[i]), "%s: %s", kinds[i], outcome.said);
    }
    bench_close(&bench);
}

static void refused_by_all(const char *source, const char *expected)
{
    const char *const texts[] = { expected, expected, expected, expected };
    refused(source, texts);
}

Test(entry_point, says_that_a_fixed_address_is_misaligned)
{
    refused_by_all(HEADER "ENTRY_POINT(.map_ramdisk = MAPPING_FIXED(0xffffe00000000800));\n" MAIN,
                   "MAPPING_FIXED: the address is not a multiple of 4096");
}

Test(entry_point, says_that_a_fixed_address_is_not_canonical)
{
    refused_by_all(HEADER "ENTRY_POINT(.map_ramdisk = MAPPING_FIXED(0x0100000000000000));\n" MAIN,
                   "MAPPING_FIXED: the address is not canonical");
    refused_by_all(HEADER "ENTRY_POINT(.map_ramdisk = MAPPING_FIXED(0xfefffffffffff000));\n" MAIN,
                   "MAPPING_FIXED: the address is not canonical");
}

Test(entry_point, takes_the_outermost_canonical_addresses)
{
    accepted_by_all(HEADER "ENTRY_POINT(.map_boot_info = MAPPING_FIXED(0x00fffffffffff000),\n"
                           ".map_ramdisk = MAPPING_FIXED(0xff00000000000000));\n" MAIN,
                    "-O0");
}

Test(entry_point, says_that_page_zero_is_never_mapped)
{
    refused_by_all(HEADER "ENTRY_POINT(.map_ramdisk = MAPPING_FIXED(0));\n" MAIN,
                   "MAPPING_FIXED: virtual page 0 is never mapped");
}

Test(entry_point, says_that_a_field_is_unknown)
{
    refused_by_all(HEADER "ENTRY_POINT(.kernel_stak_size = 4096);\n" MAIN, "kernel_stak_size");
}

Test(entry_point, says_that_the_stack_is_too_large)
{
    refused_by_all(HEADER "ENTRY_POINT(.kernel_stack_size = 1 * GIB + 1);\n" MAIN, ".kernel_stack_size is larger than 1 GiB");
    accepted_by_all(HEADER "ENTRY_POINT(.kernel_stack_size = 1 * GIB);\n" MAIN, "-O2");
}

Test(entry_point, refuses_a_value_without_its_field)
{
    static const char *const expected[] = { "designated_init", "excess elements", "designated", "designated" };
    refused(HEADER "ENTRY_POINT(128 * KIB);\n" MAIN, expected);
}

Test(entry_point, refuses_values_that_do_not_fit)
{
    static const char *const too_large[] = { "300", "300", "narrowing", "narrowed" };
    static const char *const no_number[] = { "pointer", "pointer", "const char*", "const char" };
    refused(HEADER "ENTRY_POINT(.aslr = 300);\n" MAIN, too_large);
    refused(HEADER "ENTRY_POINT(.kernel_stack_size = \"128K\");\n" MAIN, no_number);
}

Test(entry_point, refuses_a_kernel_main_of_another_type)
{
    refused_by_all(HEADER "ENTRY_POINT();\nint kernel_main(struct boot_info *info) { (void)info; return 0; }\n", "kernel_main");
    static const char *const in_c[] = { "conflicting types for 'kernel_main'", "conflicting types for 'kernel_main'", NULL,
                                        NULL };
    refused(HEADER "ENTRY_POINT();\nvoid kernel_main(void) { }\n", in_c);
    refused(HEADER "ENTRY_POINT();\nvoid kernel_main(struct boot_config *info) { (void)info; }\n", in_c);
}

Test(entry_point, leaves_other_overloads_of_kernel_main_to_the_linker_in_cpp)
{
    struct bench bench = bench_open();
    bench_write(&bench, "kernel.c", HEADER "ENTRY_POINT();\nvoid kernel_main() { }\n");
    for (size_t i = 2; i < COUNT_OF(kinds); i++) {
        struct outcome outcome = bench_run(&bench, "%s $KERNEL -static -nostdlib kernel.c -o kernel.elf", kinds[i]);
        cr_expect_neq(outcome.status, 0);
        cr_expect_not_null(strstr(outcome.said, "undefined reference to `kernel_main'"), "%s: %s", kinds[i], outcome.said);
    }
    bench_close(&bench);
}

Test(entry_point, may_appear_only_once)
{
    struct bench bench = bench_open();
    bench_write(&bench, "kernel.c", HEADER "ENTRY_POINT();\n" MAIN);
    bench_write(&bench, "second.c", HEADER "ENTRY_POINT();\n");
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct outcome outcome = bench_run(&bench, "%s $KERNEL -static -nostdlib kernel.c second.c -o kernel.elf", kinds[i]);
        cr_expect_neq(outcome.status, 0);
        cr_expect_not_null(strstr(outcome.said, "ENTRY_POINT_may_appear_only_once"), "%s: %s", kinds[i], outcome.said);
    }
    bench_close(&bench);
}
