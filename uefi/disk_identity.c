/* The whole disk through the firmware's Block I/O (UEFI 2.10 13.9): one sector for its GUID, one for its signature. */
#include "uefi/disk_identity.h"
#include "common/base/string.h"
#include "common/disk/gpt.h"
#include "common/disk/mbr_format.h"
#include "uefi/device_path.h"
#include "uefi/firmware.h"

#define BLOCK_BYTES_MAX 4096

static const struct efi_guid block_io_guid = EFI_BLOCK_IO_GUID;

/* A block at a time, into a buffer that suits any `io_align`. */
static struct error read_disk(struct reader *reader, u64 offset, void *destination, u64 len)
{
    _Alignas(BLOCK_BYTES_MAX) static u8 block[BLOCK_BYTES_MAX];
    struct efi_block_io *disk = reader->context;
    const u32 block_bytes = disk->media->block_bytes;
    for (u8 *to = destination; len > 0;) {
        const u64 skipped = offset % block_bytes;
        const u64 part = min_u64(len, block_bytes - skipped);
        const efi_status status = disk->read_blocks(disk, disk->media->id, offset / block_bytes, block_bytes, block);
        if (status != EFI_SUCCESS)
            return error_about(ERR_DISK_READ, reader->name, offset / block_bytes);
        memcpy(to, block + skipped, (size_t)part);
        to += part;
        offset += part;
        len -= part;
    }
    return OK;
}

/* The device of the path without its partition; NULL if the firmware has none that reads blocks. */
static struct efi_block_io *find_disk(struct bytes partition_path)
{
    static u8 path[DEVICE_PATH_BYTES_MAX];
    const u8 *rest = path;
    efi_handle device = NULL;
    if (!device_path_of_disk(partition_path, path))
        return NULL;
    if (firmware.boot->locate_device_path(&block_io_guid, &rest, &device) != EFI_SUCCESS || !device_path_is_end(rest))
        return NULL;
    return firmware_protocol(device, &block_io_guid);
}

void disk_identity_add(struct bytes partition_path, struct boot_volume *identity)
{
    if (identity->kind != VOLUME_GPT)
        return;
    struct efi_block_io *disk = find_disk(partition_path);
    if (disk == NULL || disk->media == NULL || disk->media->block_bytes < MBR_BYTES || disk->media->block_bytes > BLOCK_BYTES_MAX)
        return;
    const u32 block_bytes = disk->media->block_bytes;
    const u64 blocks = min_u64(disk->media->last_block, UINT64_MAX / BLOCK_BYTES_MAX - 1) + 1;
    struct reader reader = { .read = read_disk, .bytes = blocks * block_bytes, .name = "the boot disk", .context = disk };
    u8 signature[4];
    struct error error = gpt_read_disk_guid(&reader, block_bytes, identity->disk_guid);
    if (error.code == ERR_NONE)
        error = reader_read(&reader, MBR_DISK_ID, signature, sizeof(signature));
    if (error.code == ERR_NONE)
        identity->mbr_signature = load_u32(signature);
}
