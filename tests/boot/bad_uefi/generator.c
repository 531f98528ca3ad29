/* A generator of random numbers (UEFI 2.10 37.5), of which the firmware that the tests run on has none. */
#include "tests/boot/bad_uefi/chance.h"
#include "tests/boot/bad_uefi/services.h"

static EFI_STATUS EFIAPI get_info(struct _EFI_RNG_PROTOCOL *rng, UINTN *bytes, EFI_RNG_ALGORITHM *algorithms)
{
    (void)rng, (void)bytes, (void)algorithms;
    rule(false, "the loader asks for the generator's algorithms: give it some in bad_uefi/generator.c");
    return EFI_UNSUPPORTED;
}

static EFI_STATUS EFIAPI get_rng(struct _EFI_RNG_PROTOCOL *rng, EFI_RNG_ALGORITHM *algorithm, UINTN bytes, UINT8 *value)
{
    if (protocol_call_fails("GetRNG"))
        return EFI_DEVICE_ERROR;
    (void)rng;
    rule(algorithm == NULL && bytes == KNOWN_CHANCE_BYTES, "the loader asks the generator for something else than 32 bytes");
    for (UINTN i = 0; i < bytes; i++)
        value[i] = (UINT8)(known_chance_word((UINT32)i / 4) >> i % 4 * 8);
    say("misbehaving firmware: the loader took 32 random bytes\r\n");
    return bad.misdeeds.generator_fails ? EFI_NOT_READY : EFI_SUCCESS;
}

void *generator_replace(void *protocol)
{
    static struct _EFI_RNG_PROTOCOL generator = { get_info, get_rng };
    return bad.misdeeds.generator ? &generator : protocol;
}
