/* What a machine boots from. */
#ifndef TOOLS_MACHINE_MEDIUM_H
#define TOOLS_MACHINE_MEDIUM_H
#include "common/base/error.h"
#include "tools/image/disk_image.h"

#define MEDIUM_WORDS "ahci, ide, virtio, nvme, usb, cd, pxe"

struct medium {
    const char *word;       /* on the command line                                        */
    const char *machine;    /* QEMU's machine that has such a bus                         */
    const char *controller; /* QEMU's device that makes the bus, or NULL: it is there     */
    const char *device;     /* QEMU's device for the medium itself                        */
    bool has_large_sectors; /* whether it can have sectors of other than 512 bytes        */
    bool is_optical;        /* an ISO, and nothing else                                   */
    bool is_network;        /* a folder of files, and no image                            */
};

const struct medium *medium_find(const char *word); /* NULL: there is none such */
const struct medium *medium_at(size_t index);       /* NULL behind the last     */

const char *medium_word_at(size_t index); /* its word, or NULL */

/* The usual one for such an image: a CD for an ISO, though that is a disk as well. */
const struct medium *medium_of_image(const struct disk_image *image);

/* Whether a machine boots from the image of that name as that; a network has none. ERR_HOST_SECTORS_FOR_BIOS, ERR_HOST_NOT_ISO,
 * ERR_HOST_SECTORS_FOR_MEDIUM. */
struct error medium_check(const struct medium *medium, bool is_uefi, const char *path, const struct disk_image *image);

#endif
