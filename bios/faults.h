/* CPU faults in the loader itself: from the first line of C until the resident takes over, none is silent. */
#ifndef BIOS_FAULTS_H
#define BIOS_FAULTS_H

/* Loads the IDT. */
void faults_start(void);

#endif
