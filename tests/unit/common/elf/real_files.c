/* What linkers really write: tiny kernels built by gcc and ld, read, planned, loaded and relocated. */
#include "tests/unit/common/elf/builder.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "include/lintel/info.h"

static const char source[] = "static int zeros[3000]; int numbers[2] = { 7, 8 };\n"
                             "int *const table[4] = { &numbers[0], &numbers[1], zeros, zeros + 1 };\n"
                             "const char mark[16] __attribute__((section(\".boot_config\"), used)) = \"found\";\n"
                             "int *const volatile *where = (int *const volatile *)table;\n"
                             "void _start(void) { zeros[0] = *where[0]; for (;;) ; }\n";

static char folder[] = "/tmp/lintel-elf-XXXXXX";
static u8 file[8 << 20];
static struct reader reader;
static struct error_sink sink;
static struct elf_facts facts;
static struct elf_run runs[ELF_RUNS_MAX];
static u64 run_count;

static void run_compiler(const char *flags)
{
    char command[512];
    snprintf(command, sizeof(command), "cd %s && gcc -nostdlib -ffreestanding -O1 %s kernel.c -o kernel.elf", folder, flags);
    cr_assert_eq(system(command), 0, "%s", command);
}

static void write_source(void)
{
    char path[64];
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof(path), "%s/kernel.c", folder);
    FILE *out = fopen(path, "w");
    fputs(source, out);
    fclose(out);
}

static void read_file(void)
{
    char path[64], command[64];
    snprintf(path, sizeof(path), "%s/kernel.elf", folder);
    FILE *in = fopen(path, "r");
    size_t len = fread(file, 1, sizeof(file), in);
    fclose(in);
    snprintf(command, sizeof(command), "rm -r %s", folder);
    cr_assert_eq(system(command), 0);
    reader = reader_of_bytes("kernel.elf", (struct bytes) { file, len });
}

static void build(const char *flags)
{
    write_source();
    run_compiler(flags);
    read_file();
    cr_assert_eq(elf_read(&reader, &sink, &facts).code, ERR_NONE);
    cr_assert_eq(elf_plan_pages(&facts, false, &sink, runs, &run_count).code, ERR_NONE);
}

static void assert_has_section(void)
{
    bool found;
    u64 offset, bytes;
    cr_assert_eq(elf_find_section(&reader, &facts, ".boot_config", &found, &offset, &bytes).code, ERR_NONE);
    cr_assert(found);
    cr_assert_eq(bytes, 16);
    cr_assert_str_eq((const char *)file + offset, "found");
}

static u8 *load(void)
{
    u8 *memory = calloc(1, facts.end_virt - facts.start_virt);
    for (u64 i = 0; i < facts.segment_count; i++)
        memcpy(memory + (facts.segments[i].start_virt - facts.start_virt), file + facts.segments[i].file_offset,
               facts.segments[i].file_bytes);
    return memory;
}

/* How many words of the kernel point into it at `base_virt`. */
static u64 count_pointers(const u8 *memory, u64 base_virt)
{
    u64 count = 0, bytes = facts.end_virt - facts.start_virt;
    for (u64 offset = 0; offset < bytes; offset += 8)
        if (load_u64(memory + offset) - base_virt < bytes)
            count++;
    return count;
}

/* The four pointers of `table` and the one in `where`. */
static void assert_relocates(void)
{
    const u64 base_virt = 0xffffffffc0000000;
    u8 *memory = load();
    struct elf_image image;
    for (u64 i = 0; i < facts.cluster_count; i++)
        image.memory[i] = memory + (facts.clusters[i].start_virt - facts.start_virt);
    cr_assert_eq(elf_relocate(&facts, &image, base_virt - facts.start_virt).code, ERR_NONE);
    cr_assert_eq(count_pointers(memory, base_virt), 5);
    free(memory);
}

Test(elf_real_files, fixed_kernel_by_gcc_and_ld)
{
    build("-static -no-pie -Wl,-Ttext-segment=0xffffffff80000000 -mcmodel=kernel -fno-pic -z noexecstack");
    cr_assert_not(facts.relocatable);
    cr_assert_geq(run_count, 3);
    assert_has_section();
}

Test(elf_real_files, position_independent_kernel_by_gcc_and_ld)
{
    build("-static-pie -fPIE -Wl,--no-dynamic-linker -Wl,-z,text");
    cr_assert(facts.relocatable);
    cr_assert_gt(facts.relro.memory_bytes, 0);
    assert_has_section();
    assert_relocates();
}

Test(elf_real_files, position_independent_kernel_with_large_pages)
{
    build("-static-pie -fPIE -Wl,--no-dynamic-linker -Wl,-z,max-page-size=0x200000");
    cr_assert_eq(facts.align_bytes, 0x200000);
    assert_relocates();
}

Test(elf_real_files, position_independent_kernel_by_lld_with_relr)
{
    build("-static-pie -fPIE -fuse-ld=lld -Wl,--no-dynamic-linker -Wl,--pack-dyn-relocs=relr -Wl,-z,notext");
    assert_has_section();
    assert_relocates();
}

Test(elf_real_files, dynamically_linked_program_is_refused)
{
    write_source();
    run_compiler("-pie -fPIE -Wl,--dynamic-linker=/lib/ld.so");
    read_file();
    cr_assert_eq(elf_read(&reader, &sink, &facts).code, ERR_ELF_INTERPRETER);
}
