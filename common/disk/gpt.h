/* GUID partition tables (UEFI 2.10 §5): the BIOS door reads them, the host tool writes them, with the same knowledge of the
 * format. */
#ifndef COMMON_DISK_GPT_H
#define COMMON_DISK_GPT_H
#include "common/disk/partition.h"

#define GPT_ENTRIES     128
#define GPT_ENTRY_BYTES 128

extern const u8 gpt_type_efi_system[16]; /* C12A7328-F81F-11D2-BA4B-00A0C93EC93B, as stored */
extern const u8 gpt_type_bios_boot[16];  /* 21686148-6449-6E6F-744E-656564454649            */

/* The GPT alone; `first_sector` is LBA 0, MBR_BYTES of it, which the caller has read already. ERR_NO_PARTITION_TABLE if the MBR
 * has no protective entry of type EEh and LBA 1 no GPT header. ERR_READ_PAST_END: the table is good and the partition reaches
 * past the end of the disk. */
struct error gpt_find_partition(struct reader *disk, u32 sector_bytes, struct bytes first_sector, const u8 type_guid[16],
                                struct disk_identity *identity, struct partition *partition, bool *used_backup);

/* The disk's GUID, from the primary header, else from the one in the disk's last sector. */
struct error gpt_read_disk_guid(struct reader *disk, u32 sector_bytes, u8 disk_guid[16]);

/* One copy of the table alone, whatever it says: header and entries, by their checksums; for whoever wants both to be good, as no
 * loader does. ERR_GPT_DAMAGED, ERR_READ_PAST_END. */
struct error gpt_check_copy(struct reader *disk, u32 sector_bytes, u64 header_lba);

/* Whether a header, or what there is of it, begins as one. */
bool gpt_is_signed(struct bytes header);

/* Writing, for the host tool. `partitions[i]` gets number i + 1; names are ASCII. The buffers hold whole sectors:
 * `primary` is LBA 0 (the MBR: only bytes 440.. are written, the code area is the caller's), the header and the entries:
 * gpt_primary_bytes; `backup` the entries and the header for the disk's last sectors: gpt_backup_bytes. */
struct gpt_plan {
    u64 disk_sectors;
    u32 sector_bytes;
    u8 disk_guid[16];
    u32 mbr_signature;
    const struct partition *partitions;
    const char *const *names;
    u32 partition_count;
};
u64 gpt_primary_bytes(u32 sector_bytes);
u64 gpt_backup_bytes(u32 sector_bytes);
void gpt_write(const struct gpt_plan *plan, u8 *primary, u8 *backup);

#endif
