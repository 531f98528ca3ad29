/* What the boot disk says of itself beyond its partition's device path. */
#ifndef UEFI_DISK_IDENTITY_H
#define UEFI_DISK_IDENTITY_H
#include "common/base/bytes.h"
#include "include/lintel/info.h"

/* Adds the disk's GUID and its MBR signature to the identity of a GPT partition, whose device path it is. What cannot be read
 * stays absent: nothing of the boot depends on it. */
void disk_identity_add(struct bytes partition_path, struct boot_volume *identity);

#endif
