/* CPU faults in the loader itself: where the firmware does not answer them, none is silent. */
#ifndef COMMON_FAULT_H
#define COMMON_FAULT_H

/* Loads an IDT whose gates report L109 and stop. `interrupt_stack`: which one of the TSS's interrupt stack table they run on; 0:
 * the one that is in use. */
void faults_catch(unsigned interrupt_stack);

#endif
