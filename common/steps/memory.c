/* Physical pages for everything, then every virtual address: decided before a byte of the kernel is loaded. */
#include "common/base/checked.h"
#include "common/base/string.h"
#include "common/log/log.h"
#include "common/resident/leap.h"
#include "common/steps/steps.h"

struct memory_map boot_claims(struct boot *b)
{
    return (struct memory_map) { .regions = b->claims, .count = b->claim_count, .capacity = BOOT_CLAIMS };
}

static struct error aligned_scratch_pages(u64 bytes, u64 align_bytes, const char *purpose, struct placed *placed)
{
    placed->bytes = align_up(bytes, PAGE_BYTES);
    return platform_allocate(placed->bytes, align_bytes, purpose, &placed->start_phys);
}

struct error scratch_pages(u64 bytes, const char *purpose, struct placed *placed)
{
    return aligned_scratch_pages(bytes, PAGE_BYTES, purpose, placed);
}

static struct error claim(struct boot *b, const struct placed *placed, u32 kind)
{
    struct memory_map claims = boot_claims(b);
    TRY(memory_map_add(&claims,
                       (struct memory_region) { .start_phys = placed->start_phys, .bytes = placed->bytes, .kind = kind }));
    b->claim_count = claims.count;
    return OK;
}

struct error low_scratch_pages(const struct boot *b, u64 bytes, struct placed *placed)
{
    TRY(scratch_pages(bytes, "the change of paging levels", placed));
    if (placed->start_phys + placed->bytes > 4 * GIB_BYTES)
        return error_of(ERR_LEVELS_CHANGE, cpu_levels(&b->cpu));
    return OK;
}

/* A large block's virtual address is congruent to its physical one modulo 2 MiB: it starts at a multiple of that, so that the
 * plan does not depend on where memory was found. Where no such block is free, any will do. */
static struct error take_block(u64 bytes, u64 align_bytes, const char *purpose, struct placed *placed)
{
    if (bytes >= LARGE_PAGE_BYTES) {
        const struct error error = aligned_scratch_pages(bytes, LARGE_PAGE_BYTES, purpose, placed);
        if (error.code != ERR_NOT_ENOUGH_MEMORY)
            return error;
    }
    return aligned_scratch_pages(bytes, align_bytes, purpose, placed);
}

struct error claim_pages(struct boot *b, u64 bytes, u64 align_bytes, u32 kind, const char *purpose, struct placed *placed)
{
    if (bytes == 0)
        return OK;
    TRY(take_block(bytes, align_bytes, purpose, placed));
    return claim(b, placed, kind);
}

/* The framebuffer is no RAM and may be in no firmware's map: a kernel still must see that it is taken. */
static struct error claim_framebuffer(struct boot *b)
{
    if (b->framebuffer.width_px == 0)
        return OK;
    struct memory_map claims = boot_claims(b);
    TRY(memory_map_add(&claims, (struct memory_region) {
                                    .start_phys = align_down(b->framebuffer.start_phys, PAGE_BYTES),
                                    .bytes = align_up(b->framebuffer.bytes + b->framebuffer.start_phys % PAGE_BYTES, PAGE_BYTES),
                                    .kind = MEMORY_FRAMEBUFFER }));
    b->claim_count = claims.count;
    return OK;
}

/* In the form that `lintel check --map` takes: who has a machine that misbehaves can send its map. */
static void say_memory_map(const struct memory_map *raw)
{
    for (u64 i = 0; i < raw->count; i++) {
        const struct memory_region *region = &raw->regions[i];
        log_debug("memory %x + %x, kind %u, type %u, attributes %x", region->start_phys, region->bytes, region->kind,
                  region->firmware_type, region->attributes);
    }
}

static struct error read_memory_map(struct boot *b)
{
    struct memory_map raw;
    TRY(platform_memory_map(&raw));
    say_memory_map(&raw);
    b->raw_region_count = raw.count;
    struct placed pages;
    const u64 capacity = 2 * (raw.count + BOOT_CLAIMS) + 1;
    TRY(scratch_pages(capacity * sizeof(struct memory_region), "the memory map", &pages));
    b->memory = (struct memory_map) { .regions = platform_at(pages.start_phys), .capacity = capacity };
    const struct memory_map claims = boot_claims(b);
    TRY(memory_map_normalise(&raw, &claims, &b->memory));
    const u64 usable_bytes = memory_map_usable_bytes(&b->memory);
    if (usable_bytes >= b->config.memory_min_bytes)
        return OK;
    struct text wish = TEXT_OF(b->wish);
    text_add(&wish, "%b", b->config.memory_min_bytes);
    return error_about(ERR_MEMORY_REQUIRED, wish.data, usable_bytes);
}

