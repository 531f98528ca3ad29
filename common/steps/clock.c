/* How fast the time stamp counter is. If nobody says, it is measured while the files are read. */
#include "common/acpi/acpi.h"
#include "common/log/log.h"
#include "common/steps/steps.h"

static u16 pm_timer_port(const struct boot *b)
{
    struct firmware_facts facts;
    struct bytes fadt;
    u16 port = 0;
    platform_describe(&facts);
    if (acpi_find_table(&b->memory, facts.rsdp_phys, "FACP", &fadt))
        (void)fadt_pm_timer(fadt, &port);
    return port;
}

void start_clock(struct boot *b)
{
    b->tsc = tsc_ask();
    if (b->tsc.hz == 0)
        tsc_measure_start(pm_timer_port(b), &b->tsc_measurement);
}

void stop_clock(struct boot *b)
{
    if (b->tsc.hz == 0)
        b->tsc = tsc_measure_end(&b->tsc_measurement);
    if (b->tsc.hz == 0)
        log_warning("no clock counts, so the time stamp counter's frequency is unknown");
}
