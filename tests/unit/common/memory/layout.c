/* Plans for thousands of random machines and kernels, held against what the contract promises about every plan. */
#include "common/memory/layout.h"
#include "common/base/checked.h"
#include "tests/unit/common/memory/request.h"
#include <criterion/criterion.h>
#include <string.h>

#define ROUNDS 10000

static struct machine machine, again;

static bool is_canonical(u64 start_virt, u64 bytes)
{
    u64 last = start_virt + (bytes - 1);
    if (machine.request.levels == 5)
        return last >= start_virt && (last <= 0xffffffffffffff || start_virt >= 0xff00000000000000);
    return last >= start_virt && (last <= 0x7fffffffffff || start_virt >= 0xffff800000000000);
}

static void assert_well_formed(u64 round)
{
    for (u64 i = 0; i < machine.layout.count; i++) {
        struct boot_mapped low = machine.mappings[i];
        cr_assert(low.bytes > 0 && is_aligned(low.start_virt | low.start_phys | low.bytes, PAGE_BYTES), "round %lu", round);
        cr_assert(is_canonical(low.start_virt, low.bytes) && low.start_virt >= PAGE_BYTES, "round %lu: %#lx", round,
                  low.start_virt);
        cr_assert_leq(low.start_virt + low.bytes - 1, 0xffffffffffffefff, "round %lu: last page used", round);
        cr_assert(low.owner >= MAP_OWNER_KERNEL && low.owner <= MAP_OWNER_FILE && low.reserved_36 == 0, "round %lu", round);
        if (i + 1 == machine.layout.count)
            return;
        struct boot_mapped high = machine.mappings[i + 1];
        cr_assert_leq(low.start_virt + low.bytes, high.start_virt, "round %lu: unsorted or overlapping at %lu", round, i);
        cr_assert(low.start_virt + low.bytes != high.start_virt || low.start_phys + low.bytes != high.start_phys ||
                      low.permissions != high.permissions || low.cache != high.cache || low.owner != high.owner,
                  "round %lu: not merged", round);
    }
}

/* All of [start, start + bytes) is mapped to start_phys with these properties and no others. */
static void assert_mapped(u64 round, struct boot_mapped wanted)
{
    u64 at = wanted.start_virt, end = wanted.start_virt + wanted.bytes;
    while (at < end) {
        const struct boot_mapped *found = machine_mapping_at(&machine, at);
        cr_assert_not_null(found, "round %lu: %#lx is not mapped", round, at);
        cr_assert_eq(found->start_phys - found->start_virt, wanted.start_phys - wanted.start_virt, "round %lu: %#lx", round, at);
        cr_assert_eq(found->permissions, wanted.permissions, "round %lu: %#lx", round, at);
        cr_assert_eq(found->cache, wanted.cache, "round %lu: %#lx", round, at);
        cr_assert_eq(found->owner, wanted.owner, "round %lu: %#lx", round, at);
        at = found->start_virt + found->bytes;
    }
}

static u64 bytes_of_owner(u32 owner)
{
    u64 sum = 0;
    for (u64 i = 0; i < machine.layout.count; i++)
        if (machine.mappings[i].owner == owner)
            sum += machine.mappings[i].bytes;
    return sum;
}

static u64 run_phys(const struct elf_run *run)
{
    for (u64 i = 0; i < machine.kernel.cluster_count; i++)
        if (run->start_virt - machine.kernel.clusters[i].start_virt < machine.kernel.clusters[i].bytes)
            return machine.request.clusters[i].start_phys + run->start_virt - machine.kernel.clusters[i].start_virt;
    cr_assert(false, "the run is in no cluster");
    return 0;
}

static void assert_kernel(u64 round)
{
    u64 sum = 0;
    for (u64 i = 0; i < machine.request.kernel_run_count; i++) {
        const struct elf_run *run = &machine.runs[i];
        assert_mapped(round, (struct boot_mapped) { .start_virt = run->start_virt + machine.layout.kernel_slide,
                                                    .start_phys = run_phys(run),
                                                    .bytes = run->bytes,
                                                    .permissions = run->permissions,
                                                    .owner = MAP_OWNER_KERNEL });
        sum += run->bytes;
    }
    cr_assert_eq(bytes_of_owner(MAP_OWNER_KERNEL), sum, "round %lu: more of the kernel is mapped than it has", round);
    cr_assert_eq(machine.layout.entry_virt, machine.kernel.entry_virt + machine.layout.kernel_slide);
    cr_assert(is_aligned(machine.layout.kernel_slide, machine.kernel.align_bytes), "round %lu", round);
    cr_assert(machine.kernel.relocatable || machine.layout.kernel_slide == 0, "round %lu", round);
}

