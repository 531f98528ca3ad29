/* The end of the firmware's boot services. */
#ifndef UEFI_LEAVE_H
#define UEFI_LEAVE_H
#include "uefi/firmware_map.h"

/* How often ExitBootServices is tried: machines are known that take two; one that takes more than this never will. */
#define LEAVE_ATTEMPTS 8

/* Ends boot services; `map` then holds the final map, not yet translated. ERR_EXIT_BOOT_SERVICES with the last status; from the
 * first refusal on, memory services are all that may be called (UEFI 2.10 7.4.6). The caller switches interrupts off at once. */
struct error leave_boot_services(struct firmware_map *map);

#endif
