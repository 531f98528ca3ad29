/* The BIOS loader's two parts, as they go onto a medium (bios/image.h). */
#ifndef TOOLS_IMAGE_BOOT_CODE_H
#define TOOLS_IMAGE_BOOT_CODE_H
#include "common/base/bytes.h"

struct bytes boot_code_stage2(void);

/* Writes the boot sector's code, BOOT_SECTOR_CODE_BYTES, with the fields filled in that every medium has. */
void boot_code_place(u64 stage2_lba, u32 sector_bytes, u8 *first_sector);

#endif
