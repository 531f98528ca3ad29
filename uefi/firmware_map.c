/* The firmware's memory map in a buffer of ours, with room to grow. */
#include "uefi/firmware_map.h"
#include "common/base/checked.h"
#include "uefi/firmware.h"
#include "uefi/map.h"
#include "uefi/memory.h"

/* The most that a firmware's descriptor may plausibly have: it has 40 bytes now, and 48 in practice. */
#define DESCRIPTOR_MAX_BYTES PAGE_BYTES

static struct error map_error(const char *what, u64 value)
{
    return error_about(ERR_UEFI_MEMORY_MAP, what, value);
}

/* How much the map has now. Asked with no buffer at all, the firmware answers that it is too small (UEFI 2.10 7.2.3). */
static struct error measure(u64 *map_bytes, u64 *descriptor_bytes)
{
    u64 key;
    u32 version;
    *map_bytes = 0;
    *descriptor_bytes = 0;
    efi_status status = firmware.boot->get_memory_map(map_bytes, NULL, &key, descriptor_bytes, &version);
    if (status != EFI_BUFFER_TOO_SMALL)
        return map_error("EFI status", status);
    if (*descriptor_bytes < MAP_DESCRIPTOR_MIN_BYTES || *descriptor_bytes > DESCRIPTOR_MAX_BYTES)
        return map_error("descriptor size", *descriptor_bytes);
    return OK;
}

/* The map may grow while we work, so there is room for twice of what it has, and some. */
static struct error grow(struct firmware_map *map)
{
    u64 map_bytes, descriptor_bytes, block_bytes;
    TRY(measure(&map_bytes, &descriptor_bytes));
    u64 descriptor_count = map_bytes / descriptor_bytes * 2 + 128;
    u64 region_count = descriptor_count + 1; /* the translation adds page zero */
    if (!checked_multiply(region_count, descriptor_bytes + sizeof(struct memory_region), &block_bytes))
        return map_error("size", map_bytes);
    memory_free(map->block_phys, map->block_phys + map->block_bytes);
    *map = (struct firmware_map) { .descriptor_bytes = descriptor_bytes };
    TRY(memory_allocate(block_bytes, PAGE_BYTES, "the memory map", &map->block_phys));
    map->block_bytes = align_up(block_bytes, PAGE_BYTES);
    map->regions = (struct memory_map) { .regions = (void *)(uintptr_t)map->block_phys, .capacity = region_count };
    map->descriptors = (u8 *)(map->regions.regions + region_count);
    map->capacity_bytes = descriptor_count * descriptor_bytes;
    return OK;
}

static efi_status fetch(struct firmware_map *map)
{
    map->used_bytes = map->capacity_bytes;
    return firmware.boot->get_memory_map(&map->used_bytes, map->descriptors, &map->key, &map->descriptor_bytes,
                                         &map->descriptor_version);
}

struct error firmware_map_fetch(struct firmware_map *map)
{
    efi_status status = fetch(map);
    if (status == EFI_BUFFER_TOO_SMALL) {
        TRY(grow(map));
        status = fetch(map);
    }
    if (status != EFI_SUCCESS)
        return map_error("EFI status", status);
    if (map->used_bytes > map->capacity_bytes)
        return map_error("size", map->used_bytes);
    return OK;
}

struct error firmware_map_translate(struct firmware_map *map)
{
    return map_translate((struct bytes) { map->descriptors, map->used_bytes }, map->descriptor_bytes, &map->regions);
}
