/* Memory maps of machines that are described by their size only. */
#include "common/base/checked.h"
#include "tools/check/described_machine.h"
#include <errno.h>
#include <stdlib.h>

/* Q35 has up to 2 GiB below its devices if there is more than 2.75 GiB (QEMU, hw/i386/pc_q35.c); the rest begins at 4 GiB. */
#define LOW_RAM_ALL_MAX (2816 * MIB_BYTES)
#define LOW_RAM_MAX     (2 * GIB_BYTES)
#define HIGH_RAM_PHYS   (4 * GIB_BYTES)

#define FIRST_MIB_END  MIB_BYTES
#define LOW_MEMORY_END 0xa0000ull
#define EBDA_PHYS      0x9fc00ull

enum { TYPE_USABLE = 1, TYPE_RESERVED = 2 };                                        /* of E820                      */
enum { TYPE_BOOT_SERVICES_DATA = 4, TYPE_RUNTIME_DATA = 6, TYPE_CONVENTIONAL = 7 }; /* of UEFI 2.10 table 7.6 */
#define ATTRIBUTES_CACHED 0xfull
#define ATTRIBUTE_RUNTIME (1ull << 63)

struct error machine_map_make(u64 capacity, struct memory_map *map)
{
    *map = (struct memory_map) { .regions = calloc(capacity, sizeof(struct memory_region)), .capacity = capacity };
    return map->regions != NULL ? OK : error_about(ERR_HOST_MACHINE, "its memory map", ENOMEM);
}

void machine_map_free(struct memory_map *map)
{
    free(map->regions);
    *map = (struct memory_map) { 0 };
}

static u64 low_ram_bytes(u64 memory_bytes)
{
    return memory_bytes <= LOW_RAM_ALL_MAX ? memory_bytes : LOW_RAM_MAX;
}

/* As SeaBIOS gives it; the last one is where AMD's CPUs have HyperTransport. */
static struct error add_bios_regions(u64 memory_bytes, struct memory_map *map)
{
    enum { FIRMWARE_BYTES = 0x21000 };
    const u64 low_bytes = low_ram_bytes(memory_bytes), ram_end = low_bytes - FIRMWARE_BYTES;
    const struct memory_region regions[] = {
        { .start_phys = 0, .bytes = EBDA_PHYS, .kind = MEMORY_USABLE, .firmware_type = TYPE_USABLE },
        { .start_phys = EBDA_PHYS, .bytes = LOW_MEMORY_END - EBDA_PHYS, .firmware_type = TYPE_RESERVED },
        { .start_phys = 0xf0000, .bytes = 0x10000, .firmware_type = TYPE_RESERVED },
        { .start_phys = FIRST_MIB_END, .bytes = ram_end - FIRST_MIB_END, .kind = MEMORY_USABLE, .firmware_type = TYPE_USABLE },
        { .start_phys = ram_end, .bytes = FIRMWARE_BYTES, .firmware_type = TYPE_RESERVED },
        { .start_phys = 0xb0000000, .bytes = 0x10000000, .firmware_type = TYPE_RESERVED },
        { .start_phys = 0xfed1c000, .bytes = 0x4000, .firmware_type = TYPE_RESERVED },
        { .start_phys = 0xfffc0000, .bytes = 0x40000, .firmware_type = TYPE_RESERVED },
        { .start_phys = HIGH_RAM_PHYS, .bytes = memory_bytes - low_bytes, .kind = MEMORY_USABLE, .firmware_type = TYPE_USABLE },
        { .start_phys = 0xfd00000000, .bytes = 0x300000000, .firmware_type = TYPE_RESERVED },
    };
    for (size_t i = 0; i < COUNT_OF(regions); i++)
        TRY(memory_map_add(map, regions[i]));
    return OK;
}

/* OVMF keeps about as much for itself while it runs, in about as many pieces. */
#define BOOT_SERVICES_BYTES  (32 * MIB_BYTES)
#define BOOT_SERVICES_PIECES 112

