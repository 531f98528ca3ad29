/* The fixed hardware's table, of which only the timer is of interest: ACPI 6.5 sections 5.2.9 and 4.8.3.3. */
#include "common/acpi/acpi.h"

enum { FADT_PM_TIMER = 76, FADT_PM_TIMER_BYTES = 91, FADT_BYTES_1 = 116 };
enum { TIMER_BYTES = 4 };

/* The older of the table's two fields: the extended one says the same wherever the timer is a port. */
bool fadt_pm_timer(struct bytes fadt, u16 *port)
{
    if (fadt.len < FADT_BYTES_1 || fadt.data[FADT_PM_TIMER_BYTES] != TIMER_BYTES)
        return false;
    const u32 address = load_u32(fadt.data + FADT_PM_TIMER);
    if (address == 0 || address > UINT16_MAX)
        return false;
    *port = (u16)address;
    return true;
}
