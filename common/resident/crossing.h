/* Code that changes the number of levels of page tables: to be copied to a page below 4 GiB that both depths have at its physical
 * address. Where it finds what it needs, layout.h says. */
#ifndef COMMON_RESIDENT_CROSSING_H
#define COMMON_RESIDENT_CROSSING_H
#include "common/base/types.h"

extern const u8 crossing_blob[];
extern const u32 crossing_blob_bytes; /* less than a page */

#endif
