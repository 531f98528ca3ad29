/* EFI_RNG_PROTOCOL (UEFI 2.10 37.5): one source of chance among several, so that its absence or failure is no error. */
#include "uefi/chance.h"
#include "common/base/string.h"
#include "uefi/firmware.h"

static const struct efi_guid rng_guid = EFI_RNG_GUID;

static bool ask(u8 chance[CHANCE_BYTES])
{
    void *found = NULL;
    if (firmware.boot->locate_protocol(&rng_guid, NULL, &found) != EFI_SUCCESS || found == NULL)
        return false;
    struct efi_rng *rng = found;
    return rng->get_rng(rng, NULL, CHANCE_BYTES, chance) == EFI_SUCCESS;
}

void chance_ask(u8 chance[CHANCE_BYTES])
{
    if (firmware.is_leaving || !ask(chance))
        memset(chance, 0, CHANCE_BYTES);
}
