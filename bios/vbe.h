/* Video modes with a linear framebuffer, by the BIOS's VESA extensions (VBE 2.0 and 3.0). */
#ifndef BIOS_VBE_H
#define BIOS_VBE_H
#include "common/platform.h"
#include "common/video/mode_choice.h"

#define VBE_MODE_INFO_BYTES 256
#define VBE_VERSION_3       0x0300

/* What AX=4F01h says about a mode, as the framebuffer it would give. False if there is no linear framebuffer of 24 or 32 bits
 * in it, or its numbers are impossible. */
bool vbe_parse_mode(const u8 info[VBE_MODE_INFO_BYTES], u16 version, struct boot_framebuffer *framebuffer);

/* Sets the mode that the wish and the display ask for. Width 0 if there is no display, no VBE, or no mode that can be set. */
void vbe_start(const struct screen_wish *wish, struct boot_framebuffer *framebuffer);

#endif
