/* What the facts say of an address, and reading memory only where something is mapped. */
#include "common/base/string.h"
#include "common/resident/report/report.h"

const struct boot_mapped *mapping_at(const struct resident_facts *facts, u64 virt)
{
    for (u64 i = 0; i < facts->mapping_count; i++)
        if (virt - facts->mappings[i].start_virt < facts->mappings[i].bytes)
            return &facts->mappings[i];
    return NULL;
}

bool code_is_at(const struct resident_facts *facts, u64 virt)
{
    const struct boot_mapped *run = mapping_at(facts, virt);
    return run != NULL && run->owner == MAP_OWNER_KERNEL && (run->permissions & MAP_EXECUTE) != 0;
}

/* Of the recursive slot and of physical memory the list says where they are, not that there is memory everywhere: a device must
 * not be read by chance, and a table that is absent cannot be. */
static bool is_memory(u32 owner)
{
    return owner == MAP_OWNER_KERNEL || owner == MAP_OWNER_STACK || owner == MAP_OWNER_BOOT_INFO || owner == MAP_OWNER_RAMDISK ||
           owner == MAP_OWNER_FILE;
}

/* The list is merged, so what lies in two runs may be read from neither: nothing that is looked at here is that large. */
bool read_memory(const struct resident_facts *facts, u64 virt, void *data, size_t len)
{
    const struct boot_mapped *run = mapping_at(facts, virt);
    if (run == NULL || !is_memory(run->owner) || run->bytes - (virt - run->start_virt) < len)
        return false;
    memcpy(data, (const void *)(uintptr_t)virt, len);
    return true;
}

void say_owner(struct report *report, u32 owner)
{
    static const char names[][20] = {
        [MAP_OWNER_KERNEL] = "the kernel",
        [MAP_OWNER_STACK] = "the boot stack",
        [MAP_OWNER_BOOT_INFO] = "boot_info",
        [MAP_OWNER_FRAMEBUFFER] = "the framebuffer",
        [MAP_OWNER_RAMDISK] = "the ramdisk",
        [MAP_OWNER_PHYSICAL_MEMORY] = "physical memory",
        [MAP_OWNER_PAGE_TABLES] = "the recursive slot",
        [MAP_OWNER_LINTEL] = "Lintel",
        [MAP_OWNER_FILE] = "the modules",
    };
    if (owner < COUNT_OF(names))
        say(report, " %s", names[owner]);
}

void say_section(struct report *report, u64 virt)
{
    const struct resident_facts *facts = report->facts;
    const u64 linked_virt = virt - facts->kernel_slide;
    for (u64 i = 0; i < facts->section_count; i++) {
        const struct elf_section *section = &facts->sections[i];
        if (linked_virt - section->start_virt >= section->bytes)
            continue;
        say(report, ", section ");
        say_name(report, facts->section_names, section->name_offset);
        return;
    }
}

bool kernel_main_returned(const struct report *report)
{
    const struct resident_facts *facts = report->facts;
    return report->fault->rip == 0 && report->fault->rsp == facts->stack_bottom_virt + facts->stack_bytes;
}
