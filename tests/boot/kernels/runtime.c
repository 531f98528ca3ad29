/* Promise: boot_info's EFI memory map is all that SetVirtualAddressMap needs, and the kernel may use what is called free: with
 * usable memory and that of boot services overwritten, and nothing but the runtime regions mapped, runtime services answer at
 * addresses of the kernel's choice. */
#include "check.h"
#include "efi_map.h"

ENTRY_POINT(.paging_max_levels = 4);

#define PRESENT_WRITABLE 3ull
#define ADDRESS_MASK     0x000ffffffffff000ull
#define ENTRIES          512
#define TABLES           32
#define UPPER_HALF       256 /* the first index of the top table that is in it */

/* The start of UEFI's tables, and of the runtime services' what the test calls (UEFI 2.10 §4.3, §4.5.1). */
struct efi_time {
    uint16_t year;
    uint8_t month, day, hour, minute, second, pad_7;
    uint32_t nanosecond;
    int16_t time_zone;
    uint8_t daylight, pad_15;
};

struct efi_runtime_services {
    uint8_t header[24];
    [[gnu::ms_abi]] uint64_t (*get_time)(struct efi_time *time, void *capabilities);
    void *set_time, *get_wakeup_time, *set_wakeup_time;
    [[gnu::ms_abi]] uint64_t (*set_virtual_address_map)(uint64_t map_bytes, uint64_t descriptor_bytes, uint32_t version,
                                                        void *map);
    void *convert_pointer;
    [[gnu::ms_abi]] uint64_t (*get_variable)(const uint16_t *name, const void *vendor, uint32_t *attributes, uint64_t *bytes,
                                             void *data);
};

struct efi_system_table {
    uint8_t header[24], vendor_and_consoles[64];
    struct efi_runtime_services *runtime;
};

/* Tables of the kernel's own: the first is the top, a copy of the one that was entered with. */
static uint64_t tables[TABLES][ENTRIES] __attribute__((aligned(4096)));
static unsigned table_count = 1;

static uint64_t phys_of(const struct boot_info *info, const void *in_kernel)
{
    return (uint64_t)in_kernel - info->kernel_start_virt + info->kernel_start_phys;
}

static uint64_t *table_below(const struct boot_info *info, uint64_t *entry)
{
    if (*entry == 0) {
        CHECK(table_count < TABLES);
        *entry = phys_of(info, tables[table_count++]) | PRESENT_WRITABLE;
    }
    return (uint64_t *)((*entry & ADDRESS_MASK) - info->kernel_start_phys + info->kernel_start_virt);
}

static void map_page(const struct boot_info *info, uint64_t virt, uint64_t phys)
{
    uint64_t *table = tables[0];
    for (unsigned shift = 39; shift > 12; shift -= 9)
        table = table_below(info, &table[virt >> shift & (ENTRIES - 1)]);
    table[virt >> 12 & (ENTRIES - 1)] = phys | PRESENT_WRITABLE;
}

static void load_tables(const struct boot_info *info)
{
    __asm__ volatile("movq %0, %%cr3" : : "r"(phys_of(info, tables[0])) : "memory");
}

static void copy_top(const struct boot_info *info)
{
    uint64_t cr3;
    __asm__ volatile("movq %%cr3, %0" : "=r"(cr3));
    const uint64_t *live = (const uint64_t *)(info->physical_memory_virt + (cr3 & ADDRESS_MASK));
    for (unsigned i = 0; i < ENTRIES; i++)
        tables[0][i] = live[i];
}

/* Where the runtime services go: 512 GiB of which nothing is mapped so far. */
static uint64_t free_virt(void)
{
    for (uint64_t index = UPPER_HALF; index < ENTRIES; index++)
        if (tables[0][index] == 0)
            return 0xffff000000000000 | index << 39;
    CHECK(!"the upper half is full");
    return 0;
}

/* SetVirtualAddressMap is called with an identity mapping (UEFI 2.10 §8.4); a second one stays. */
static void map_runtime(const struct boot_info *info, uint64_t start_virt)
{
    uint64_t runtime_count = 0;
    for (uint64_t i = 0; i < efi_map_count(info); i++) {
        struct efi_descriptor *descriptor = efi_map_at(info, i);
        if (!(descriptor->attributes & EFI_MEMORY_RUNTIME))
            continue;
        runtime_count++;
        descriptor->start_virt = start_virt + descriptor->start_phys;
        for (uint64_t page = 0; page < descriptor->page_count; page++) {
            map_page(info, descriptor->start_phys + page * 4096, descriptor->start_phys + page * 4096);
            map_page(info, descriptor->start_virt + page * 4096, descriptor->start_phys + page * 4096);
        }
    }
    CHECK(runtime_count >= 2);
}

static bool is_free(const struct memory_region *region)
{
    const bool was_boot_services =
        region->firmware_type == EFI_BOOT_SERVICES_CODE || region->firmware_type == EFI_BOOT_SERVICES_DATA;
    return region->kind == MEMORY_USABLE || (region->kind == MEMORY_LOADER_RECLAIMABLE && was_boot_services);
}

static void overwrite_free(const struct boot_info *info)
{
    uint64_t bytes = 0;
    for (uint64_t i = 0; i < info->region_count; i++) {
        if (!is_free(&info->regions[i]))
            continue;
        __builtin_memset((void *)(info->physical_memory_virt + info->regions[i].start_phys), 0xcc, info->regions[i].bytes);
        bytes += info->regions[i].bytes;
    }
    CHECK(bytes >= 64 * MIB);
}

static void check_time(const struct efi_runtime_services *runtime)
{
    struct efi_time time = { 0 };
    CHECK_EQUAL(runtime->get_time(&time, NULL), 0);
    CHECK(time.year >= 2024 && time.month >= 1 && time.month <= 12 && time.day >= 1 && time.day <= 31);
}

/* Every firmware has it (UEFI 2.10 §3.3): the number of the boot option that it took. */
static void check_variable(const struct efi_runtime_services *runtime)
{
    static const uint32_t global_variable[4] = { 0x8be4df61, 0x11d293ca, 0xe0000daa, 0x8c2b0398 };
    static const uint16_t name[] = { 'B', 'o', 'o', 't', 'C', 'u', 'r', 'r', 'e', 'n', 't', 0 };
    uint32_t attributes = 0;
    uint16_t number = 0;
    uint64_t bytes = sizeof(number);
    CHECK_EQUAL(runtime->get_variable(name, global_variable, &attributes, &bytes, &number), 0);
    CHECK_EQUAL(bytes, sizeof(number));
    CHECK_EQUAL(attributes, 6); /* while boot services run, and at run time */
}

void kernel_main(struct boot_info *info)
{
    copy_top(info);
    CHECK_EQUAL(tables[0][0], 0); /* where the identity mapping goes */
    const uint64_t start_virt = free_virt();
    map_runtime(info, start_virt);
    overwrite_free(info);
    load_tables(info);

    const struct efi_system_table *system = (const void *)info->efi_system_table_phys;
    check_time(system->runtime);
    CHECK_EQUAL(system->runtime->set_virtual_address_map(info->efi_memory_map_bytes, info->efi_descriptor_bytes,
                                                         info->efi_descriptor_version, (void *)info->efi_memory_map),
                0);
    tables[0][0] = 0;
    load_tables(info);

    system = (const void *)(start_virt + info->efi_system_table_phys);
    CHECK((uint64_t)system->runtime - start_virt < 4096 * MIB);
    check_time(system->runtime);
    check_variable(system->runtime);
    print("runtime services answer at their new addresses\n");
    pass();
}
