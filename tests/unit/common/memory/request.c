/* Builds the machines of request.h. */
#include "tests/unit/common/memory/request.h"
#include "common/base/checked.h"
#include "common/memory/allocator.h"
#include <criterion/criterion.h>
#include <string.h>

static void set_memory(struct machine *machine, const struct memory_region *regions, u64 count)
{
    struct memory_map raw = { (struct memory_region *)regions, count, count }, none = { NULL, 0, 0 };
    machine->memory = (struct memory_map) { machine->regions, 0, TEST_REGIONS };
    cr_assert_eq(memory_map_normalise(&raw, &none, &machine->memory).code, ERR_NONE);
}

static void set_defaults(struct machine *machine)
{
    memset(machine, 0, sizeof *machine);
    struct boot_config *config = &machine->config;
    config->kernel_stack_size = 80 * KIB_BYTES;
    config->map_kernel_stack = config->map_kernel_base = config->map_boot_info = MAPPING_DYNAMIC;
    config->map_framebuffer = config->map_ramdisk = config->map_physical_memory = MAPPING_DYNAMIC;
    config->map_page_table_recursive = MAPPING_NONE;
    config->dynamic_range_start = 0xffff800000000000;
    config->aslr = SWITCH_OFF;
    machine->cpu = (struct cpu_features) { .has_nx = true, .has_gib_pages = true, .has_pat = true, .physical_bits = 40 };
    machine->request = (struct layout_request) {
        .kernel = &machine->kernel,
        .kernel_runs = machine->runs,
        .config = &machine->config,
        .cpu = &machine->cpu,
        .levels = 4,
        .memory = &machine->memory,
        .framebuffer = &machine->framebuffer,
    };
    machine->layout = (struct layout) { .mappings = machine->mappings, .capacity = TEST_MAPPINGS };
}

static void add_run(struct machine *machine, u64 start_virt, u64 bytes, u32 permissions)
{
    cr_assert_lt(machine->request.kernel_run_count, ELF_RUNS_MAX);
    machine->runs[machine->request.kernel_run_count++] =
        (struct elf_run) { .start_virt = start_virt, .bytes = bytes, .permissions = permissions };
}

static void add_cluster(struct machine *machine, u64 start_virt, u64 bytes)
{
    struct elf_facts *kernel = &machine->kernel;
    u64 align_bytes = bytes >= 2 * MIB_BYTES ? 2 * MIB_BYTES : PAGE_BYTES;
    kernel->clusters[kernel->cluster_count++] = (struct elf_cluster) { start_virt, bytes, align_bytes };
    kernel->end_virt = start_virt + bytes;
}

void machine_kernel(struct machine *machine, bool relocatable, u64 start_virt, u64 pages)
{
    u64 bytes = pages * PAGE_BYTES;
    machine->kernel = (struct elf_facts) { .relocatable = relocatable, .start_virt = start_virt, .align_bytes = PAGE_BYTES };
    machine->kernel.entry_virt = start_virt + 0x40;
    machine->request.kernel_run_count = 0;
    add_cluster(machine, start_virt, 3 * bytes);
    add_run(machine, start_virt, bytes, MAP_EXECUTE);
    add_run(machine, start_virt + bytes, bytes, 0);
    add_run(machine, start_virt + 2 * bytes, bytes, MAP_WRITE);
}

void machine_plain(struct machine *machine)
{
    set_defaults(machine);
    const struct memory_region regions[] = {
        { 0, 0x9f000, MEMORY_USABLE, 1, 0 },
        { 0x9f000, 0x61000, MEMORY_RESERVED, 2, 0 },
        { 0x100000, 0x7ee0000, MEMORY_USABLE, 1, 0 },
        { 0x7fe0000, 0x20000, MEMORY_RESERVED, 2, 0 },
    };
    set_memory(machine, regions, COUNT_OF(regions));
    machine_kernel(machine, true, 0, 1);
    machine->request.clusters[0] = (struct placed) { 0x7000000, 0x3000 };
    machine->request.stack = (struct placed) { 0x7010000, 80 * KIB_BYTES };
    machine->request.boot_info = (struct placed) { 0x7030000, 0x4000 };
    machine->request.resident_text = (struct placed) { 0x7040000, 0x1000 };
    machine->request.resident_data = (struct placed) { 0x7041000, 0x4000 };
    machine->request.resident_facts = (struct placed) { 0x7045000, 0x1000 };
}

static u64 random_pages(struct random *random, u64 pages)
{
    return (1 + random_below(random, pages)) * PAGE_BYTES;
}

