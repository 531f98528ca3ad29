/* Writes a classic partition table with one partition, for the host tool: the table that firmware finds plausible, because every
 * stick comes with such a one. */
#include "common/base/string.h"
#include "common/disk/mbr.h"
#include "common/disk/mbr_format.h"

#define CYLINDER_LAST 1023u /* of ten bits */

/* Sector and head as a disk of this geometry counts them; what lies too far out has the highest address that there is. */
static void write_chs(u8 *chs, u64 lba)
{
    u64 cylinder = lba / MBR_TRACK_SECTORS / MBR_HEADS;
    u64 head = lba / MBR_TRACK_SECTORS % MBR_HEADS;
    u64 sector = lba % MBR_TRACK_SECTORS + 1;
    if (cylinder > CYLINDER_LAST) {
        cylinder = CYLINDER_LAST;
        head = MBR_HEADS - 1;
        sector = MBR_TRACK_SECTORS;
    }
    chs[0] = (u8)head;
    chs[1] = (u8)(sector | (cylinder >> 8) << 6);
    chs[2] = (u8)cylinder;
}

void mbr_write(const struct mbr_plan *plan, u8 *first_sector)
{
    u8 *entry = first_sector + MBR_ENTRIES;
    memset(first_sector + MBR_CODE_BYTES, 0, MBR_BYTES - MBR_CODE_BYTES);
    store_u32(first_sector + MBR_DISK_ID, plan->signature);
    entry[MBR_ENTRY_STATUS] = MBR_STATUS_ACTIVE;
    write_chs(entry + MBR_ENTRY_FIRST_CHS, plan->first_lba);
    entry[MBR_ENTRY_TYPE] = MBR_TYPE_EFI_SYSTEM;
    write_chs(entry + MBR_ENTRY_LAST_CHS, (u64)plan->first_lba + plan->sectors - 1);
    store_u32(entry + MBR_ENTRY_FIRST_LBA, plan->first_lba);
    store_u32(entry + MBR_ENTRY_SECTORS, plan->sectors);
    store_u16(first_sector + MBR_SIGNATURE, MBR_SIGNATURE_IS);
}
