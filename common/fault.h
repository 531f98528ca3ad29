/* CPU faults in the loader itself, where no firmware answers them. On BIOS none is silent, from the first line of C on. On UEFI,
 * once the firmware is left, one that needs another stack is: there is no TSS of ours. */
#ifndef COMMON_FAULT_H
#define COMMON_FAULT_H

/* Loads an IDT whose gates report L109 and stop. `interrupt_stack`: which one of the TSS's interrupt stack table they run on; 0:
 * the one that is in use. */
void faults_catch(unsigned interrupt_stack);

#endif
