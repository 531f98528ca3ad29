/* The resident, from this side: pages for it, and what it must know of the kernel's address space to explain a fault in it. */
#include "common/base/string.h"
#include "common/cpu/exit_device.h"
#include "common/log/log.h"
#include "common/steps/steps.h"

/* The facts, then the list of mappings, the sections, and at the very end what load_symbols reads. */
static u64 sections_offset(const struct boot *b)
{
    return sizeof(struct resident_facts) + b->layout.capacity * sizeof(struct boot_mapped);
}

static u64 facts_bytes(const struct boot *b)
{
    return sections_offset(b) + b->sections.count * sizeof(struct elf_section) + symbols_bytes(b);
}

struct error place_resident(struct boot *b)
{
    TRY(claim_pages(b, RESIDENT_TEXT_BYTES, PAGE_BYTES, MEMORY_LOADER_RECLAIMABLE, "the resident", &b->resident_text));
    TRY(claim_pages(b, RESIDENT_DATA_BYTES, PAGE_BYTES, MEMORY_LOADER_RECLAIMABLE, "the resident", &b->resident_data));
    return claim_pages(b, facts_bytes(b), PAGE_BYTES, MEMORY_LOADER_RECLAIMABLE, "the resident's facts", &b->resident_facts);
}

/* Where the kernel's tables reach the framebuffer: at its own address, or through physical memory. */
static void tell_framebuffer(const struct boot *b, struct resident_facts *facts)
{
    const struct layout *layout = &b->layout;
    const struct boot_framebuffer *framebuffer = &b->framebuffer;
    facts->framebuffer = *framebuffer;
    facts->framebuffer.address = (void *)(uintptr_t)layout->framebuffer_virt;
    if (layout->framebuffer_virt == 0 && framebuffer->width_px != 0 && framebuffer->start_phys < 4 * GIB_BYTES &&
        framebuffer->start_phys + framebuffer->bytes <= min_u64(layout->physical_memory_bytes, 4 * GIB_BYTES))
        facts->framebuffer.address = (void *)(uintptr_t)(layout->physical_memory_virt + framebuffer->start_phys);
}

static void tell_layout(const struct boot *b, struct resident_facts *facts)
{
    const struct layout *layout = &b->layout;
    facts->levels = layout->levels;
    facts->kernel_slide = layout->kernel_slide;
    facts->stack_bottom_virt = layout->stack_bottom_virt;
    facts->stack_bytes = layout->stack_bytes;
    facts->physical_memory_virt = layout->physical_memory_virt;
    facts->physical_memory_bytes = layout->physical_memory_bytes;
    facts->physical_end = cpu_physical_end(&b->cpu);
}

/* Failures are shown always, whatever the configuration says of messages. */
static void tell_sinks(struct resident_facts *facts)
{
    facts->exit_device = exit_device_armed();
    facts->serial = serial_present();
    facts->debugcon = debugcon_present();
}

static void tell_lists(const struct boot *b, struct resident_facts *facts)
{
    u8 *here = (u8 *)facts;
    const u64 virt = b->layout.resident_facts_virt;
    memcpy(here + sizeof(*facts), b->layout.mappings, b->layout.count * sizeof(struct boot_mapped));
    facts->mappings = (const struct boot_mapped *)(uintptr_t)(virt + sizeof(*facts));
    facts->mapping_count = b->layout.count;
    memcpy(here + sections_offset(b), b->sections.each, b->sections.count * sizeof(struct elf_section));
    facts->sections = (const struct elf_section *)(uintptr_t)(virt + sections_offset(b));
    facts->section_count = b->sections.count;
}

void install_resident(struct boot *b)
{
    struct resident_facts *facts = platform_at(b->resident_facts.start_phys);
    memset(facts, 0, sizeof(*facts));
    tell_layout(b, facts);
    tell_lists(b, facts);
    tell_resident_symbols(b, facts);
    tell_framebuffer(b, facts);
    tell_sinks(facts);
    b->resident = (struct resident_plan) { .text = platform_at(b->resident_text.start_phys),
                                           .data = platform_at(b->resident_data.start_phys),
                                           .text_virt = b->layout.resident_text_virt,
                                           .data_virt = b->layout.resident_data_virt,
                                           .facts_virt = b->layout.resident_facts_virt };
    resident_install(&b->resident);
}
