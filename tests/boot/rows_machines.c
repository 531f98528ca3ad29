/* Machines: every disk on both chipsets; memory from little to much, CPUs that have less and more, one and four of them, each of
 * which meets every disk or chipset somewhere. hello on AHCI and virtio-blk in all combinations is in rows_matrix.c. */
#include "tests/boot/row.h"

#define HELLO       .kernel = "hello", .cold = true, .serial = { "Hello from a kernel that Lintel" }
#define PC          HELLO, .machine = "pc"
#define Q35         HELLO, .machine = "q35"
#define NO_NX       .cpu = "qemu64,-nx"
#define NO_GIB_PAGE .cpu = "max,-pdpe1gb,-la57"
#define FOUR_CPUS   .cpu_count = 4

BOOT_TEST_ON_BOTH_DOORS(machine_pc_ide, PC, .disk = DISK_IDE, NO_NX, .memory_mib = 64)
BOOT_TEST_ON_BOTH_DOORS(machine_pc_ahci, PC, .disk = DISK_AHCI, .cpu = "max", .memory_mib = 128, FOUR_CPUS)
BOOT_TEST_ON_BOTH_DOORS(machine_pc_virtio, PC, .disk = DISK_VIRTIO, .cpu = "EPYC", .memory_mib = 16384)
BOOT_TEST_ON_BOTH_DOORS(machine_pc_virtio_scsi, PC, .disk = DISK_VIRTIO_SCSI, NO_GIB_PAGE, .memory_mib = 3072)
BOOT_TEST_ON_BOTH_DOORS(machine_pc_nvme, PC, .disk = DISK_NVME, .memory_mib = 6144, FOUR_CPUS)
BOOT_TEST_ON_BOTH_DOORS(machine_pc_usb, PC, .disk = DISK_USB, .cpu = "EPYC", .memory_mib = 96, FOUR_CPUS)
BOOT_TEST_ON_BOTH_DOORS(machine_q35_ide, Q35, .disk = DISK_IDE, .cpu = "max", .memory_mib = 6144)
BOOT_TEST_ON_BOTH_DOORS(machine_q35_ahci, Q35, .disk = DISK_AHCI, .cpu = "EPYC", .memory_mib = 64, FOUR_CPUS)
BOOT_TEST_ON_BOTH_DOORS(machine_q35_virtio, Q35, .disk = DISK_VIRTIO, NO_NX, .memory_mib = 3072, FOUR_CPUS)
BOOT_TEST_ON_BOTH_DOORS(machine_q35_virtio_scsi, Q35, .disk = DISK_VIRTIO_SCSI, .memory_mib = 16384, FOUR_CPUS)
BOOT_TEST_ON_BOTH_DOORS(machine_q35_nvme, Q35, .disk = DISK_NVME, NO_GIB_PAGE, .memory_mib = 96)
BOOT_TEST_ON_BOTH_DOORS(machine_q35_usb, Q35, .disk = DISK_USB, .cpu = "max", .memory_mib = 128)

BOOT_TEST(machine_with_the_2_mib_firmware_uefi, Q35, .door = DOOR_UEFI, .small_ovmf = true)

/* OVMF needs more than this. */
BOOT_TEST(machine_with_32_mib_bios, Q35, .door = DOOR_BIOS, .memory_mib = 32)
