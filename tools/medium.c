/* The buses that both firmwares of QEMU boot from. */
#include "tools/medium.h"
#include <string.h>

static const struct medium media[] = {
    { "ahci", "q35", NULL, "ide-hd,bus=ide.0", false }, { "ide", "pc", NULL, "ide-hd,bus=ide.0", false },
    { "virtio", "q35", NULL, "virtio-blk-pci", true },  { "nvme", "q35", NULL, "nvme,serial=lintel", true },
    { "usb", "q35", "qemu-xhci", "usb-storage", true },
};

const struct medium *medium_at(size_t index)
{
    return index < COUNT_OF(media) ? &media[index] : NULL;
}

const struct medium *medium_find(const char *word)
{
    for (size_t i = 0; i < COUNT_OF(media); i++)
        if (strcmp(media[i].word, word) == 0)
            return &media[i];
    return NULL;
}
