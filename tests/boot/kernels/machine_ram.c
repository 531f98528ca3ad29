/* Reading QEMU's own map of RAM. Its numbers are big-endian in the directory of files, little-endian in the map. */
#include "machine_ram.h"
#include "check.h"

enum { SELECTOR_PORT = 0x510, DATA_PORT = 0x511, KEY_DIRECTORY = 0x19, E820_RAM = 1, RANGES_MAX = 16 };

struct [[gnu::packed]] directory_entry {
    uint8_t bytes[4], key[2], reserved[2];
    char name[56];
};

struct [[gnu::packed]] range {
    uint64_t start_phys, bytes;
    uint32_t type;
};

static void select_key(uint16_t key)
{
    __asm__ volatile("outw %0, %1" : : "a"(key), "Nd"((uint16_t)SELECTOR_PORT));
}

static void read_bytes(void *destination, uint64_t bytes)
{
    uint8_t *at = destination;
    for (uint64_t i = 0; i < bytes; i++)
        at[i] = in_u8(DATA_PORT);
}

static uint32_t big_endian(const uint8_t *bytes, unsigned count)
{
    uint32_t number = 0;
    for (unsigned i = 0; i < count; i++)
        number = number << 8 | bytes[i];
    return number;
}

/* Selects the map; gives the number of its ranges. */
static uint32_t open_map(void)
{
    uint8_t count[4];
    select_key(KEY_DIRECTORY);
    read_bytes(count, sizeof(count));
    for (uint32_t left = big_endian(count, 4); left > 0; left--) {
        struct directory_entry entry;
        read_bytes(&entry, sizeof(entry));
        if (!same_text(entry.name, "etc/e820"))
            continue;
        select_key((uint16_t)big_endian(entry.key, 2));
        return big_endian(entry.bytes, 4) / sizeof(struct range);
    }
    return 0;
}

static uint32_t read_ranges(struct range *ranges)
{
    uint32_t count = open_map();
    CHECK(count > 0 && count <= RANGES_MAX);
    read_bytes(ranges, count * sizeof(*ranges));
    return count;
}

uint64_t machine_ram_bytes(void)
{
    struct range ranges[RANGES_MAX];
    uint64_t bytes = 0;
    for (uint32_t left = read_ranges(ranges); left > 0; left--)
        bytes += ranges[left - 1].type == E820_RAM ? ranges[left - 1].bytes : 0;
    return bytes;
}

bool machine_has_ram(uint64_t start_phys, uint64_t bytes)
{
    struct range ranges[RANGES_MAX];
    for (uint32_t left = read_ranges(ranges); left > 0; left--) {
        const struct range *range = &ranges[left - 1];
        if (range->type == E820_RAM && start_phys >= range->start_phys && start_phys + bytes <= range->start_phys + range->bytes)
            return true;
    }
    return false;
}