static void random_memory(struct machine *machine, struct random *random)
{
    struct memory_region raw[24] = {
        { 0, 0x9f000, MEMORY_USABLE, 1, 0 },
        { 0x9f000, 0x61000, MEMORY_RESERVED, 2, 0 },
        { MIB_BYTES, 255 * MIB_BYTES + random_pages(random, 400000), MEMORY_USABLE, 1, 0 },
        { 4 * GIB_BYTES, random_below(random, 3) * random_pages(random, 2000000), MEMORY_USABLE, 1, 0 },
        { 0xfd00000000, 0x300000000, MEMORY_RESERVED, 2, 0 }, /* as QEMU reports with an AMD CPU */
    };
    static const u32 kinds[] = { MEMORY_RESERVED, MEMORY_BAD, MEMORY_ACPI_NVS, MEMORY_ACPI_RECLAIMABLE, MEMORY_EFI_RUNTIME_CODE };
    u64 count = 5, pockets = random_below(random, 16);
    for (u64 i = 0; i < pockets; i++)
        raw[count++] = (struct memory_region) { random_below(random, 1500000) * PAGE_BYTES, random_pages(random, 600),
                                                kinds[random_below(random, COUNT_OF(kinds))], 3, 0 };
    set_memory(machine, raw, count);
}

/* Segments with holes between some of them, as elf_plan_pages would see them. */
static void random_cluster(struct machine *machine, struct random *random, u64 start_virt)
{
    u64 at = start_virt;
    for (u64 i = 1 + random_below(random, 4); i > 0; i--) {
        static const u32 permissions[] = { 0, MAP_WRITE, MAP_EXECUTE };
        u64 bytes = random_pages(random, random_below(random, 4) ? 40 : 1500);
        add_run(machine, at, bytes, permissions[random_below(random, 3)]);
        at += bytes + random_below(random, 2) * random_pages(random, 200);
    }
    struct elf_run last = machine->runs[machine->request.kernel_run_count - 1];
    add_cluster(machine, start_virt, last.start_virt + last.bytes - start_virt);
}

static void random_kernel(struct machine *machine, struct random *random)
{
    static const u64 starts[] = { 0, 0x200000, 0x1000, 0x100000, 0xffffffff80000000, 0xffffffff80100000 };
    struct elf_facts *kernel = &machine->kernel;
    kernel->relocatable = random_below(random, 2);
    kernel->start_virt = starts[kernel->relocatable ? random_below(random, COUNT_OF(starts)) : 2 + random_below(random, 4)];
    kernel->align_bytes = PAGE_BYTES << (random_below(random, 2) * 9);
    kernel->entry_virt = kernel->start_virt + 0x123;
    u64 at = kernel->start_virt;
    for (u64 i = 1 + random_below(random, 3); i > 0; i--) {
        random_cluster(machine, random, at);
        at = align_up(kernel->end_virt + ELF_CLUSTER_GAP_BYTES, PAGE_BYTES) + random_pages(random, 5000);
    }
}

static struct placed random_block(struct page_allocator *allocator, u64 bytes, u64 align_bytes)
{
    struct placed block = { 0, bytes };
    if (bytes != 0)
        cr_assert_eq(allocator_take(allocator, bytes, align_bytes, "test", &block.start_phys).code, ERR_NONE);
    return block;
}

static void random_blocks(struct machine *machine, struct random *random)
{
    struct page_allocator allocator = { .clean = &machine->memory };
    struct layout_request *request = &machine->request;
    for (u64 i = 0; i < machine->kernel.cluster_count; i++) {
        const struct elf_cluster *cluster = &machine->kernel.clusters[i];
        request->clusters[i] = random_block(&allocator, cluster->bytes, cluster->align_bytes);
    }
    request->stack = random_block(&allocator, random_pages(random, random_below(random, 5) ? 30 : 3000), PAGE_BYTES);
    request->boot_info = random_block(&allocator, random_pages(random, 10), PAGE_BYTES);
    request->ramdisk = random_block(&allocator, random_below(random, 3) * random_pages(random, 9000), PAGE_BYTES);
    request->modules = random_block(&allocator, random_below(random, 3) * random_pages(random, 3000), PAGE_BYTES);
    request->resident_text = random_block(&allocator, PAGE_BYTES, PAGE_BYTES);
    request->resident_data = random_block(&allocator, 4 * PAGE_BYTES, PAGE_BYTES);
    request->resident_facts = random_block(&allocator, random_pages(random, 100), PAGE_BYTES);
}

