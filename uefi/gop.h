/* The screen through the firmware's Graphics Output Protocol. */
#ifndef UEFI_GOP_H
#define UEFI_GOP_H
#include "common/platform.h"

/* As platform_start_screen says: without a display that has a framebuffer, `framebuffer` is all zero. So it is when the firmware
 * is being left: the core asks for a screen to show why that failed, and no protocol may be called any more. */
void gop_start(const struct screen_wish *wish, struct boot_framebuffer *framebuffer);

#endif
