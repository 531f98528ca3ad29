/* The configuration survives every link that a kernel author may think of, once, and is found by the code that the loader uses.
 */
#include "config/config.h"
#include "tests/contract/bench.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Two files, so that link-time optimisation has something to do; some data, so that there are all kinds of segments. */
static const char entry_source[] = "#include <lintel/kernel.h>\n"
                                   "ENTRY_POINT(.kernel_stack_size = 12 * KIB);\n";
static const char main_source[] = "#include <lintel/kernel.h>\n"
                                  "static volatile int counter = 5, zeroed;\n"
                                  "static const volatile char text[] = \"text\";\n"
                                  "void unused(void);\n"
                                  "void unused(void) { counter = 6; }\n"
                                  "void kernel_main(struct boot_info *info)\n"
                                  "{ for (;;) counter += zeroed + text[counter & 3] + (int)info->size; }\n";

/* Scripts of the higher half. The first does not name the section, the second gives it another name. */
#define SCRIPT(rodata)                                                                                                           \
    "ENTRY(_start)\nSECTIONS {\n"                                                                                                \
    ". = 0xffffffff80000000;\n.text : { *(.text .text.*) }\n"                                                                    \
    ". = ALIGN(4096);\n.rodata : { " rodata " }\n"                                                                               \
    ". = ALIGN(4096);\n.data : { *(.data .data.*) }\n.bss : { *(.bss .bss.* COMMON) }\n}\n"
#define KERNEL_MODEL " -mcmodel=kernel -fno-pie"

static const char *const toolchains[] = {
    "gcc -std=c17",
    "clang -std=c17",
    "clang -std=c17 -fuse-ld=lld",
    "g++ -x c++ -std=c++20",
    "clang++ -x c++ -std=c++20 -fuse-ld=lld",
};

static struct bench open_with_sources(void)
{
    struct bench bench = bench_open();
    bench_write(&bench, "entry.c", entry_source);
    bench_write(&bench, "main.c", main_source);
    bench_write(&bench, "silent.ld", SCRIPT("*(.rodata .rodata.*)"));
    bench_write(&bench, "renamed.ld", SCRIPT("*(.rodata .rodata.* .boot*)"));
    return bench;
}

static u64 count_magic(struct bytes file)
{
    static const u8 magic[16] = BOOT_CONFIG_MAGIC;
    u64 count = 0;
    for (size_t i = 0; i + sizeof(magic) <= file.len; i++)
        count += memcmp(file.data + i, magic, sizeof(magic)) == 0;
    return count;
}

/* As the loader does it. */
static struct error find_config(struct bytes file, struct boot_config *config)
{
    struct reader reader = reader_of_bytes("kernel.elf", file);
    struct error_sink sink = { .first = OK };
    struct elf_facts facts;
    struct bytes section;
    u8 bytes[CONFIG_BYTES_MAX];
    u64 file_offset, available_bytes;
    TRY(elf_read(&reader, &sink, &facts));
    TRY(config_locate(&reader, &facts, &file_offset, &available_bytes));
    TRY(config_fetch(&reader, file_offset, bytes, &section));
    return config_read(section, &sink, config);
}

static void expect_config(const struct bench *bench, const char *name, const char *how)
{
    struct bytes file = bench_read(bench, name);
    struct boot_config config;
    struct error error = find_config(file, &config);
    cr_expect_eq(error.code, ERR_NONE, "%s: L%d", how, (int)error.code);
    cr_expect_eq(config.kernel_stack_size, 12 * KIB_BYTES, "%s", how);
    cr_expect_eq(count_magic(file), 1, "%s", how);
    free((void *)(uintptr_t)file.data);
}

static void survives_in(const char *toolchain, const char *flags)
{
    struct bench bench = open_with_sources();
    char how[256];
    snprintf(how, sizeof(how), "%s %s", toolchain, flags);
    struct outcome linked = bench_run(&bench, "%s $KERNEL -nostdlib %s entry.c main.c -o kernel.elf", toolchain, flags);
    cr_assert_eq(linked.status, 0, "%s: %s", how, linked.said);
    expect_config(&bench, "kernel.elf", how);
    struct outcome stripped = bench_run(&bench, "strip -s kernel.elf -o stripped.elf");
    cr_assert_eq(stripped.status, 0, "%s: %s", how, stripped.said);
    expect_config(&bench, "stripped.elf", how);
    bench_close(&bench);
}

