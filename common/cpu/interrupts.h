/* The interrupt controllers, brought to rest: nothing of the firmware's may interrupt a kernel that has just said sti. */
#ifndef COMMON_CPU_INTERRUPTS_H
#define COMMON_CPU_INTERRUPTS_H
#include "common/base/types.h"

/* Every line of both 8259s. */
void legacy_interrupts_mask(void);

/* The entries of fixed and of lowest-priority delivery; SMI, NMI, INIT and ExtINT are the firmware's. `registers` is where the
 * I/O APIC is; false if none answers there. */
#define IO_APIC_BYTES 32
bool io_apic_mask(void *registers);

enum local_apic { LOCAL_APIC_NONE, LOCAL_APIC_IN_MEMORY, LOCAL_APIC_X2 };

/* All entries of the local vector table masked, and whatever is in service ended; its mode stays. After the others: the end of a
 * level-triggered interrupt would let it come again. */
enum local_apic local_apic_quiet(void);

#endif
