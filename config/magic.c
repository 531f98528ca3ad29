/* The magic of struct boot_config, without ever storing it: a kernel that carries this code must not look like two
 * configurations. */
#include "config/parts.h"

/* Each byte of BOOT_CONFIG_MAGIC inverted; a unit test holds the two together. */
static const u8 inverted[CONFIG_MAGIC_BYTES] = { 0xb3, 0xb6, 0xb1, 0xab, 0xba, 0xb3, 0xf2, 0xf5,
                                                 0x4e, 0xf8, 0x3f, 0x0e, 0x61, 0x5a, 0xa1, 0x2a };

u32 config_magic_match(const u8 *at)
{
    u32 equal = 0;
    while (equal < CONFIG_MAGIC_BYTES && (at[equal] ^ inverted[equal]) == 0xff)
        equal++;
    return equal;
}

void config_magic_write(u8 *at)
{
    for (u32 i = 0; i < CONFIG_MAGIC_BYTES; i++)
        at[i] = (u8)~inverted[i];
}

bool config_size_is_plausible(u64 size, u64 available_bytes)
{
    return size >= CONFIG_HEADER_BYTES && size <= CONFIG_BYTES_MAX && size % 8 == 0 && size <= available_bytes;
}