static void survives(const char *flags)
{
    for (size_t i = 0; i < COUNT_OF(toolchains); i++)
        survives_in(toolchains[i], flags);
}

Test(config_section, survives_a_plain_link)
{
    survives("-O0 -static");
    survives("-O2 -static");
}

Test(config_section, survives_gc_sections)
{
    survives("-O2 -static -ffunction-sections -fdata-sections -Wl,--gc-sections");
}

Test(config_section, survives_a_static_pie)
{
    survives("-O2 -fpie -static-pie -Wl,--no-dynamic-linker -Wl,-z,text -Wl,--gc-sections");
}

Test(config_section, survives_link_time_optimisation)
{
    survives_in("gcc -std=c17", "-O2 -static -flto -Wl,--gc-sections");
    survives_in("g++ -x c++ -std=c++20", "-O2 -static -flto -Wl,--gc-sections");
    survives_in("clang -std=c17 -fuse-ld=lld", "-O2 -static -flto -Wl,--gc-sections");
    survives_in("clang -std=c17 -fuse-ld=lld", "-O2 -static -flto=thin -Wl,--gc-sections");
    survives_in("clang++ -x c++ -std=c++20 -fuse-ld=lld", "-O2 -static -flto -Wl,--gc-sections");
}

Test(config_section, survives_a_script_that_does_not_name_it)
{
    survives("-O2 -static -T silent.ld" KERNEL_MODEL);
    survives("-O2 -static -T silent.ld -ffunction-sections -fdata-sections -Wl,--gc-sections" KERNEL_MODEL);
}

Test(config_section, is_found_by_its_magic_when_a_script_takes_its_name)
{
    survives("-O2 -static -T renamed.ld -Wl,--gc-sections" KERNEL_MODEL);
}

Test(config_section, survives_a_partial_link)
{
    struct bench bench = open_with_sources();
    struct outcome linked = bench_run(&bench, "gcc $KERNEL -O2 -fno-pie -c entry.c main.c && ld -r entry.o main.o -o all.o &&"
                                              "ld -static --gc-sections -e _start all.o -o kernel.elf");
    cr_assert_eq(linked.status, 0, "%s", linked.said);
    expect_config(&bench, "kernel.elf", "ld -r");
    bench_close(&bench);
}

/* A kernel without it would boot nowhere: better no kernel. */
Test(config_section, makes_gnu_ld_refuse_a_script_that_discards_it)
{
    struct bench bench = open_with_sources();
    bench_write(&bench, "discard.ld",
                "SECTIONS { . = 0x200000; .text : { *(.text .text.*) } . = ALIGN(4096);\n"
                ".data : { *(.data .data.* .bss .bss.* .rodata .rodata.*) } /DISCARD/ : { *(*) } }\n");
    struct outcome linked =
        bench_run(&bench, "gcc $KERNEL -O2 -static -nostdlib -fno-pie -T discard.ld entry.c main.c -o kernel.elf");
    cr_assert_neq(linked.status, 0);
    cr_assert_not_null(strstr(linked.said, "ENTRY_POINT_may_appear_only_once"), "%s", linked.said);
    bench_close(&bench);
}

/* _start is one tail call away from kernel_main, so the stack that the contract describes is the one it gets. */
Test(start, jumps_to_kernel_main_without_a_frame)
{
    struct bench bench = open_with_sources();
    struct outcome code = bench_run(&bench, "gcc $KERNEL -O2 -fstack-protector-all -c entry.c -o entry.o &&"
                                            "objdump -dr --no-show-raw-insn entry.o");
    cr_assert_eq(code.status, 0, "%s", code.said);
    cr_assert_not_null(strstr(code.said, "jmp"), "%s", code.said);
    cr_assert_null(strstr(code.said, "push"), "%s", code.said);
    cr_assert_null(strstr(code.said, "__stack_chk_fail"), "%s", code.said);
    bench_close(&bench);
}
