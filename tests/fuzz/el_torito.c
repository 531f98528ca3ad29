/* Any bytes as an ISO: none, or one whose two entries lie in a sector of it, with a boot image that does. The input is what
 * begins with the boot record, since a mutator would waste its time on the 34 KiB before it. */
#include "common/disk/el_torito.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t len);

#define BEFORE_RECORD (17 * (size_t)ISO_SECTOR_BYTES)

static void require(bool condition)
{
    if (!condition)
        abort();
}

static void check(const u8 *iso, size_t iso_bytes, const struct el_torito *found)
{
    struct bytes entry, image;
    const struct bytes whole = { iso, iso_bytes };
    require(found->bios_offset % ISO_SECTOR_BYTES == EL_TORITO_ENTRY_BYTES);
    require(found->efi_offset == found->bios_offset + 2 * EL_TORITO_ENTRY_BYTES);
    require(bytes_slice(whole, found->efi_offset, EL_TORITO_ENTRY_BYTES, &entry) && entry.data[0] == 0x88);
    require(bytes_slice(whole, found->bios_offset, EL_TORITO_ENTRY_BYTES, &entry) && entry.data[0] == 0x88);
    require(load_u32(entry.data + EL_TORITO_LBA) == found->bios_lba);
    const u64 image_bytes = load_u16(entry.data + EL_TORITO_SECTORS) * 512ull;
    require(bytes_slice(whole, found->bios_lba * (u64)ISO_SECTOR_BYTES, image_bytes, &image));
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t len)
{
    struct el_torito found;
    u8 *iso = calloc(1, BEFORE_RECORD + len);
    require(iso != NULL);
    if (len > 0)
        memcpy(iso + BEFORE_RECORD, data, len);
    if (el_torito_read((struct bytes) { iso, BEFORE_RECORD + len }, &found))
        check(iso, BEFORE_RECORD + len, &found);
    free(iso);
    return 0;
}
