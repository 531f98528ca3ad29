/* Looks at an accepted kernel as a colleague would. */
#include "tools/kernel/kernel_warnings.h"
#include "common/elf/format.h"
#include "tools/base/report.h"
#include "tools/kernel/entry_symbol.h"
#include "tools/kernel/kernel_sections.h"
#include <string.h>

#define SMALL_STACK_BYTES (16 * KIB_BYTES)
#define LARGE_DEBUG_BYTES (1 * MIB_BYTES)

static bool is_in_a_segment(const struct elf_facts *facts, const struct kernel_section *section)
{
    for (u64 i = 0; i < facts->segment_count; i++) {
        const struct elf_segment *segment = &facts->segments[i];
        const u64 offset = section->start_virt - segment->start_virt;
        if (offset < segment->memory_bytes && section->bytes <= segment->memory_bytes - offset)
            return true;
    }
    return false;
}

/* .tbss has addresses that belong to what follows it: its template is described by PT_TLS, and loaded by nobody. */
static bool is_to_be_loaded(const struct kernel_section *section)
{
    return (section->flags & SHF_ALLOC) != 0 && (section->flags & SHF_TLS) == 0 && section->bytes > 0;
}

static void warn_of_lost_section(const struct kernel_file *kernel, const struct kernel_section *section)
{
    if (is_to_be_loaded(section) && !is_in_a_segment(&kernel->facts, section))
        report_warning("%s: section %s, %llu bytes for %#llx, is in no loadable segment: nobody loads it; "
                       "give it a segment in the PHDRS of the linker script, or discard it",
                       kernel->facts.name, section->name, (unsigned long long)section->bytes,
                       (unsigned long long)section->start_virt);
}

static u64 debug_bytes(const struct kernel_section *section)
{
    static const char *const prefixes[] = { ".debug", ".zdebug", ".gnu.debug" };
    for (size_t i = 0; i < COUNT_OF(prefixes); i++)
        if (strncmp(section->name, prefixes[i], strlen(prefixes[i])) == 0)
            return section->type != SHT_NOBITS ? section->bytes : 0;
    return 0;
}

static void check_sections(const struct kernel_file *kernel)
{
    struct kernel_section section;
    u64 bytes = 0;
    for (u32 i = 1; kernel_section_at(host_file_view(&kernel->file), &kernel->facts, i, &section); i++) {
        warn_of_lost_section(kernel, &section);
        bytes += min_u64(debug_bytes(&section), kernel->file.bytes);
    }
    if (bytes >= LARGE_DEBUG_BYTES)
        report_warning("%s has %llu KiB of debug sections in %llu KiB: they make the image larger; the loader does not read "
                       "them (objcopy --strip-debug makes a copy without)",
                       kernel->facts.name, (unsigned long long)(bytes / KIB_BYTES),
                       (unsigned long long)(kernel->file.bytes / KIB_BYTES));
}

/* Whether the kernel would be refused without the switch. */
static bool needs_writable_code(const struct elf_facts *facts)
{
    struct error_sink sink = { .first = OK };
    struct elf_run runs[ELF_RUNS_MAX];
    u64 run_count;
    (void)elf_plan_pages(facts, false, &sink, runs, &run_count); /* it has told the sink */
    return sink.count > 0;
}

static void check_config(const struct kernel_file *kernel)
{
    const struct boot_config *config = &kernel->config;
    if (config->kernel_stack_size < SMALL_STACK_BYTES)
        report_warning("kernel_stack_size is %llu bytes: less than 16 KiB are soon used up, and then the guard page is hit",
                       (unsigned long long)config->kernel_stack_size);
    if (config->allow_writable_code == SWITCH_ON && !needs_writable_code(&kernel->facts))
        report_warning("allow_writable_code is on, and nothing in %s needs it: leave it out", kernel->facts.name);
}

void kernel_warnings_print(const struct kernel_file *kernel)
{
    entry_symbol_check(kernel);
    check_config(kernel);
    check_sections(kernel);
}
