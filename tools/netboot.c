/* `lintel netboot`: a kernel becomes a folder for a TFTP server. */
#include "tools/base/progress.h"
#include "tools/image/netboot_folder.h"
#include "tools/product.h"
#include "tools/tool.h"

static struct error write_folder(struct image_input *input, const char *output_path, struct text *said)
{
    TRY(netboot_folder_check(output_path, input));
    text_add(said, "boots on BIOS by %s and on UEFI by %s", NETBOOT_BIOS_PATH + 1, NETBOOT_UEFI_PATH + 1);
    struct progress progress = { .name = output_path, .fd = -1 };
    progress_start(&progress, input->shows_progress);
    const struct error error = netboot_folder_write(output_path, input);
    progress_stop(&progress);
    return error;
}

enum outcome verb_netboot(int argc, char **argv)
{
    static const struct product folder = {
        .doc =
            "Checks KERNEL as the loader would and makes a folder that boots it from a TFTP server, on BIOS and on UEFI by PXE.\v"
            "For example:\n"
            "  lintel netboot kernel.elf -o /srv/tftp/lintel --ramdisk initrd\n\n"
            "BIOS machines are to be given lintel.nbp as their boot file, UEFI machines BOOTX64.EFI: docs/netboot.md has the "
            "lines for dnsmasq. An existing DIR is replaced if there is nothing in it but what this verb writes.",
        .output_word = "DIR",
        .output_help = "Write the folder to DIR (required)",
        .no_stream = "a folder cannot be written to standard output; ./- is a name",
        .image_argp = &folder_argp,
        .check_options = image_options_check_no_disk,
        .write = write_folder,
    };
    return product_make(&folder, argc, argv);
}
