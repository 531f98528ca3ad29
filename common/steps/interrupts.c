/* Silence: with the firmware gone, nobody answers its interrupts any more. */
#include "common/cpu/interrupts.h"
#include "common/acpi/acpi.h"
#include "common/acpi/reach.h"
#include "common/log/log.h"
#include "common/steps/steps.h"

/* The table's word alone is not enough to write there: the address must be no memory, and something must answer as an I/O APIC.
 */
static void silence_io_apic(const struct boot *b, u64 start_phys)
{
    const bool is_plausible = start_phys % IO_APIC_BYTES == 0 && memory_is_free_for_device(&b->memory, start_phys, IO_APIC_BYTES);
    if (!is_plausible || !io_apic_mask(platform_at(start_phys)))
        log_warning("the firmware's tables name an I/O APIC at %x, where none is", start_phys);
}

static void silence_io_apics(const struct boot *b)
{
    struct firmware_facts facts;
    struct bytes madt;
    u64 offset = 0;
    u64 start_phys;
    platform_describe(&facts);
    if (!acpi_find_table(&b->memory, facts.rsdp_phys, "APIC", &madt))
        return;
    while (madt_next_io_apic(madt, &offset, &start_phys))
        silence_io_apic(b, start_phys);
}

void silence_interrupts(const struct boot *b)
{
    legacy_interrupts_mask();
    silence_io_apics(b);
    if (local_apic_quiet() == LOCAL_APIC_X2)
        log_info("the local APIC is in x2APIC mode, and stays so");
}
