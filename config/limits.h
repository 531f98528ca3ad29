/* The numbers of the configuration: its limits and its defaults that are not 0 or "off", in one place. */
#ifndef CONFIG_LIMITS_H
#define CONFIG_LIMITS_H
#include "common/base/types.h"
#include "include/lintel/config.h"

/* magic, ABI and size: what every version of the struct starts with, and what says how long it is. */
#define CONFIG_HEADER_BYTES 24

/* What a future, longer struct may have; a multiple of 8, as every version's size. */
#define CONFIG_BYTES_MAX 4096

#define CONFIG_STACK_BYTES_DEFAULT (80 * KIB_BYTES)
#define CONFIG_STACK_BYTES_MAX     LINTEL_STACK_BYTES_MAX

/* Page 0 is never mapped; the higher half is where kernels live. */
#define CONFIG_DYNAMIC_START_MIN     PAGE_BYTES
#define CONFIG_DYNAMIC_START_DEFAULT 0xffff800000000000ull

#define CONFIG_LEVELS_DEFAULT 4
#define CONFIG_LEVELS_MAX     5

#endif