/* One object of one block: where the layout says it is, nothing else of its owner, and where its wish says. */
static void assert_block(u64 round, boot_mapping wish, struct placed block, u64 start_virt, struct boot_mapped like)
{
    if (block.bytes == 0) {
        cr_assert_eq(start_virt, 0, "round %lu", round);
        return;
    }
    like.start_virt = start_virt;
    like.start_phys = block.start_phys;
    like.bytes = block.bytes;
    assert_mapped(round, like);
    if (like.owner != MAP_OWNER_LINTEL)
        cr_assert_eq(bytes_of_owner(like.owner), block.bytes, "round %lu", round);
    if (wish > MAPPING_DYNAMIC)
        cr_assert_eq(start_virt, wish & ~0xfffull, "round %lu", round);
    else if (block.bytes >= 2 * MIB_BYTES)
        cr_assert(is_aligned(start_virt - block.start_phys, 2 * MIB_BYTES), "round %lu: large leaves cannot fit", round);
}

static struct placed framebuffer_pages(void)
{
    const struct boot_framebuffer *framebuffer = &machine.framebuffer;
    if (framebuffer->width_px == 0 || framebuffer->bytes == 0)
        return (struct placed) { 0, 0 };
    u64 start = framebuffer->start_phys & ~0xfffull;
    u64 end = (framebuffer->start_phys + framebuffer->bytes + 0xfff) & ~0xfffull;
    return (struct placed) { start, end - start };
}

static void assert_blocks(u64 round)
{
    const struct layout_request *request = &machine.request;
    const struct boot_config *config = &machine.config;
    const struct layout *layout = &machine.layout;
    assert_block(round, config->map_kernel_stack, request->stack, layout->stack_bottom_virt,
                 (struct boot_mapped) { .permissions = MAP_WRITE, .owner = MAP_OWNER_STACK });
    assert_block(round, config->map_boot_info, request->boot_info, layout->boot_info_virt,
                 (struct boot_mapped) { .permissions = MAP_WRITE, .owner = MAP_OWNER_BOOT_INFO });
    assert_block(round, config->map_ramdisk, request->ramdisk, layout->ramdisk_virt,
                 (struct boot_mapped) { .permissions = MAP_WRITE, .owner = MAP_OWNER_RAMDISK });
    assert_block(round, MAPPING_DYNAMIC, request->modules, layout->modules_virt,
                 (struct boot_mapped) { .permissions = MAP_WRITE, .owner = MAP_OWNER_FILE });
    assert_block(round, MAPPING_DYNAMIC, request->resident_text, layout->resident_text_virt,
                 (struct boot_mapped) { .permissions = MAP_EXECUTE, .owner = MAP_OWNER_LINTEL });
    assert_block(round, MAPPING_DYNAMIC, request->resident_data, layout->resident_data_virt,
                 (struct boot_mapped) { .permissions = MAP_WRITE, .owner = MAP_OWNER_LINTEL });
    assert_block(round, MAPPING_DYNAMIC, request->resident_facts, layout->resident_facts_virt,
                 (struct boot_mapped) { .owner = MAP_OWNER_LINTEL });
    if (config->map_framebuffer == MAPPING_NONE)
        cr_assert(layout->framebuffer_virt == 0 && bytes_of_owner(MAP_OWNER_FRAMEBUFFER) == 0, "round %lu", round);
    else
        assert_block(
            round, config->map_framebuffer, framebuffer_pages(), layout->framebuffer_virt & ~0xfffull,
            (struct boot_mapped) { .permissions = MAP_WRITE, .cache = CACHE_WRITE_COMBINING, .owner = MAP_OWNER_FRAMEBUFFER });
    if (layout->framebuffer_virt)
        cr_assert_eq(layout->framebuffer_virt & 0xfff, machine.framebuffer.start_phys & 0xfff, "round %lu", round);
}

static void assert_guards(u64 round)
{
    u64 bottom = machine.layout.stack_bottom_virt;
    cr_assert_eq(machine.layout.stack_bytes, machine.request.stack.bytes);
    cr_assert_null(machine_mapping_at(&machine, bottom - 1), "round %lu: no guard below the stack", round);
    cr_assert_null(machine_mapping_at(&machine, bottom + machine.layout.stack_bytes), "round %lu: no guard above", round);
}

