/* Any bytes as physical memory with ACPI tables: none, or a table that lies inside; checksums are made right first, since no
 * fuzzer guesses those. */
#include "common/acpi/acpi.h"
#include "common/platform.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t len);

#define START_PHYS 0x100000ull

static u8 *memory;
static size_t memory_bytes;

static void require(bool condition)
{
    if (!condition)
        abort();
}

void *platform_at(u64 start_phys)
{
    require(start_phys >= START_PHYS && start_phys - START_PHYS < memory_bytes);
    return memory + (start_phys - START_PHYS);
}

static void sign(size_t at, u64 bytes, size_t checksum)
{
    if (bytes <= checksum || at > memory_bytes || bytes > memory_bytes - at)
        return;
    memory[at + checksum] = 0;
    memory[at + checksum] = (u8)(0 - bytes_sum((struct bytes) { memory + at, bytes }));
}

/* Every fourth byte may begin a table. */
static void sign_all(void)
{
    for (size_t at = 0; at + 36 <= memory_bytes; at += 4)
        if (memcmp(memory + at, "XSDT", 4) == 0 || memcmp(memory + at, "RSDT", 4) == 0 || memcmp(memory + at, "APIC", 4) == 0 ||
            memcmp(memory + at, "FACP", 4) == 0)
            sign(at, load_u32(memory + at + 4), 9);
    sign(0, 20, 8);
    if (memory_bytes >= 36)
        sign(0, load_u32(memory + 20), 32);
}

static void require_inside(struct bytes table)
{
    require(table.data >= memory && table.data + table.len <= memory + memory_bytes && bytes_sum(table) == 0);
}

static void find(const struct memory_map *map)
{
    struct bytes table;
    u64 offset = 0, start_phys;
    u16 port = 0;
    if (acpi_find_table(map, START_PHYS, "APIC", &table)) {
        require_inside(table);
        while (madt_next_io_apic(table, &offset, &start_phys))
            require(offset <= table.len && start_phys <= UINT32_MAX);
    }
    if (acpi_find_table(map, START_PHYS, "FACP", &table)) {
        require_inside(table);
        require(!fadt_pm_timer(table, &port) || port != 0);
    }
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t len)
{
    struct memory_region region = { .start_phys = START_PHYS, .bytes = len, .kind = MEMORY_ACPI_RECLAIMABLE };
    const struct memory_map map = { .regions = &region, .count = 1, .capacity = 1 };
    memory = malloc(len + 1);
    memory_bytes = len;
    memcpy(memory, data, len);
    find(&map);
    sign_all();
    find(&map);
    free(memory);
    return 0;
}
