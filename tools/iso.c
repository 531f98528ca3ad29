/* `lintel iso`: a kernel becomes a hybrid ISO. */
#include "tools/build.h"
#include "tools/product.h"
#include "tools/tool.h"

enum outcome verb_iso(int argc, char **argv)
{
    static const struct product iso = {
        .doc = "Checks KERNEL as the loader would and makes an ISO that boots it from a CD and, the same file written to it, "
               "from a USB stick, on BIOS and on UEFI. Needs xorriso.\v"
               "For example:\n"
               "  lintel iso kernel.elf -o os.iso\n"
               "  lintel run os.iso --medium usb --door uefi\n\n"
               "The ISO is the same, bit by bit, for the same input. An existing IMAGE is replaced only if all went well.",
        .output_word = "IMAGE",
        .output_help = "Write the image to IMAGE (required)",
        .no_stream = NO_STREAM_FOR_IMAGES,
        .image_argp = &iso_argp,
        .is_iso = true,
        .check_options = image_options_check_iso,
        .write = build_image,
    };
    return product_make(&iso, argc, argv);
}
