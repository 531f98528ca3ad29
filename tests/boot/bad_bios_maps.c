/* Memory maps that BIOSes have given, for a q35 machine with 128 MiB. */
#include "tests/boot/bad_bios_maps.h"
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What QEMU's BIOS says; the end of its usable memory is for the maps below. */
static const struct e820_entry around_memory[] = {
    { 0, 0x9fc00, E820_USABLE, 1 },
    { 0x9fc00, 0x400, E820_RESERVED, 1 },
    { 0xf0000, 0x10000, E820_RESERVED, 1 },
    { MAP_MEMORY_END, 0x21000, E820_RESERVED, 1 },
    { 0xfffc0000, 0x40000, E820_RESERVED, 1 },
};

static size_t append(struct e820_entry *entries, size_t count, const struct e820_entry *more, size_t more_count)
{
    memcpy(entries + count, more, more_count * sizeof(*more));
    return count + more_count;
}

static size_t turn_around(struct e820_entry *entries, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        const struct e820_entry kept = entries[i];
        entries[i] = entries[count - 1 - i];
        entries[count - 1 - i] = kept;
    }
    return count;
}

size_t map_plain(struct e820_entry entries[BAD_MAP_ENTRIES])
{
    const struct e820_entry memory = { MAP_MEMORY_START, MAP_MEMORY_END - MAP_MEMORY_START, E820_USABLE, 1 };
    size_t count = append(entries, 0, around_memory, COUNT(around_memory));
    return append(entries, count, &memory, 1);
}

size_t map_of_300_entries(struct e820_entry entries[BAD_MAP_ENTRIES])
{
    size_t count = append(entries, 0, around_memory, COUNT(around_memory));
    uint64_t at_phys = MAP_MEMORY_START;
    for (int i = 0; i < 150; i++, at_phys += MAP_PIECE_BYTES) {
        const struct e820_entry pair[] = { { at_phys, MAP_PIECE_BYTES - 4096, E820_USABLE, 1 },
                                           { at_phys + MAP_PIECE_BYTES - 4096, 4096, E820_RESERVED, 1 } };
        count = append(entries, count, pair, COUNT(pair));
    }
    const struct e820_entry rest = { at_phys, MAP_MEMORY_END - at_phys, E820_USABLE, 1 };
    return append(entries, count, &rest, 1);
}

size_t map_in_disorder(struct e820_entry entries[BAD_MAP_ENTRIES])
{
    static const struct e820_entry oddities[] = {
        { 0x4000000, 0x1000000, E820_USABLE, 1 },   /* said twice                            */
        { 0x5000000, 0x3000, E820_RESERVED, 1 },    /* a hole in usable memory               */
        { 0x5100234, 0x100, E820_RESERVED, 1 },     /* unaligned                             */
        { 0x5200800, 0x1000, 77, 1 },               /* of a type that nobody knows           */
        { 0x5300000, 0x1000, E820_BAD, 1 },         /*                                       */
        { 0x5400000, 0, E820_RESERVED, 1 },         /* nothing                               */
        { 0x9f800, 0x10800, E820_USABLE, 1 },       /* the EBDA, and half of video memory    */
        { 0x80000000, 0x30000000, E820_USABLE, 0 }, /* to be ignored: nothing is there       */
        { UINT64_MAX - 4095, 8192, E820_NVS, 1 },   /* wraps around                          */
    };
    const size_t count = map_plain(entries);
    return turn_around(entries, append(entries, count, oddities, COUNT(oddities)));
}

/* As read from a machine whose BIOS was never asked right: nothing usable. */
size_t map_without_memory(struct e820_entry entries[BAD_MAP_ENTRIES])
{
    return append(entries, 0, &around_memory[1], COUNT(around_memory) - 1);
}
