/* Any bytes as what a PXE ROM says of itself; the checksum is made right, since no fuzzer guesses it. */
#include "bios/pxe.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t len);

static void require(bool condition)
{
    if (!condition)
        abort();
}

/* The length stands at `length_at`, the checksum behind it. */
static void sign(u8 *area, size_t len, size_t length_at)
{
    if (len <= length_at + 1 || area[length_at] > len || area[length_at] <= length_at + 1)
        return;
    area[length_at + 1] = 0;
    area[length_at + 1] = (u8)-bytes_sum((struct bytes) { area, area[length_at] });
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t len)
{
    struct pxe_rom rom;
    u32 pxe_structure;
    u8 *area = malloc(len + 1);
    const struct bytes view = { area, len };
    memcpy(area, data, len);
    sign(area, len, 4);
    if (pxe_read_structure(view, &rom))
        require(memcmp(area, "!PXE", 4) == 0 && rom.entry != 0 && (rom.lowest_phys < 0xa0000 || rom.lowest_phys == UINT64_MAX));
    memcpy(area, data, len);
    sign(area, len, 8);
    if (pxenv_read_structure(view, &rom, &pxe_structure))
        require(memcmp(area, "PXENV+", 6) == 0 && rom.entry != 0);
    free(area);
    return 0;
}