/* Dynamic objects lie in the range; what an owner's wish fixes may lie anywhere. */
static void assert_range(u64 round)
{
    const struct boot_config *config = &machine.config;
    const boot_mapping wishes[] = { [MAP_OWNER_KERNEL] = machine.kernel.relocatable ? config->map_kernel_base : UINT64_MAX,
                                    [MAP_OWNER_STACK] = config->map_kernel_stack,
                                    [MAP_OWNER_BOOT_INFO] = config->map_boot_info,
                                    [MAP_OWNER_FRAMEBUFFER] = config->map_framebuffer,
                                    [MAP_OWNER_RAMDISK] = config->map_ramdisk,
                                    [MAP_OWNER_PHYSICAL_MEMORY] = config->map_physical_memory,
                                    [MAP_OWNER_PAGE_TABLES] = config->map_page_table_recursive,
                                    [MAP_OWNER_LINTEL] = MAPPING_DYNAMIC,
                                    [MAP_OWNER_FILE] = MAPPING_DYNAMIC };
    for (u64 i = 0; i < machine.layout.count; i++) {
        const struct boot_mapped *mapping = &machine.mappings[i];
        if (wishes[mapping->owner] != MAPPING_DYNAMIC)
            continue;
        u64 last = mapping->start_virt + mapping->bytes - 1;
        if (mapping->owner == MAP_OWNER_PAGE_TABLES && machine.request.levels == 5) { /* no range but a whole half holds a slot */
            cr_assert_eq(mapping->start_virt >> 63, config->dynamic_range_start >> 63, "round %lu", round);
            continue;
        }
        cr_assert(mapping->start_virt >= config->dynamic_range_start && last <= config->dynamic_range_end - 1, "round %lu: %#lx",
                  round, mapping->start_virt);
    }
}

static void assert_recursive(u64 round)
{
    bool is_deep = machine.request.levels == 5;
    u64 slot = 512 * GIB_BYTES * (is_deep ? 512 : 1);
    u64 start_virt = machine.layout.recursive_index * slot;
    if (machine.layout.recursive_index >= 256)
        start_virt |= is_deep ? 0xfe00000000000000 : 0xffff000000000000;
    if (machine.config.map_page_table_recursive == MAPPING_NONE) {
        cr_assert(machine.layout.recursive_index == 0 && bytes_of_owner(MAP_OWNER_PAGE_TABLES) == 0, "round %lu", round);
        return;
    }
    const struct boot_mapped *found = machine_mapping_at(&machine, start_virt);
    cr_assert(found && found->start_virt == start_virt && found->bytes == slot, "round %lu", round);
    cr_assert(found->owner == MAP_OWNER_PAGE_TABLES && found->permissions == MAP_WRITE && found->start_phys == 0);
}

static bool in_block(u64 phys, struct placed block)
{
    return phys - block.start_phys < block.bytes;
}

static u32 kind_at(u64 phys)
{
    for (u64 i = 0; i < machine.memory.count; i++)
        if (phys - machine.regions[i].start_phys < machine.regions[i].bytes)
            return machine.regions[i].kind;
    return MEMORY_RESERVED;
}

static bool is_read_only(u64 phys)
{
    for (u64 i = 0; i < machine.request.kernel_run_count; i++)
        if (in_block(phys, (struct placed) { run_phys(&machine.runs[i]), machine.runs[i].bytes }))
            return !(machine.runs[i].permissions & MAP_WRITE);
    return in_block(phys, machine.request.resident_text) || in_block(phys, machine.request.resident_facts);
}

/* The rules for one page of the mapping of physical memory, said again from the contract. */
static void assert_physical_page(u64 round, u64 phys)
{
    phys &= ~0xfffull;
    u32 kind = kind_at(phys);
    bool wanted =
        kind != MEMORY_BAD && (phys < 4 * GIB_BYTES || memory_kind_is_ram(kind)) && phys >> machine.cpu.physical_bits == 0;
    if (phys >= machine.layout.physical_memory_bytes) {
        cr_assert_not(wanted, "round %lu: %#lx lies behind the end", round, phys);
        return;
    }
    const struct boot_mapped *found = machine_mapping_at(&machine, machine.layout.physical_memory_virt + phys);
    cr_assert_eq(found != NULL, wanted, "round %lu: %#lx", round, phys);
    if (!found)
        return;
    u64 found_phys = found->start_phys + machine.layout.physical_memory_virt + phys - found->start_virt;
    u32 cache = in_block(phys, framebuffer_pages()) ? CACHE_WRITE_COMBINING : CACHE_WRITE_BACK;
    cr_assert_eq(found->owner, MAP_OWNER_PHYSICAL_MEMORY, "round %lu: %#lx", round, phys);
    cr_assert_eq(found_phys, phys, "round %lu: %#lx", round, phys);
    cr_assert_eq(found->permissions, is_read_only(phys) && cache == CACHE_WRITE_BACK ? 0 : MAP_WRITE, "round %lu: %#lx", round,
                 phys);
    cr_assert_eq(found->cache, cache, "round %lu: %#lx", round, phys);
}

