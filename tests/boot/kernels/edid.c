/* Promise: the framebuffer's EDID is the display's, in whole blocks, each with its checksum; it names the display's size. */
#include "check.h"

ENTRY_POINT();

#define BLOCK_BYTES   128
#define FIRST_TIMING  54 /* E-EDID 1.4 §3.10.2: the preferred mode, in the first descriptor of 18 bytes */
#define EXTENSIONS_AT 126

static void check_block(const uint8_t *block)
{
    uint8_t sum = 0;
    for (unsigned i = 0; i < BLOCK_BYTES; i++)
        sum = (uint8_t)(sum + block[i]);
    CHECK_EQUAL(sum, 0);
}

static void check_header(const uint8_t *edid)
{
    static const uint8_t header[8] = { 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00 };
    for (unsigned i = 0; i < sizeof(header); i++)
        CHECK_EQUAL(edid[i], header[i]);
}

static void check_size(const uint8_t *timing)
{
    const unsigned width_px = timing[2] | (timing[4] & 0xf0u) << 4;
    const unsigned height_px = timing[5] | (timing[7] & 0xf0u) << 4;
    print("the display prefers ");
    print_hex(width_px);
    print(" x ");
    print_hex(height_px);
    print("\n");
    CHECK(width_px >= 640 && width_px <= 4096 && height_px >= 480 && height_px <= width_px);
}

void kernel_main(struct boot_info *info)
{
    CHECK(info->framebuffer_count > 0);
    const uint8_t *edid = info->framebuffers[0].edid;
    const uint32_t bytes = info->framebuffers[0].edid_bytes;
    print("EDID of ");
    print_hex(bytes);
    print(" bytes\n");
    CHECK(edid != NULL && bytes >= BLOCK_BYTES && bytes % BLOCK_BYTES == 0);
    CHECK(bytes <= (edid[EXTENSIONS_AT] + 1u) * BLOCK_BYTES);
    check_header(edid);
    for (uint32_t at = 0; at < bytes; at += BLOCK_BYTES)
        check_block(edid + at);
    check_size(edid + FIRST_TIMING);
    pass();
}
