/* The timer's port, if it has one. */
#include "common/acpi/acpi.h"
#include <criterion/criterion.h>

static u8 fadt[244];

static void fill(u32 address, u8 timer_bytes)
{
    memset(fadt, 0, sizeof(fadt));
    store_u32(fadt + 76, address);
    fadt[91] = timer_bytes;
}

static bool find(size_t len, u16 *port)
{
    return fadt_pm_timer((struct bytes) { fadt, len }, port);
}

Test(fadt_pm_timer, finds_the_port)
{
    u16 port = 0;
    fill(0x608, 4);
    cr_assert(find(116, &port));
    cr_assert_eq(port, 0x608);
    fill(0xffff, 4);
    cr_assert(find(sizeof(fadt), &port));
    cr_assert_eq(port, 0xffff);
}

Test(fadt_pm_timer, refuses_a_table_that_is_too_short)
{
    u16 port;
    fill(0x608, 4);
    cr_assert_not(find(115, &port));
    cr_assert_not(find(0, &port));
}

Test(fadt_pm_timer, refuses_a_timer_that_is_no_port)
{
    u16 port;
    fill(0, 4);
    cr_assert_not(find(sizeof(fadt), &port));
    fill(0x10000, 4);
    cr_assert_not(find(sizeof(fadt), &port));
    fill(0x608, 0);
    cr_assert_not(find(sizeof(fadt), &port));
}
