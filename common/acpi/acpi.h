/* The firmware's ACPI tables, read from physical memory. Total: whatever lies there, the answer is a checked table or "none". */
#ifndef COMMON_ACPI_ACPI_H
#define COMMON_ACPI_ACPI_H
#include "common/base/bytes.h"
#include "common/memory/map.h"

/* The root pointer at the front of `anchor`: signature and checksums are right (ACPI 6.5 section 5.2.5.3). */
bool acpi_rsdp_is_valid(struct bytes anchor);

/* The first table of that signature, by the XSDT, else by the RSDT: whole, in one region of the clean map `memory`, its checksum
 * right. `rsdp_phys` may be 0, or wrong. */
bool acpi_find_table(const struct memory_map *memory, u64 rsdp_phys, const char signature[4], struct bytes *table);

/* The next I/O APIC of a table "APIC" (5.2.12.3). `*offset` is where to look on, 0 at first; false at the end. */
bool madt_next_io_apic(struct bytes madt, u64 *offset, u64 *start_phys);

/* The I/O port of the power management timer by a table "FACP" (5.2.9): 3 579 545 ticks a second, at least 24 bits wide. False if
 * the machine has none, or has it elsewhere. */
#define PM_TIMER_HZ   3579545ull
#define PM_TIMER_MASK 0xffffffu
bool fadt_pm_timer(struct bytes fadt, u16 *port);

#endif
