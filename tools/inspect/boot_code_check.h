/* Whether a boot sector and the second stage that it loads belong together (bios/image.h). */
#ifndef TOOLS_INSPECT_BOOT_CODE_CHECK_H
#define TOOLS_INSPECT_BOOT_CODE_CHECK_H
#include "common/base/bytes.h"
#include "common/base/error.h"

struct boot_code_facts {
    bool is_found; /* false: nothing below is valid, the boot sector leads nowhere */
    u64 stage2_offset, stage2_bytes;
    u32 checksum; /* of stage 2 as it lies there                      */
    bool is_ours; /* stage 2 is the one that is embedded in this tool */
};

/* `sector_offset` is the boot sector's place on the disk, `sector_bytes` the size of the sectors that it counts in; `name` is for
 * errors. ERR_IMAGE_BOOT_PLACE; ERR_BIOS_STAGE2_IDENTITY, as the boot sector would say; ERR_IMAGE_BOOT_CODE, which only code of
 * our own version shows. */
struct error boot_code_check(struct bytes disk, u64 sector_offset, u32 sector_bytes, const char *name,
                             struct boot_code_facts *facts);

#endif
