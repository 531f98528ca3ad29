/* Reading what the BIOS says about a drive, with the doubt that its answers deserve. */
#include "bios/disk.h"
#include "common/base/checked.h"

void int13_parse_parameters(const u8 answer[INT13_PARAMETERS_BYTES], struct disk *disk)
{
    const u64 sector_count = load_u64(answer + 16);
    if (sector_count == 0 || !checked_multiply(sector_count, disk->sector_bytes, &disk->bytes))
        disk->bytes = UINT64_MAX;
}