static struct error add_boot_services(u64 end_phys, u64 bytes, struct memory_map *map)
{
    const u64 piece_bytes = align_down(bytes / BOOT_SERVICES_PIECES, PAGE_BYTES);
    for (u64 i = 0; i < BOOT_SERVICES_PIECES; i++)
        TRY(memory_map_add(map, (struct memory_region) { .start_phys = end_phys - (i + 1) * piece_bytes,
                                                         .bytes = piece_bytes,
                                                         .kind = MEMORY_LOADER_RECLAIMABLE,
                                                         .firmware_type = TYPE_BOOT_SERVICES_DATA,
                                                         .attributes = ATTRIBUTES_CACHED }));
    return OK;
}

static struct error add_uefi_regions(u64 memory_bytes, struct memory_map *map)
{
    enum { RUNTIME_BYTES = 0x200000 };
    const u64 low_bytes = low_ram_bytes(memory_bytes), runtime_phys = low_bytes - RUNTIME_BYTES;
    const u64 services_bytes = min_u64(BOOT_SERVICES_BYTES, align_down(runtime_phys / 2, PAGE_BYTES));
    const u64 ram_end = runtime_phys - services_bytes / BOOT_SERVICES_PIECES / PAGE_BYTES * PAGE_BYTES * BOOT_SERVICES_PIECES;
    const struct memory_region usable = { .kind = MEMORY_USABLE,
                                          .firmware_type = TYPE_CONVENTIONAL,
                                          .attributes = ATTRIBUTES_CACHED };
    struct memory_region first = usable, main = usable, high = usable;
    first.bytes = LOW_MEMORY_END;
    main.start_phys = FIRST_MIB_END;
    main.bytes = ram_end - FIRST_MIB_END;
    high.start_phys = HIGH_RAM_PHYS;
    high.bytes = memory_bytes - low_bytes;
    TRY(memory_map_add(map, first));
    TRY(memory_map_add(map, main));
    TRY(memory_map_add(map, high));
    TRY(add_boot_services(runtime_phys, services_bytes, map));
    return memory_map_add(map, (struct memory_region) { .start_phys = runtime_phys,
                                                        .bytes = RUNTIME_BYTES,
                                                        .kind = MEMORY_EFI_RUNTIME_DATA,
                                                        .firmware_type = TYPE_RUNTIME_DATA,
                                                        .attributes = ATTRIBUTES_CACHED | ATTRIBUTE_RUNTIME });
}

/* Int 12h: where usable memory below 640 KiB ends. */
static u64 low_memory_end(const struct memory_map *map)
{
    u64 end_phys = LOW_MEMORY_END;
    for (u64 i = 0; i < map->count; i++) {
        const struct memory_region *region = &map->regions[i];
        if (region->kind != MEMORY_USABLE && region->start_phys < end_phys && region->start_phys >= LOW_MEMORY_END / 2)
            end_phys = region->start_phys;
    }
    return align_down(end_phys, KIB_BYTES);
}

/* As bios/memory.c and uefi/map.c do; that the firmware says nothing of it is type 0. */
struct error machine_map_finish(u32 door, struct memory_map *map)
{
    const u64 low_end = low_memory_end(map);
    TRY(memory_map_add(map, (struct memory_region) { .bytes = PAGE_BYTES }));
    if (door != DOOR_BIOS)
        return OK;
    return memory_map_add(map, (struct memory_region) { .start_phys = low_end, .bytes = FIRST_MIB_END - low_end });
}

struct error machine_map_of_size(u64 memory_bytes, u32 door, struct memory_map *map)
{
    TRY(machine_map_make(BOOT_SERVICES_PIECES + 16, map));
    TRY(door == DOOR_BIOS ? add_bios_regions(memory_bytes, map) : add_uefi_regions(memory_bytes, map));
    return machine_map_finish(door, map);
}
