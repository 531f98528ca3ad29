/* What a machine boots from. */
#ifndef TOOLS_MEDIUM_H
#define TOOLS_MEDIUM_H
#include "common/base/types.h"

struct medium {
    const char *word;       /* on the command line                                        */
    const char *machine;    /* QEMU's machine that has such a bus                         */
    const char *controller; /* QEMU's device that makes the bus, or NULL: it is there     */
    const char *disk;       /* QEMU's device for the disk                                 */
    bool has_large_sectors; /* whether the disk can have sectors of other than 512 bytes  */
};

#define MEDIUM_DEFAULT       "ahci"
#define MEDIUM_LARGE_SECTORS "virtio" /* the default for other sectors */

const struct medium *medium_find(const char *word); /* NULL: there is none such */
const struct medium *medium_at(size_t index);       /* NULL behind the last     */

#endif
