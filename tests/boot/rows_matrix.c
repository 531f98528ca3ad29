/* One and the same image file of hello, on every door, disk bus, memory size, with and without a display. */
#include "tests/boot/row.h"

#define HELLO .kernel = "hello", .cold = true
#define HELLO_SAYS(framebuffer)                                                                                                  \
    .serial = { "Hello from a kernel that Lintel", "framebuffer:  " framebuffer, "ramdisk:      none" }

#define WITH_AND_WITHOUT_DISPLAY(name, ...)                                                                                      \
    BOOT_TEST_ON_BOTH_DOORS(name##_display, HELLO, HELLO_SAYS("1280 x 800, 32 bits"), __VA_ARGS__)                               \
    BOOT_TEST_ON_BOTH_DOORS(name##_no_display, HELLO, HELLO_SAYS("none"), .no_display = true, __VA_ARGS__)

WITH_AND_WITHOUT_DISPLAY(hello_ahci_128_mib, .disk = DISK_AHCI, .memory_mib = 128)
WITH_AND_WITHOUT_DISPLAY(hello_ahci_6_gib, .disk = DISK_AHCI, .memory_mib = 6144)
WITH_AND_WITHOUT_DISPLAY(hello_virtio_128_mib, .disk = DISK_VIRTIO, .memory_mib = 128)
WITH_AND_WITHOUT_DISPLAY(hello_virtio_6_gib, .disk = DISK_VIRTIO, .memory_mib = 6144)

/* The other compiler. */
BOOT_TEST_ON_BOTH_DOORS(hello_built_by_clang, .kernel = "hello-clang", HELLO_SAYS("1280 x 800, 32 bits"))
