/* Everything that needs a place in the kernel's address space: its size, its wish, and what it may be used for. */
#include "common/base/checked.h"
#include "common/memory/layout_parts.h"

const char *layout_owner_name(u32 owner)
{
    static const char *const names[] = {
        [MAP_OWNER_KERNEL] = "the kernel",
        [MAP_OWNER_STACK] = "the kernel's stack",
        [MAP_OWNER_BOOT_INFO] = "boot_info",
        [MAP_OWNER_FRAMEBUFFER] = "the framebuffer",
        [MAP_OWNER_RAMDISK] = "the ramdisk",
        [MAP_OWNER_PHYSICAL_MEMORY] = "physical memory",
        [MAP_OWNER_PAGE_TABLES] = "the page tables",
        [MAP_OWNER_LINTEL] = "Lintel",
        [MAP_OWNER_FILE] = "the modules",
    };
    return owner < COUNT_OF(names) && names[owner] ? names[owner] : "something unknown";
}

/* A block of physical memory. From 2 MiB on its virtual address is congruent to its physical one, so that large leaves fit. */
static struct object block_object(const char *name, boot_mapping wish, struct placed block, u32 permissions, u32 owner)
{
    u64 align_bytes = block.bytes >= LARGE_PAGE_BYTES ? LARGE_PAGE_BYTES : PAGE_BYTES;
    return (struct object) {
        .name = name,
        .wish = wish,
        .align_bytes = align_bytes,
        .align_offset = block.start_phys & (align_bytes - 1),
        .mapping = { .start_phys = block.start_phys, .bytes = block.bytes, .permissions = permissions, .owner = owner },
    };
}

/* A kernel that can slide is one piece, from its first segment to its last. */
static struct object kernel_object(const struct layout_request *request)
{
    const struct elf_facts *kernel = request->kernel;
    u64 align_bytes = kernel->align_bytes;
    for (u64 i = 0; i < kernel->cluster_count; i++)
        align_bytes = max_u64(align_bytes, kernel->clusters[i].align_bytes);
    return (struct object) {
        .name = "map_kernel_base",
        .wish = request->config->map_kernel_base,
        .align_bytes = align_bytes,
        .align_offset = kernel->start_virt & (align_bytes - 1),
        .mapping = { .bytes = kernel->end_virt - kernel->start_virt, .owner = MAP_OWNER_KERNEL },
    };
}

static struct object stack_object(const struct layout_request *request)
{
    const u32 permissions = elf_stack_is_executable(request->kernel) ? MAP_WRITE | MAP_EXECUTE : MAP_WRITE;
    struct object object =
        block_object("map_kernel_stack", request->config->map_kernel_stack, request->stack, permissions, MAP_OWNER_STACK);
    object.guard_bytes = PAGE_BYTES;
    return object;
}

/* Whole pages: a framebuffer may start inside one. */
static struct error framebuffer_object(const struct layout_request *request, struct object *object)
{
    const struct boot_framebuffer *framebuffer = request->framebuffer;
    struct placed pages = { 0, 0 };
    if (framebuffer && framebuffer->width_px != 0 && framebuffer->bytes != 0) {
        u64 end_phys;
        if (!checked_add(framebuffer->start_phys, framebuffer->bytes, &end_phys) ||
            !checked_align_up(end_phys, PAGE_BYTES, &end_phys))
            return error_about(ERR_PHYSICAL_LIMIT, layout_owner_name(MAP_OWNER_FRAMEBUFFER), framebuffer->start_phys);
        pages.start_phys = align_down(framebuffer->start_phys, PAGE_BYTES);
        pages.bytes = end_phys - pages.start_phys;
    }
    *object = block_object("map_framebuffer", request->config->map_framebuffer, pages, MAP_WRITE, MAP_OWNER_FRAMEBUFFER);
    object->mapping.cache = CACHE_WRITE_COMBINING;
    return OK;
}

static struct object physical_memory_object(const struct layout_request *request)
{
    return (struct object) {
        .name = "map_physical_memory",
        .wish = request->config->map_physical_memory,
        .align_bytes = GIB_BYTES,
        .mapping = { .bytes = layout_physical_end(request), .owner = MAP_OWNER_PHYSICAL_MEMORY },
    };
}

/* The slot shows the page tables, wherever they lie: it has no physical start. With 5 levels a slot is larger than any range of
 * 48-bit addresses, such as the default one, so the whole half is searched. */
static struct object recursive_object(const struct layout_request *request)
{
    const u64 bytes = slot_bytes(request->levels);
    return (struct object) {
        .name = "map_page_table_recursive",
        .wish = request->config->map_page_table_recursive,
        .align_bytes = bytes,
        .in_whole_half = request->levels == 5,
        .mapping = { .bytes = bytes, .permissions = MAP_WRITE, .owner = MAP_OWNER_PAGE_TABLES },
    };
}

/* Ramdisk and modules are writable: kernels unpack in place, or lend its memory out page by page. */
struct error layout_list_objects(struct draft *draft)
{
    const struct layout_request *request = draft->request;
    const struct boot_config *config = request->config;
    struct object *objects = draft->objects;
    objects[OBJECT_KERNEL] = kernel_object(request);
    objects[OBJECT_STACK] = stack_object(request);
    objects[OBJECT_BOOT_INFO] =
        block_object("map_boot_info", config->map_boot_info, request->boot_info, MAP_WRITE, MAP_OWNER_BOOT_INFO);
    TRY(framebuffer_object(request, &objects[OBJECT_FRAMEBUFFER]));
    objects[OBJECT_RAMDISK] = block_object("map_ramdisk", config->map_ramdisk, request->ramdisk, MAP_WRITE, MAP_OWNER_RAMDISK);
    objects[OBJECT_MODULES] = block_object("the modules", MAPPING_DYNAMIC, request->modules, MAP_WRITE, MAP_OWNER_FILE);
    objects[OBJECT_RESIDENT_TEXT] =
        block_object("Lintel's fault handler", MAPPING_DYNAMIC, request->resident_text, MAP_EXECUTE, MAP_OWNER_LINTEL);
    objects[OBJECT_RESIDENT_DATA] =
        block_object("Lintel's fault handler's data", MAPPING_DYNAMIC, request->resident_data, MAP_WRITE, MAP_OWNER_LINTEL);
    objects[OBJECT_RESIDENT_FACTS] =
        block_object("what Lintel's fault handler knows", MAPPING_DYNAMIC, request->resident_facts, 0, MAP_OWNER_LINTEL);
    objects[OBJECT_PHYSICAL_MEMORY] = physical_memory_object(request);
    objects[OBJECT_RECURSIVE] = recursive_object(request);
    return OK;
}
