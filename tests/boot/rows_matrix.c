/* One and the same image file of hello, on both doors, with and without a display. Every disk, memory size and CPU is in cross/.
 */
#include "tests/boot/row.h"

#define HELLO .kernel = "hello", .cold = true
#define HELLO_SAYS(framebuffer)                                                                                                  \
    .serial = { "Hello from a kernel that Lintel", "framebuffer:  " framebuffer, "ramdisk:      none" }

BOOT_TEST_ON_BOTH_DOORS(hello_display, HELLO, HELLO_SAYS("1280 x 800, 32 bits"))
BOOT_TEST_ON_BOTH_DOORS(hello_no_display, HELLO, HELLO_SAYS("none"), .no_display = true)

/* The other compiler. */
BOOT_TEST_ON_BOTH_DOORS(hello_built_by_clang, .kernel = "hello-clang", HELLO_SAYS("1280 x 800, 32 bits"))