/* Congruent to its virtual address modulo its alignment, so that large leaves fit. What lies before it stays free. */
static struct error place_cluster(struct boot *b, const struct elf_cluster *cluster, struct placed *placed)
{
    const u64 lead_bytes = cluster->start_virt % cluster->align_bytes;
    struct placed block;
    TRY(aligned_scratch_pages(lead_bytes + cluster->bytes, cluster->align_bytes, "the kernel", &block));
    *placed = (struct placed) { block.start_phys + lead_bytes, cluster->bytes };
    return claim(b, placed, MEMORY_KERNEL);
}

static struct error place_kernel(struct boot *b)
{
    for (u64 i = 0; i < b->kernel.cluster_count; i++)
        TRY(place_cluster(b, &b->kernel.clusters[i], &b->clusters[i]));
    return OK;
}

/* Where 32-bit code can run, and load the root of its tables: see crossing.asm. */
static struct error place_crossing(struct boot *b)
{
    if (cpu_levels(&b->cpu) == layout_levels(&b->config, &b->cpu))
        return OK;
    return low_scratch_pages(b, PAGE_BYTES, &b->crossing);
}

u64 last_page_phys(const struct boot *b)
{
    return b->crossing.bytes != 0 ? b->crossing.start_phys : leap_page_phys();
}

static struct layout_request layout_request_of(const struct boot *b)
{
    struct layout_request request = {
        .kernel = &b->kernel,
        .kernel_runs = b->runs,
        .kernel_run_count = b->run_count,
        .config = &b->config,
        .cpu = &b->cpu,
        .memory = &b->memory,
        .seed = b->seed,
        .levels = layout_levels(&b->config, &b->cpu),
        .stack = b->stack,
        .boot_info = b->boot_info,
        .ramdisk = b->ramdisk,
        .modules = b->modules,
        .resident_text = b->resident_text,
        .resident_data = b->resident_data,
        .resident_facts = b->resident_facts,
        .leap_phys = last_page_phys(b),
        .framebuffer = &b->framebuffer,
    };
    memcpy(request.clusters, b->clusters, sizeof(request.clusters));
    return request;
}

/* The plan's list is part of boot_info, whose size must be known before the plan: so its room comes first. */
static struct error make_room_for_plan(struct boot *b, const struct layout_request *request)
{
    const u64 capacity = layout_capacity(request);
    struct placed pages;
    TRY(scratch_pages(capacity * sizeof(struct boot_mapped), "the address space plan", &pages));
    b->layout = (struct layout) { .mappings = platform_at(pages.start_phys), .capacity = capacity };
    return OK;
}

struct error place_memory(struct boot *b)
{
    draw_seeds(b);
    TRY(claim_framebuffer(b));
    TRY(read_memory_map(b));
    TRY(place_kernel(b));
    TRY(place_files(b));
    TRY(claim_pages(b, b->config.kernel_stack_size, PAGE_BYTES, MEMORY_LOADER_RECLAIMABLE, "the kernel's stack", &b->stack));
    TRY(place_crossing(b));
    const struct layout_request request = layout_request_of(b);
    TRY(make_room_for_plan(b, &request));
    TRY(place_resident(b));
    return claim_pages(b, boot_info_bytes(b), PAGE_BYTES, MEMORY_LOADER_RECLAIMABLE, "boot_info", &b->boot_info);
}

struct error plan_layout(struct boot *b)
{
    const struct layout_request request = layout_request_of(b);
    TRY(layout_plan(&request, &b->layout));
    for (u64 i = 0; i < b->layout.count; i++) {
        const struct boot_mapped *run = &b->layout.mappings[i];
        log_debug("map %x -> %x, %b, permissions %u: %s", run->start_virt, run->start_phys, run->bytes, run->permissions,
                  layout_owner_name(run->owner));
    }
    return OK;
}
