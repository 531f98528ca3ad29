/* Finding a table in memory where nothing needs to be right. */
#include "common/acpi/acpi.h"
#include "common/base/string.h"
#include "tests/host/machine.h"
#include <criterion/criterion.h>

#define RSDP_PHYS  (MACHINE_RAM_START_PHYS + 0x1000)
#define RSDT_PHYS  (MACHINE_RAM_START_PHYS + 0x2000)
#define XSDT_PHYS  (MACHINE_RAM_START_PHYS + 0x3000)
#define OTHER_PHYS (MACHINE_RAM_START_PHYS + 0x4000)
#define FOUND_PHYS (MACHINE_RAM_START_PHYS + 0x5000)
#define OLDER_PHYS (MACHINE_RAM_START_PHYS + 0x6000)

static struct memory_region ram = { .start_phys = MACHINE_RAM_START_PHYS,
                                    .bytes = MACHINE_RAM_BYTES,
                                    .kind = MEMORY_ACPI_RECLAIMABLE };
static const struct memory_map memory = { .regions = &ram, .count = 1, .capacity = 1 };

static void sign(u8 *bytes, size_t len, size_t checksum_at)
{
    bytes[checksum_at] = 0;
    bytes[checksum_at] = (u8)(0 - bytes_sum((struct bytes) { bytes, len }));
}

static void sign_table(u64 start_phys)
{
    u8 *table = machine_ram(start_phys);
    sign(table, load_u32(table + 4), 9);
}

static u8 *put_table(u64 start_phys, const char *signature, u32 len)
{
    u8 *table = machine_ram(start_phys);
    memset(table, 0, len);
    memcpy(table, signature, 4);
    store_u32(table + 4, len);
    sign_table(start_phys);
    return table;
}

static void sign_rsdp(void)
{
    u8 *rsdp = machine_ram(RSDP_PHYS);
    sign(rsdp, 20, 8);
    sign(rsdp, 36, 32);
}

/* Both root tables, each with a table of its own: which one was used shows in what is found. */
static u8 *put_all(void)
{
    machine_reset();
    u8 *rsdp = machine_ram(RSDP_PHYS);
    memset(rsdp, 0, 36);
    memcpy(rsdp, "RSD PTR ", 8);
    rsdp[15] = 2;
    store_u32(rsdp + 16, (u32)RSDT_PHYS);
    store_u32(rsdp + 20, 36);
    store_u64(rsdp + 24, XSDT_PHYS);
    sign_rsdp();
    put_table(OTHER_PHYS, "FACP", 116);
    put_table(FOUND_PHYS, "APIC", 44);
    put_table(OLDER_PHYS, "APIC", 60);
    u8 *xsdt = put_table(XSDT_PHYS, "XSDT", 36 + 16);
    store_u64(xsdt + 36, OTHER_PHYS);
    store_u64(xsdt + 44, FOUND_PHYS);
    sign_table(XSDT_PHYS);
    u8 *rsdt = put_table(RSDT_PHYS, "RSDT", 36 + 8);
    store_u32(rsdt + 36, (u32)OTHER_PHYS);
    store_u32(rsdt + 40, (u32)OLDER_PHYS);
    sign_table(RSDT_PHYS);
    return rsdp;
}

static u64 found_bytes(void)
{
    struct bytes table;
    return acpi_find_table(&memory, RSDP_PHYS, "APIC", &table) ? table.len : 0;
}

Test(acpi_find_table, finds_a_table_by_the_xsdt)
{
    struct bytes table;
    put_all();
    cr_assert(acpi_find_table(&memory, RSDP_PHYS, "APIC", &table));
    cr_assert_eq(table.data, machine_ram(FOUND_PHYS));
    cr_assert_eq(table.len, 44);
}

Test(acpi_find_table, takes_the_rsdt_if_the_xsdt_is_zero)
{
    store_u64(put_all() + 24, 0);
    sign_rsdp();
    cr_assert_eq(found_bytes(), 60);
}

Test(acpi_find_table, takes_the_rsdt_if_the_xsdt_is_damaged)
{
    put_all();
    *(u8 *)machine_ram(XSDT_PHYS + 36) ^= 1;
    cr_assert_eq(found_bytes(), 60);
}

Test(acpi_find_table, takes_the_rsdt_of_an_old_root_pointer)
{
    u8 *rsdp = put_all();
    rsdp[15] = 0;
    sign(rsdp, 20, 8);
    cr_assert_eq(found_bytes(), 60);
}

Test(acpi_find_table, does_not_find_what_is_not_there)
{
    struct bytes table;
    put_all();
    cr_assert_not(acpi_find_table(&memory, RSDP_PHYS, "HPET", &table));
    cr_assert_not(acpi_find_table(&memory, 0, "APIC", &table));
    cr_assert_not(acpi_find_table(&memory, UINT64_MAX, "APIC", &table));
    cr_assert_not(acpi_find_table(&memory, RSDP_PHYS + 16, "APIC", &table));
}

Test(acpi_find_table, refuses_a_wrong_checksum)
{
    put_all();
    *(u8 *)machine_ram(FOUND_PHYS + 40) ^= 1;
    cr_assert_eq(found_bytes(), 0);
    put_all()[10] ^= 1;
    cr_assert_eq(found_bytes(), 0);
    put_all()[33] ^= 1;
    cr_assert_eq(found_bytes(), 0, "the longer checksum counts too");
}

Test(acpi_find_table, refuses_a_length_that_makes_no_sense)
{
    put_all();
    store_u32((u8 *)machine_ram(FOUND_PHYS + 4), 35);
    cr_assert_eq(found_bytes(), 0, "shorter than its header");
    put_all();
    store_u32((u8 *)machine_ram(FOUND_PHYS + 4), UINT32_MAX);
    cr_assert_eq(found_bytes(), 0, "longer than memory");
    store_u32(put_all() + 20, 35);
    sign_rsdp();
    cr_assert_eq(found_bytes(), 0, "a root pointer of revision 2 has 36 bytes");
}

Test(acpi_find_table, skips_addresses_without_memory)
{
    put_all();
    store_u64((u8 *)machine_ram(XSDT_PHYS + 36), 0xfffffffffffffff0);
    sign_table(XSDT_PHYS);
    cr_assert_eq(found_bytes(), 44);
}

Test(acpi_find_table, takes_a_table_that_ends_where_its_region_does)
{
    put_all();
    const u64 start_phys = MACHINE_RAM_START_PHYS + MACHINE_RAM_BYTES - 44;
    store_u64((u8 *)machine_ram(XSDT_PHYS + 44), start_phys);
    sign_table(XSDT_PHYS);
    put_table(start_phys, "APIC", 44);
    cr_assert_eq(found_bytes(), 44);
    store_u32((u8 *)machine_ram(start_phys + 4), 45);
    cr_assert_eq(found_bytes(), 0, "one byte more lies outside");
}

Test(acpi_rsdp_is_valid, needs_as_many_bytes_as_it_says)
{
    const u8 *rsdp = put_all();
    cr_assert(acpi_rsdp_is_valid((struct bytes) { rsdp, 36 }));
    cr_assert_not(acpi_rsdp_is_valid((struct bytes) { rsdp, 35 }));
    cr_assert_not(acpi_rsdp_is_valid((struct bytes) { rsdp, 19 }));
}
