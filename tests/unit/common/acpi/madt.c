/* I/O APICs in a list that may end anywhere. */
#include "common/acpi/acpi.h"
#include <criterion/criterion.h>

#define HEADER 44

static const u8 madt[HEADER + 8 + 12 + 10 + 12] = {
    [HEADER] = 0,      8,                                /* a local APIC                      */
    [HEADER + 8] = 1,  12, 2, 0, 0x00, 0x00, 0xc0, 0xfe, /* an I/O APIC at fec00000           */
    [HEADER + 20] = 2, 10,                               /* an interrupt source override      */
    [HEADER + 30] = 1, 12, 3, 0, 0x00, 0x10, 0xc0, 0xfe, /* another                           */
};

static u64 count(struct bytes table, u64 *last_phys)
{
    u64 found = 0, offset = 0;
    while (madt_next_io_apic(table, &offset, last_phys))
        found++;
    return found;
}

Test(madt_next_io_apic, goes_from_one_to_the_next)
{
    u64 offset = 0, start_phys;
    const struct bytes table = { madt, sizeof(madt) };
    cr_assert(madt_next_io_apic(table, &offset, &start_phys));
    cr_assert_eq(start_phys, 0xfec00000);
    cr_assert(madt_next_io_apic(table, &offset, &start_phys));
    cr_assert_eq(start_phys, 0xfec01000);
    cr_assert_not(madt_next_io_apic(table, &offset, &start_phys));
}

Test(madt_next_io_apic, stops_where_the_table_is_cut)
{
    u64 start_phys;
    cr_assert_eq(count((struct bytes) { madt, sizeof(madt) - 1 }, &start_phys), 1);
    cr_assert_eq(count((struct bytes) { madt, HEADER + 20 }, &start_phys), 1);
    cr_assert_eq(count((struct bytes) { madt, HEADER + 19 }, &start_phys), 0);
    cr_assert_eq(count((struct bytes) { madt, HEADER }, &start_phys), 0);
    cr_assert_eq(count((struct bytes) { madt, 0 }, &start_phys), 0);
}

Test(madt_next_io_apic, stops_at_an_entry_without_length)
{
    u64 start_phys;
    u8 damaged[sizeof(madt)];
    for (u8 len = 0; len < 2; len++) {
        memcpy(damaged, madt, sizeof(madt));
        damaged[HEADER + 21] = len;
        cr_assert_eq(count((struct bytes) { damaged, sizeof(damaged) }, &start_phys), 1);
    }
}

Test(madt_next_io_apic, skips_an_io_apic_that_is_too_short)
{
    u64 start_phys;
    u8 damaged[sizeof(madt)];
    memcpy(damaged, madt, sizeof(madt));
    damaged[HEADER + 20] = 1;
    cr_assert_eq(count((struct bytes) { damaged, sizeof(damaged) }, &start_phys), 2);
    cr_assert_eq(start_phys, 0xfec01000);
}
