/* Promise: the page tables hold what boot_info lists, as it lists it, and nothing else. */
#include "check.h"
#include "mapped.h"
#include "walk.h"

ENTRY_POINT();

extern const char text_start[], text_end[], rodata_start[], rodata_end[], data_start[], data_end[];

static volatile char bss[3 * 4096];

static void check_pages(const struct boot_info *info, const char *start, const char *end, bool can_write, bool can_execute)
{
    CHECK(end > start);
    for (const char *page = start; page < end; page += 4096) {
        struct leaf leaf;
        CHECK(walk_to(info, (uint64_t)page, &leaf));
        CHECK_EQUAL(leaf.can_write, can_write);
        if (cpu_has_nx())
            CHECK_EQUAL(leaf.can_execute, can_execute);
    }
}

/* What can't be written here must not be writable through the physical memory mapping either. */
static void check_alias(const struct boot_info *info, const char *start, const char *end)
{
    for (const char *page = start; page < end; page += 4096) {
        struct leaf alias;
        CHECK(walk_to(info, info->physical_memory_virt + walk_phys(info, (uint64_t)page), &alias));
        CHECK(!alias.can_write);
        if (cpu_has_nx())
            CHECK(!alias.can_execute);
    }
}

static void check_guards(const struct boot_info *info)
{
    struct leaf leaf;
    const char *bottom = (const char *)info->stack_bottom_virt;
    check_pages(info, bottom, bottom + info->stack_bytes, true, false);
    CHECK(!walk_to(info, info->stack_bottom_virt - 4096, &leaf));
    CHECK(!walk_to(info, info->stack_bottom_virt + info->stack_bytes, &leaf));
    CHECK(!walk_to(info, 0, &leaf));
}

/* Through both of its addresses: aliases of one page must agree in their memory type (Intel SDM 3A §11.12.4). */
static void check_framebuffer(const struct boot_info *info, const struct boot_framebuffer *framebuffer)
{
    for (uint64_t offset = 0; offset < framebuffer->bytes; offset += 4096) {
        struct leaf leaf, alias;
        CHECK(walk_to(info, (uint64_t)framebuffer->address + offset, &leaf));
        CHECK(walk_to(info, info->physical_memory_virt + framebuffer->start_phys + offset, &alias));
        CHECK(leaf.can_write && is_cache(leaf.cache, CACHE_WRITE_COMBINING));
        CHECK(is_cache(alias.cache, CACHE_WRITE_COMBINING));
    }
}

void kernel_main(struct boot_info *info)
{
    CHECK_EQUAL(info->paging_levels, walk_levels());
    print(info->paging_levels == 5 ? "five levels\n" : "four levels\n");
    CHECK_EQUAL(bss[4096], 0);
    check_pages(info, text_start, text_end, false, true);
    check_pages(info, rodata_start, rodata_end, false, false);
    check_pages(info, data_start, data_end, true, false);
    check_alias(info, text_start, text_end);
    check_alias(info, rodata_start, rodata_end);
    check_guards(info);
    for (uint64_t i = 0; i < info->framebuffer_count; i++)
        check_framebuffer(info, &info->framebuffers[i]);
    check_mapped(info);
    pass();
}
