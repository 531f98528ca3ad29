/* Which volume a device path leads to. Pure. */
#ifndef UEFI_DEVICE_PATH_H
#define UEFI_DEVICE_PATH_H
#include "common/base/bytes.h"
#include "include/lintel/info.h"

/* A device path has no length, only an end node; far longer ones than this are not known. */
#define DEVICE_PATH_BYTES_MAX 4096

/* Fills in what the last node that names a partition says: kind, number, first block, and the GUID or signature. Without such a
 * node `identity` stays as it was. Stops at the end node, at a malformed one, or at the end of `path`. */
void device_path_identify(struct bytes path, struct boot_volume *identity);

/* Copies what comes before the node of a hard drive's partition, and an end node: the path of the disk itself. `copy` has
 * DEVICE_PATH_BYTES_MAX bytes. False without such a node. */
bool device_path_of_disk(struct bytes path, u8 *copy);

/* Whether the node is the path's end. */
bool device_path_is_end(const u8 *node);

#endif
