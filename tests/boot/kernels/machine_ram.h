/* The RAM of the virtual machine, as QEMU tells it by its fw_cfg device (QEMU's docs/specs/fw_cfg and its file etc/e820). */
#ifndef TESTS_BOOT_KERNELS_MACHINE_RAM_H
#define TESTS_BOOT_KERNELS_MACHINE_RAM_H
#include <stdbool.h>
#include <stdint.h>

uint64_t machine_ram_bytes(void);

/* Whether all of a range is RAM. */
bool machine_has_ram(uint64_t start_phys, uint64_t bytes);

#endif