static void random_framebuffer(struct machine *machine, struct random *random)
{
    static const u64 starts[] = { 0xfd000000, 0xe0000800, 0x380000000000, 0x3fc0000, 0x801000000 };
    if (random_below(random, 4) == 0)
        return;
    machine->framebuffer = (struct boot_framebuffer) { .width_px = 640,
                                                       .start_phys = starts[random_below(random, COUNT_OF(starts))],
                                                       .bytes = 1 + random_below(random, 32 * MIB_BYTES) };
}

static boot_mapping random_wish(struct random *random, boot_mapping none)
{
    static const u64 places[] = { 0xffffe00000000000, 0xffffe00000003000, 0xffff900000000000, 0x400000,
                                  0xffffffff80000000, 0xfffffffffffe0000, 0x7fffffff0000,     0xff42000000001000 };
    u64 choice = random_below(random, 20);
    if (choice < COUNT_OF(places))
        return mapping_fixed(places[choice] + random_below(random, 2) * 0x40000000);
    return choice < 10 ? none : MAPPING_DYNAMIC;
}

static void random_wishes(struct machine *machine, struct random *random)
{
    struct boot_config *config = &machine->config;
    config->map_framebuffer = random_wish(random, MAPPING_NONE);
    config->map_physical_memory = random_wish(random, MAPPING_NONE);
    config->map_kernel_stack = random_wish(random, MAPPING_DYNAMIC);
    config->map_boot_info = random_wish(random, MAPPING_DYNAMIC);
    config->map_ramdisk = random_wish(random, MAPPING_DYNAMIC);
    if (machine->kernel.relocatable && random_below(random, 2))
        config->map_kernel_base = mapping_fixed(0xffffffff80000000 - random_below(random, 1000) * 2 * MIB_BYTES);
    if (random_below(random, 2))
        config->map_page_table_recursive = mapping_fixed(upper_half_start_virt(machine->request.levels) +
                                                         random_below(random, 256) * slot_bytes(machine->request.levels));
    if (random_below(random, 3) == 0) {
        static const u64 starts[] = { 0x10000000, 0xffffc00000001000, 0xff00000000000000 };
        config->dynamic_range_start = starts[random_below(random, COUNT_OF(starts))];
        config->dynamic_range_end = config->dynamic_range_start + random_pages(random, 40) * 4096;
    }
}

void machine_random(struct machine *machine, u64 round)
{
    struct random random = random_of_round(round);
    set_defaults(machine);
    machine->request.seed = random_next(&random);
    machine->request.levels = (u32)(4 + random_below(&random, 2));
    machine->cpu.has_nx = random_below(&random, 4) != 0;
    machine->cpu.has_pat = random_below(&random, 4) != 0;
    machine->cpu.has_gib_pages = random_below(&random, 2);
    machine->cpu.physical_bits = (u32)(36 + random_below(&random, 2) * 10);
    random_memory(machine, &random);
    random_kernel(machine, &random);
    random_blocks(machine, &random);
    random_framebuffer(machine, &random);
    machine->config.aslr = (u8)(SWITCH_ON + random_below(&random, 2));
    machine->config.map_page_table_recursive = MAPPING_NONE + random_below(&random, 2);
    if (random_below(&random, 2))
        random_wishes(machine, &random);
}

bool machine_may_fail(const struct machine *machine)
{
    const struct boot_config *config = &machine->config;
    const boot_mapping wishes[] = { config->map_kernel_stack,        config->map_kernel_base,     config->map_boot_info,
                                    config->map_framebuffer,         config->map_physical_memory, config->map_ramdisk,
                                    config->map_page_table_recursive };
    for (size_t i = 0; i < COUNT_OF(wishes); i++)
        if (wishes[i] > MAPPING_DYNAMIC)
            return true;
    return config->dynamic_range_end != 0;
}

struct error machine_plan(struct machine *machine)
{
    machine->layout.capacity = layout_capacity(&machine->request);
    cr_assert_leq(machine->layout.capacity, TEST_MAPPINGS);
    return layout_plan(&machine->request, &machine->layout);
}

const struct boot_mapped *machine_mapping_at(const struct machine *machine, u64 virt)
{
    for (u64 i = 0; i < machine->layout.count; i++)
        if (virt - machine->mappings[i].start_virt < machine->mappings[i].bytes)
            return &machine->mappings[i];
    return NULL;
}

u64 machine_ram_bytes(const struct machine *machine, u64 start_phys, u64 bytes)
{
    u64 sum = 0;
    for (u64 i = 0; i < machine->memory.count; i++) {
        const struct memory_region *region = &machine->regions[i];
        u64 low = max_u64(start_phys, region->start_phys);
        u64 high = min_u64(start_phys + bytes, region->start_phys + region->bytes);
        if (low < high && memory_kind_is_ram(region->kind))
            sum += high - low;
    }
    return sum;
}