static void assert_physical_around(u64 round, u64 start_phys, u64 bytes)
{
    u64 pages[] = { start_phys - PAGE_BYTES, start_phys, start_phys + bytes - PAGE_BYTES, start_phys + bytes };
    for (size_t i = start_phys == 0; i < COUNT_OF(pages); i++)
        assert_physical_page(round, pages[i]);
}

static void assert_physical_memory(u64 round)
{
    if (machine.config.map_physical_memory == MAPPING_NONE) {
        cr_assert(machine.layout.physical_memory_bytes == 0 && bytes_of_owner(MAP_OWNER_PHYSICAL_MEMORY) == 0, "round %lu",
                  round);
        return;
    }
    assert_physical_around(round, 0, 4 * GIB_BYTES);
    for (u64 i = 0; i < machine.memory.count; i++)
        assert_physical_around(round, machine.regions[i].start_phys, machine.regions[i].bytes);
    for (u64 i = 0; i < machine.request.kernel_run_count; i++)
        assert_physical_around(round, run_phys(&machine.runs[i]), machine.runs[i].bytes);
    assert_physical_around(round, machine.request.resident_text.start_phys, PAGE_BYTES);
    assert_physical_around(round, machine.request.resident_facts.start_phys, machine.request.resident_facts.bytes);
    assert_physical_around(round, framebuffer_pages().start_phys, framebuffer_pages().bytes + PAGE_BYTES);
    struct random random = random_of_round(round);
    for (int i = 0; i < 20; i++)
        assert_physical_page(round, random_below(&random, machine.layout.physical_memory_bytes));
}

static void assert_failure(u64 round, struct error error)
{
    cr_assert(machine_may_fail(&machine), "round %lu: error %d about %s", round, error.code, error_subject(error));
    static const enum error_code codes[] = { ERR_LAYOUT_COLLISION, ERR_LAYOUT_NO_SPACE, ERR_LAYOUT_LAST_PAGE,
                                             ERR_CONFIG_MAPPING_CANONICAL, ERR_CONFIG_MAPPING_PAGE_ZERO };
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (error.code == codes[i]) {
            cr_assert_not_null(error_subject(error), "round %lu", round);
            return;
        }
    cr_assert_fail("round %lu: error %d", round, error.code);
}

Test(layout, keeps_every_promise_on_random_machines)
{
    u64 planned = 0;
    for (u64 round = 0; round < ROUNDS; round++) {
        machine_random(&machine, round);
        struct error error = machine_plan(&machine);
        if (error.code != ERR_NONE) {
            assert_failure(round, error);
            continue;
        }
        planned++;
        assert_well_formed(round);
        assert_kernel(round);
        assert_blocks(round);
        assert_guards(round);
        assert_range(round);
        assert_recursive(round);
        assert_physical_memory(round);
    }
    cr_assert_gt(planned, ROUNDS / 2, "only %lu plans worked out", planned);
}

Test(layout, same_request_same_plan)
{
    for (u64 round = 0; round < 300; round++) {
        machine_random(&machine, round);
        machine_random(&again, round);
        struct error first = machine_plan(&machine), second = machine_plan(&again);
        cr_assert_eq(first.code, second.code);
        if (first.code != ERR_NONE)
            continue;
        cr_assert_eq(machine.layout.count, again.layout.count);
        cr_assert_eq(memcmp(machine.mappings, again.mappings, sizeof machine.mappings[0] * machine.layout.count), 0);
    }
}

Test(layout, of_a_plain_machine_starts_with_physical_memory)
{
    machine_plain(&machine);
    cr_assert_eq(machine_plan(&machine).code, ERR_NONE);
    cr_assert_eq(machine.layout.physical_memory_virt, 0xffff800000000000);
    cr_assert_eq(machine.layout.physical_memory_bytes, 4 * GIB_BYTES);
    cr_assert_eq(machine.layout.stack_bottom_virt, 0xffff800100001000, "first a guard, then the stack");
    assert_well_formed(0);
}

Test(layout, capacity_is_enough_and_one_entry_less_than_needed_is_refused)
{
    machine_plain(&machine);
    cr_assert_eq(machine_plan(&machine).code, ERR_NONE);
    u64 needed = 0;
    while (machine.layout.capacity = needed, layout_plan(&machine.request, &machine.layout).code == ERR_LAYOUT_FULL)
        needed++;
    cr_assert_leq(needed, layout_capacity(&machine.request));
    cr_assert_gt(needed, 0);
}

Test(layout, names_every_owner)
{
    for (u32 owner = MAP_OWNER_KERNEL; owner <= MAP_OWNER_FILE; owner++)
        cr_assert_str_neq(layout_owner_name(owner), layout_owner_name(0));
    cr_assert_str_eq(layout_owner_name(UINT32_MAX), layout_owner_name(0));
}
