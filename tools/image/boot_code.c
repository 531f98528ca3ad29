/* The boot code with the fields filled in that bios/image.h leaves to us. */
#include "tools/image/boot_code.h"
#include "bios/image.h"
#include "common/base/checked.h"
#include "tools/image/loaders.h"
#include <string.h>

struct bytes boot_code_stage2(void)
{
    return (struct bytes) { loader_bios().data + BOOT_SECTOR_BYTES, loader_bios().len - BOOT_SECTOR_BYTES };
}

void boot_code_place(u64 stage2_lba, u32 sector_bytes, u8 *first_sector)
{
    const u64 stage2_bytes = align_up(boot_code_stage2().len, sector_bytes);
    memcpy(first_sector, loader_bios().data, BOOT_SECTOR_CODE_BYTES);
    store_u64(first_sector + FIELD_STAGE2_LBA, stage2_lba);
    store_u16(first_sector + FIELD_STAGE2_SECTORS, (u16)(stage2_bytes / sector_bytes));
    store_u16(first_sector + FIELD_SECTOR_BYTES, (u16)sector_bytes);
}
