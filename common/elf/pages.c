/* From segments, which begin and end anywhere, to pages, which have one set of permissions each. */
#include "common/base/checked.h"
#include "common/elf/format.h"
#include "common/elf/parts.h"
#include "include/lintel/info.h"

struct run_list {
    struct elf_run *runs;
    u64 count;
};

static u64 run_end(const struct elf_run *run)
{
    return run->start_virt + run->bytes;
}

/* A widened page keeps a run of its own, so that a warning can name it. */
static void append(struct run_list *list, u64 start_virt, u64 end_virt, u32 permissions)
{
    if (start_virt == end_virt)
        return;
    struct elf_run *last = list->count > 0 ? &list->runs[list->count - 1] : NULL;
    if (last != NULL && run_end(last) == start_virt && last->permissions == permissions && !last->widened)
        last->bytes += end_virt - start_virt;
    else
        list->runs[list->count++] = (struct elf_run) { start_virt, end_virt - start_virt, permissions, false };
}

/* Cuts the run that has `virt` inside it in two. */
static void split_at(struct run_list *list, u64 virt)
{
    u64 index = 0;
    while (index < list->count && run_end(&list->runs[index]) <= virt)
        index++;
    if (index == list->count || list->runs[index].start_virt >= virt)
        return;
    for (u64 i = list->count++; i > index; i--)
        list->runs[i] = list->runs[i - 1];
    list->runs[index].bytes = virt - list->runs[index].start_virt;
    list->runs[index + 1].bytes -= list->runs[index].bytes;
    list->runs[index + 1].start_virt = virt;
}

/* A segment begins in the list's last page. */
static void share_last_page(struct run_list *list, u32 permissions)
{
    struct elf_run *last = &list->runs[list->count - 1];
    if (last->permissions == permissions)
        return;
    split_at(list, run_end(last) - PAGE_BYTES);
    last = &list->runs[list->count - 1];
    last->permissions |= permissions;
    last->widened = true;
}

/* Segments are sorted and disjoint: only the last page of the one before can be shared. */
static void add_segment(struct run_list *list, const struct elf_segment *segment)
{
    u64 start_virt = align_down(segment->start_virt, PAGE_BYTES);
    u64 end_virt = align_up(elf_segment_end(segment), PAGE_BYTES);
    if (list->count > 0 && start_virt < run_end(&list->runs[list->count - 1])) {
        share_last_page(list, segment->permissions);
        start_virt += PAGE_BYTES;
    }
    append(list, start_virt, end_virt, segment->permissions);
}

/* Relocation writes through the loader's own mapping, so these pages are read-only from the kernel's first instruction. A page
 * that RELRO covers in part stays writable: other data is in it. */
static void protect_relro(struct run_list *list, const struct elf_range *relro)
{
    u64 start_virt = align_up(relro->start_virt, PAGE_BYTES);
    u64 end_virt = align_down(relro->start_virt + relro->memory_bytes, PAGE_BYTES);
    if (relro->memory_bytes == 0 || start_virt >= end_virt)
        return;
    split_at(list, start_virt);
    split_at(list, end_virt);
    for (u64 i = 0; i < list->count; i++)
        if (list->runs[i].start_virt >= start_virt && run_end(&list->runs[i]) <= end_virt)
            list->runs[i].permissions &= ~(u32)MAP_WRITE;
}

bool elf_stack_is_executable(const struct elf_facts *facts)
{
    return facts->stack_flags & PF_X;
}

static void check_writable_code(const struct elf_facts *facts, const struct run_list *list, struct error_sink *sink)
{
    const u32 both = MAP_WRITE | MAP_EXECUTE;
    for (u64 i = 0; i < list->count; i++)
        if ((list->runs[i].permissions & both) == both)
            error_report(sink, error_about(ERR_ELF_WRITABLE_CODE, facts->name, list->runs[i].start_virt));
    if (elf_stack_is_executable(facts))
        error_report(sink, error_about(ERR_ELF_EXECUTABLE_STACK, facts->name, facts->stack_flags));
}

struct error elf_plan_pages(const struct elf_facts *facts, bool allow_writable_code, struct error_sink *sink,
                            struct elf_run *runs, u64 *run_count)
{
    struct run_list list = { runs, 0 };
    for (u64 i = 0; i < facts->segment_count; i++)
        add_segment(&list, &facts->segments[i]);
    protect_relro(&list, &facts->relro);
    if (!allow_writable_code)
        check_writable_code(facts, &list, sink);
    *run_count = list.count;
    return sink->first;
}
