/* `lintel iso`: a kernel becomes a hybrid ISO. */
#include "tools/build.h"

enum outcome verb_iso(int argc, char **argv)
{
    return build_image(
        "Checks KERNEL as the loader would and makes an ISO that boots it from a CD and, the same file written to it, "
        "from a USB stick, on BIOS and on UEFI. Needs xorriso.\v"
        "For example:\n"
        "  lintel iso kernel.elf -o os.iso\n"
        "  lintel run os.iso --medium usb --door uefi\n\n"
        "The ISO is the same, bit by bit, for the same input. An existing IMAGE is replaced only if all went well.",
        true, argc, argv);
}
