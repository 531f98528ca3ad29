/* What both firmwares of QEMU boot from. Its USB sticks can be told other sectors than of 512 bytes, and then OVMF does not read
 * them. */
#include "tools/machine/medium.h"
#include "tools/machine/qemu.h"
#include <string.h>

static const struct medium media[] = {
    { .word = "ahci", .machine = "q35", .device = "ide-hd,bus=ide.0" },
    { .word = "ide", .machine = "pc", .device = "ide-hd,bus=ide.0" },
    { .word = "virtio", .machine = "q35", .device = "virtio-blk-pci", .has_large_sectors = true },
    { .word = "nvme", .machine = "q35", .device = "nvme,serial=lintel", .has_large_sectors = true },
    { .word = "usb", .machine = "q35", .controller = "qemu-xhci", .device = "usb-storage" },
    { .word = "cd", .machine = "q35", .device = "ide-cd,bus=ide.0", .is_optical = true },
    { .word = "pxe", .machine = "q35", .device = "virtio-net-pci", .is_network = true },
};

const struct medium *medium_at(size_t index)
{
    return index < COUNT_OF(media) ? &media[index] : NULL;
}

const char *medium_word_at(size_t index)
{
    return index < COUNT_OF(media) ? media[index].word : NULL;
}

const struct medium *medium_find(const char *word)
{
    for (size_t i = 0; i < COUNT_OF(media); i++)
        if (strcmp(media[i].word, word) == 0)
            return &media[i];
    return NULL;
}

struct error medium_check(const struct medium *medium, bool is_uefi, const char *path, const struct disk_image *image)
{
    if (medium->is_network)
        return OK;
    if (!is_uefi && image->sector_bytes != QEMU_BIOS_SECTOR_BYTES)
        return error_about(ERR_HOST_SECTORS_FOR_BIOS, path, image->sector_bytes);
    if (medium->is_optical && !image->is_iso)
        return error_about(ERR_HOST_NOT_ISO, path, image->sector_bytes);
    if (image->sector_bytes != QEMU_BIOS_SECTOR_BYTES && !medium->has_large_sectors)
        return error_about(ERR_HOST_SECTORS_FOR_MEDIUM, medium->word, image->sector_bytes);
    return OK;
}

const struct medium *medium_of_image(const struct disk_image *image)
{
    if (image->is_iso)
        return medium_find("cd");
    return medium_find(image->sector_bytes == QEMU_BIOS_SECTOR_BYTES ? "ahci" : "virtio");
}
