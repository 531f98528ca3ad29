/* Any bytes as a kernel file: an error, or facts that hold together; such a kernel is planned, loaded and relocated as the loader
 * would, with memory of exactly the announced size, so that the sanitizer sees a byte beside it. */
#include "common/elf/elf.h"
#include "common/base/checked.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t len);

#define MEMORY_MAX (1024 * 1024) /* larger kernels are only planned: clearing their memory would be all that is tested */

static void require(bool condition)
{
    if (!condition)
        abort();
}

static void check_segments(const struct elf_facts *facts, u64 file_bytes)
{
    u64 end_virt = facts->start_virt;
    require(facts->segment_count > 0 && facts->segment_count <= ELF_SEGMENTS_MAX);
    for (u64 i = 0; i < facts->segment_count; i++) {
        const struct elf_segment *segment = &facts->segments[i];
        require(segment->start_virt >= end_virt && segment->memory_bytes > 0);
        require(segment->file_bytes <= segment->memory_bytes);
        require(segment->file_bytes == 0 || segment->file_offset + segment->file_bytes <= file_bytes);
        require(checked_add(segment->start_virt, segment->memory_bytes, &end_virt) && end_virt <= facts->end_virt);
    }
}

static u64 check_clusters(const struct elf_facts *facts)
{
    u64 bytes = 0;
    for (u64 i = 0; i < facts->cluster_count; i++) {
        require(is_aligned(facts->clusters[i].start_virt | facts->clusters[i].bytes, PAGE_BYTES));
        bytes += facts->clusters[i].bytes;
    }
    require(bytes > 0 && bytes <= ELF_KERNEL_BYTES_MAX);
    return bytes;
}

static void check_pages(const struct elf_facts *facts)
{
    struct elf_run runs[ELF_RUNS_MAX];
    u64 run_count, end_virt = facts->start_virt;
    struct error_sink sink = { .first = OK };
    struct error error = elf_plan_pages(facts, true, &sink, runs, &run_count);
    require(error.code == ERR_NONE && run_count > 0 && run_count <= ELF_RUNS_MAX);
    for (u64 i = 0; i < run_count; i++) {
        require(is_aligned(runs[i].start_virt | runs[i].bytes, PAGE_BYTES) && runs[i].bytes > 0);
        require(runs[i].start_virt >= end_virt);
        end_virt = runs[i].start_virt + runs[i].bytes;
    }
    require(end_virt == facts->end_virt);
}

static void check_section(struct reader *kernel, const struct elf_facts *facts)
{
    bool found;
    u64 file_offset, bytes;
    struct error error = elf_find_section(kernel, facts, ".boot_config", &found, &file_offset, &bytes);
    if (error.code == ERR_NONE && found)
        require(bytes > 0 && file_offset <= kernel->bytes && bytes <= kernel->bytes - file_offset);
}

static void check_symbols(struct reader *kernel, const struct elf_facts *facts)
{
    struct elf_symbols symbols;
    struct elf_sections sections;
    struct error error = elf_find_symbols(kernel, facts, &symbols, &sections);
    require(sections.count <= ELF_SECTIONS_MAX);
    require(sections.names_bytes == 0 ||
            (sections.names_file_offset <= kernel->bytes && sections.names_bytes <= kernel->bytes - sections.names_file_offset));
    if (error.code != ERR_NONE || symbols.count == 0)
        return;
    require(symbols.file_offset <= kernel->bytes && symbols.names_file_offset <= kernel->bytes);
    require(symbols.count * ELF_SYMBOL_BYTES <= kernel->bytes - symbols.file_offset);
    require(symbols.names_bytes <= kernel->bytes - symbols.names_file_offset);
}

static void load_segment(const u8 *data, const struct elf_facts *facts, const struct elf_segment *segment,
                         const struct elf_image *image)
{
    for (u64 i = 0; i < facts->cluster_count; i++) {
        u64 offset = segment->start_virt - facts->clusters[i].start_virt;
        if (offset < facts->clusters[i].bytes && segment->file_bytes > 0)
            memcpy((u8 *)image->memory[i] + offset, data + segment->file_offset, segment->file_bytes);
    }
}

static void relocate(const u8 *data, const struct elf_facts *facts)
{
    struct elf_image image = { 0 };
    for (u64 i = 0; i < facts->cluster_count; i++)
        image.memory[i] = calloc(1, facts->clusters[i].bytes);
    for (u64 i = 0; i < facts->segment_count; i++)
        load_segment(data, facts, &facts->segments[i], &image);
    (void)elf_relocate(facts, &image, 0xffffffff80000000);
    for (u64 i = 0; i < facts->cluster_count; i++)
        free(image.memory[i]);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t len)
{
    struct reader kernel = reader_of_bytes("kernel.elf", (struct bytes) { data, len });
    struct error_sink sink = { .first = OK };
    struct elf_facts facts;
    struct error error = elf_read(&kernel, &sink, &facts);
    require((error.code == ERR_NONE) == (sink.count == 0));
    check_section(&kernel, &facts);
    check_symbols(&kernel, &facts);
    if (error.code != ERR_NONE)
        return 0;
    check_segments(&facts, len);
    check_pages(&facts);
    if (check_clusters(&facts) <= MEMORY_MAX)
        relocate(data, &facts);
    return 0;
}
