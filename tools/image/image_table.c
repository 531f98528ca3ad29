/* Boot code, partition table and stage 2 of an image, for a GPT and for an MBR. */
#include "tools/image/image_table.h"
#include "bios/image.h"
#include "common/base/checked.h"
#include "common/disk/gpt.h"
#include "common/disk/mbr.h"
#include "tools/base/host_file.h"
#include "tools/image/boot_code.h"
#include "tools/image/guid.h"
#include <string.h>

#define SECTOR_BYTES_MAX  4096
#define PRIMARY_BYTES_MAX (2 * SECTOR_BYTES_MAX + GPT_ENTRIES * GPT_ENTRY_BYTES)
#define BACKUP_BYTES_MAX  (SECTOR_BYTES_MAX + GPT_ENTRIES * GPT_ENTRY_BYTES)

/* The image as these functions know it. */
struct target {
    const struct image_layout *layout;
    const u8 *seed;
    int fd;
    const char *name;
};

static struct error write_at(const struct target *target, u64 lba, const u8 *data, u64 len)
{
    return descriptor_write(target->fd, target->name, lba * target->layout->disk.sector_bytes,
                            (struct bytes) { data, (size_t)len });
}

static struct error plan_partitions(const struct target *target, struct partition partitions[2])
{
    const struct image_layout *layout = target->layout;
    u64 volume_end = layout->volume_lba + layout->volume_sectors;
    partitions[0] = (struct partition) { .first_lba = layout->stage2_lba, .last_lba = layout->volume_lba - 1, .number = 1 };
    partitions[1] = (struct partition) { .first_lba = layout->volume_lba, .last_lba = volume_end - 1, .number = 2 };
    memcpy(partitions[0].type_guid, gpt_type_bios_boot, 16);
    memcpy(partitions[1].type_guid, gpt_type_efi_system, 16);
    TRY(guid_derive(target->seed, "BIOS boot partition", partitions[0].guid));
    return guid_derive(target->seed, "EFI system partition", partitions[1].guid);
}

static struct error write_gpt(const struct target *target)
{
    static const char *const names[] = { "Lintel BIOS loader", "EFI system" };
    u8 primary[PRIMARY_BYTES_MAX] = { 0 }, backup[BACKUP_BYTES_MAX] = { 0 };
    struct partition partitions[2];
    struct gpt_plan plan = { .disk_sectors = target->layout->disk_sectors,
                             .sector_bytes = target->layout->disk.sector_bytes,
                             .partitions = partitions,
                             .names = names,
                             .partition_count = COUNT_OF(partitions) };
    u64 backup_bytes = gpt_backup_bytes(plan.sector_bytes);
    TRY(plan_partitions(target, partitions));
    TRY(guid_derive(target->seed, "disk", plan.disk_guid));
    TRY(serial_derive(target->seed, "MBR", &plan.mbr_signature));
    boot_code_place(target->layout->stage2_lba, plan.sector_bytes, primary);
    gpt_write(&plan, primary, backup);
    TRY(write_at(target, 0, primary, gpt_primary_bytes(plan.sector_bytes)));
    return write_at(target, plan.disk_sectors - backup_bytes / plan.sector_bytes, backup, backup_bytes);
}

/* The image has at most 2^32 sectors: what the volume has of them fits. */
static struct error write_mbr(const struct target *target)
{
    u8 first_sector[BOOT_SECTOR_BYTES];
    struct mbr_plan plan = { .first_lba = (u32)target->layout->volume_lba, .sectors = (u32)target->layout->volume_sectors };
    TRY(serial_derive(target->seed, "MBR", &plan.signature));
    boot_code_place(target->layout->stage2_lba, target->layout->disk.sector_bytes, first_sector);
    mbr_write(&plan, first_sector);
    return write_at(target, 0, first_sector, sizeof(first_sector));
}

struct error image_table_write(const struct image_layout *layout, const u8 seed[SHA256_BYTES], int image_fd, const char *name)
{
    struct target target = { .layout = layout, .seed = seed, .fd = image_fd, .name = name };
    TRY(layout->disk.table == TABLE_GPT ? write_gpt(&target) : write_mbr(&target));
    if (layout->disk.is_iso)
        return OK; /* stage 2 is in the file of its ISO 9660 */
    return write_at(&target, layout->stage2_lba, boot_code_stage2().data, boot_code_stage2().len);
}
