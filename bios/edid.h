/* What a display says about itself: VESA E-EDID 1.4, the first block. */
#ifndef BIOS_EDID_H
#define BIOS_EDID_H
#include "common/base/bytes.h"

#define EDID_BYTES 128

/* Header and checksum are right. A block of zeros, which some BIOSes give, is not. */
bool edid_is_valid(const u8 edid[EDID_BYTES]);

/* The preferred mode: the first detailed timing. False if that descriptor holds no timing. */
bool edid_preferred_mode(const u8 edid[EDID_BYTES], u32 *width_px, u32 *height_px);

#endif
