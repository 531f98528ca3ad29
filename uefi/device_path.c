/* Which volume a device path leads to: UEFI 2.10 10.3.5, media device paths. */
#include "uefi/device_path.h"
#include "common/base/string.h"

enum { TYPE_MEDIA = 4, TYPE_END = 0x7f };
enum { END_ENTIRE = 0xff };
enum { MEDIA_HARD_DRIVE = 1, MEDIA_CD = 2 };
enum { HEADER_BYTES = 4, HARD_DRIVE_BYTES = 42, CD_BYTES = 24 };
enum { SIGNATURE_NONE, SIGNATURE_MBR, SIGNATURE_GUID };

/* Number, first block, size, signature, table format, kind of signature. */
static void read_hard_drive(const u8 *node, struct boot_volume *identity)
{
    const u8 *signature = node + 24;
    u8 signature_kind = node[41];
    *identity = (struct boot_volume) {
        .kind = signature_kind == SIGNATURE_GUID ? VOLUME_GPT : VOLUME_MBR,
        .partition_number = load_u32(node + 4),
        .partition_first_lba = load_u64(node + 8),
    };
    if (signature_kind == SIGNATURE_GUID)
        memcpy(identity->partition_guid, signature, sizeof(identity->partition_guid));
    if (signature_kind == SIGNATURE_MBR)
        identity->mbr_signature = load_u32(signature);
}

/* Boot entry, first block, size. */
static void read_cd(const u8 *node, struct boot_volume *identity)
{
    *identity = (struct boot_volume) { .kind = VOLUME_OPTICAL, .partition_first_lba = load_u64(node + 8) };
}

static void read_node(struct bytes node, struct boot_volume *identity)
{
    if (node.data[0] != TYPE_MEDIA)
        return;
    if (node.data[1] == MEDIA_HARD_DRIVE && node.len >= HARD_DRIVE_BYTES)
        read_hard_drive(node.data, identity);
    if (node.data[1] == MEDIA_CD && node.len >= CD_BYTES)
        read_cd(node.data, identity);
}

void device_path_identify(struct bytes path, struct boot_volume *identity)
{
    struct bytes header, node;
    u64 offset = 0;
    while (bytes_slice(path, offset, HEADER_BYTES, &header) && header.data[0] != TYPE_END) {
        u16 node_bytes = load_u16(header.data + 2);
        if (node_bytes < HEADER_BYTES || !bytes_slice(path, offset, node_bytes, &node))
            return;
        read_node(node, identity);
        offset += node_bytes;
    }
}

bool device_path_is_end(const u8 *node)
{
    return node[0] == TYPE_END;
}

bool device_path_of_disk(struct bytes path, u8 *copy)
{
    static const u8 end[HEADER_BYTES] = { TYPE_END, END_ENTIRE, HEADER_BYTES, 0 };
    struct bytes header;
    u64 offset = 0;
    while (bytes_slice(path, offset, HEADER_BYTES, &header) && !device_path_is_end(header.data)) {
        const u16 node_bytes = load_u16(header.data + 2);
        if (header.data[0] == TYPE_MEDIA && header.data[1] == MEDIA_HARD_DRIVE) {
            memcpy(copy, path.data, (size_t)offset);
            memcpy(copy + offset, end, sizeof(end));
            return true;
        }
        if (node_bytes < HEADER_BYTES)
            return false;
        offset += node_bytes;
    }
    return false;
}
