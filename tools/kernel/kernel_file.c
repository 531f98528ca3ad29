/* The same steps as the loader's: headers, configuration, pages, relocations. Only that here one error does not hide the next. */
#include "tools/kernel/kernel_file.h"
#include "tools/base/edit_distance.h"
#include "tools/base/report.h"
#include "tools/kernel/plan.h"
#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#define WORD_BYTES (EDIT_WORD_MAX + 2) /* one longer than any that is near to something */

static void copy_word(const char *text, const char *ends, char word[WORD_BYTES])
{
    memset(word, 0, WORD_BYTES);
    memcpy(word, text, min_u64(strcspn(text, ends), WORD_BYTES - 1));
}

/* A name that is spelt well is one that the kernel is too old for. */
static void consider_fields(const char *assignment, struct word_search *search, char word[WORD_BYTES])
{
    copy_word(assignment, "=", word);
    for (u64 i = 0; i < config_field_count; i++)
        word_consider(search, config_fields[i].name);
}

/* A value may be several words; `wrong` is the first character, counted from 1, that is of none. */
static void consider_values(const char *assignment, u64 wrong, struct word_search *search, char word[WORD_BYTES])
{
    size_t start = (size_t)wrong - 1;
    while (assignment[start - 1] != '=' && assignment[start - 1] != ',')
        start--;
    copy_word(assignment, "=", word);
    const struct config_field *field = config_fields;
    while (strcmp(field->name, word) != 0)
        field++;
    copy_word(assignment + start, ",", word);
    word_consider(search, "default");
    for (size_t i = 0; config_word_at(field->kind, i) != NULL; i++)
        word_consider(search, config_word_at(field->kind, i));
}

static void suggest(struct error error)
{
    char word[WORD_BYTES] = "";
    struct word_search search = { .word = word };
    const char *assignment = error_subject(error);
    if (error.code == ERR_HOST_SET_FIELD)
        consider_fields(assignment, &search, word);
    if (error.code == ERR_HOST_SET_VALUE && strchr(assignment, '=') != NULL)
        consider_values(assignment, error.detail, &search, word);
    if (search.nearest != NULL && strcmp(search.nearest, word) != 0)
        report_note("note: did you mean %s?", search.nearest);
}

/* The section as it lies in the private mapping of the file. */
static struct error apply(struct kernel_file *kernel, struct assignments assignments, u64 available_bytes)
{
    u64 bytes = min_u64(available_bytes, kernel->file.bytes - kernel->config_offset);
    for (size_t i = 0; i < assignments.count; i++)
        TRY(config_set(kernel->file.data + kernel->config_offset, bytes, assignments.each[i]));
    kernel->is_altered = assignments.count > 0;
    return OK;
}

static struct error read_config(struct reader *reader, struct assignments assignments, struct error_sink *sink,
                                struct kernel_file *kernel)
{
    u8 buffer[CONFIG_BYTES_MAX];
    struct bytes section;
    u64 available_bytes;
    TRY(config_locate(reader, &kernel->facts, &kernel->config_offset, &available_bytes));
    TRY(apply(kernel, assignments, available_bytes));
    TRY(config_fetch(reader, kernel->config_offset, buffer, &section));
    u64 errors_before = sink->count;
    (void)config_read(section, sink, &kernel->config); /* it has told the sink */
    kernel->has_config = sink->count == errors_before;
    return OK;
}

/* Needs the configuration only for what it allows; without one, nothing is allowed. */
static void check_pages(struct kernel_file *kernel, struct error_sink *sink)
{
    struct elf_run runs[ELF_RUNS_MAX];
    u64 run_count;
    bool allow = kernel->has_config && kernel->config.allow_writable_code == SWITCH_ON;
    u64 errors_before = sink->count;
    (void)elf_plan_pages(&kernel->facts, allow, sink, runs, &run_count); /* it has told the sink */
    if (kernel->has_config && sink->count == errors_before)
        error_report(sink, plan_check(&kernel->facts, runs, run_count, &kernel->config));
}

static u64 clusters_bytes(const struct elf_facts *facts)
{
    u64 bytes = 0;
    for (u64 i = 0; i < facts->cluster_count; i++)
        bytes += facts->clusters[i].bytes;
    return bytes; /* at most ELF_KERNEL_BYTES_MAX: elf_read has seen to it */
}

static void load_cluster(const struct kernel_file *kernel, const struct elf_cluster *cluster, u8 *memory)
{
    for (u64 i = 0; i < kernel->facts.segment_count; i++) {
        const struct elf_segment *segment = &kernel->facts.segments[i];
        if (segment->start_virt >= cluster->start_virt && segment->start_virt - cluster->start_virt < cluster->bytes)
            memcpy(memory + (segment->start_virt - cluster->start_virt), kernel->file.data + segment->file_offset,
                   segment->file_bytes);
    }
}

/* Applied to a copy that is thrown away: the tables lie in the segments, and judging them is applying them. */
static struct error check_relocations(const struct kernel_file *kernel)
{
    const struct elf_facts *facts = &kernel->facts;
    u64 bytes = clusters_bytes(facts), used_bytes = 0;
    struct elf_image image = { 0 };
    if (!facts->relocatable)
        return OK;
    u8 *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        return error_about(ERR_HOST_OPEN, facts->name, (u64)errno);
    for (u64 i = 0; i < facts->cluster_count; i++) {
        image.memory[i] = memory + used_bytes;
        load_cluster(kernel, &facts->clusters[i], image.memory[i]);
        used_bytes += facts->clusters[i].bytes;
    }
    struct error error = elf_relocate(facts, &image, 0);
    munmap(memory, bytes);
    return error;
}

struct error kernel_file_judge(struct assignments assignments, struct error_sink *sink, struct kernel_file *kernel)
{
    const u64 errors_before = sink->count;
    struct reader reader = reader_of_bytes(kernel->file.path, host_file_view(&kernel->file));
    (void)elf_read(&reader, sink, &kernel->facts); /* it has told the sink */
    if (sink->count > errors_before)
        return sink->first;
    kernel->has_facts = true;
    const struct error config_error = read_config(&reader, assignments, sink, kernel);
    error_report(sink, config_error);
    suggest(config_error);
    if (kernel->has_config)
        (void)config_check_kernel(&kernel->config, &kernel->facts, sink); /* it has told the sink */
    check_pages(kernel, sink);
    error_report(sink, check_relocations(kernel));
    return sink->first;
}

struct error kernel_file_open(const char *path, struct assignments assignments, struct error_sink *sink,
                              struct kernel_file *kernel)
{
    *kernel = (struct kernel_file) { .file.fd = -1 };
    error_report(sink, host_file_open(path, &kernel->file));
    return sink->count > 0 ? sink->first : kernel_file_judge(assignments, sink, kernel);
}

void kernel_file_close(struct kernel_file *kernel)
{
    host_file_close(&kernel->file);
}
