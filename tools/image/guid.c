/* Each identity is the digest of the seed and a purpose, cut to its length. */
#include "tools/image/guid.h"
#include <stdio.h>
#include <string.h>

static struct error derive(const u8 seed[SHA256_BYTES], const char *purpose, u8 derived[SHA256_BYTES])
{
    const struct bytes parts[] = {
        { seed, SHA256_BYTES },
        { (const u8 *)purpose, strlen(purpose) },
    };
    return digest_of_parts(parts, COUNT_OF(parts), purpose, derived);
}

struct error guid_derive(const u8 seed[SHA256_BYTES], const char *purpose, u8 guid[16])
{
    u8 derived[SHA256_BYTES];
    TRY(derive(seed, purpose, derived));
    memcpy(guid, derived, 16);
    /* RFC 9562 §4.1, §4.2: the version is the top of the third field, which a GUID stores little-endian (UEFI 2.10 §A). */
    guid[7] = (u8)((guid[7] & 0x0f) | 0x80);
    guid[8] = (u8)((guid[8] & 0x3f) | 0x80);
    return OK;
}

struct error serial_derive(const u8 seed[SHA256_BYTES], const char *purpose, u32 *serial)
{
    u8 derived[SHA256_BYTES];
    TRY(derive(seed, purpose, derived));
    *serial = load_u32(derived) | 1;
    return OK;
}

void guid_spell(const u8 guid[16], char text[GUID_TEXT_BYTES])
{
    snprintf(text, GUID_TEXT_BYTES, "%08X-%04X-%04X-%02X%02X-%02X%02X%02X%02X%02X%02X", load_u32(guid), load_u16(guid + 4),
             load_u16(guid + 6), guid[8], guid[9], guid[10], guid[11], guid[12], guid[13], guid[14], guid[15]);
}
