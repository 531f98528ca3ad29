/* The firmware's generator: asked, and never trusted. */
#include "uefi/chance.h"
#include "tests/unit/uefi/fake_firmware.h"
#include <criterion/criterion.h>
#include <string.h>

static u8 chance[CHANCE_BYTES];
static unsigned answers;
static efi_status status;
static struct efi_rng rng;

static efi_status EFIAPI get_rng(struct efi_rng *asked, const struct efi_guid *algorithm, u64 bytes, u8 *value)
{
    cr_assert_eq(asked, &rng);
    cr_assert_null(algorithm);
    cr_assert_eq(bytes, CHANCE_BYTES);
    memset(value, 0xa5, bytes);
    answers++;
    return status;
}

static void start(void)
{
    fake_firmware_reset();
    rng = (struct efi_rng) { .get_rng = get_rng };
    fake_protocol_add(&rng, (struct efi_guid)EFI_RNG_GUID, &rng);
    answers = 0;
    status = EFI_SUCCESS;
    memset(chance, 0xdb, sizeof(chance));
}

TestSuite(uefi_chance, .init = start);

static void assert_every_byte_is(u8 expected)
{
    for (size_t i = 0; i < sizeof(chance); i++)
        cr_assert_eq(chance[i], expected, "byte %zu is %#x", i, chance[i]);
}

Test(uefi_chance, is_the_generators)
{
    chance_ask(chance);
    assert_every_byte_is(0xa5);
    cr_assert_eq(answers, 1);
}

Test(uefi_chance, is_zero_without_a_generator)
{
    fake.protocols[0].handle = NULL;
    chance_ask(chance);
    assert_every_byte_is(0);
}

Test(uefi_chance, is_zero_if_the_generator_fails_half_way)
{
    status = EFI_ERROR_BIT | 6; /* not ready */
    chance_ask(chance);
    assert_every_byte_is(0);
    cr_assert_eq(answers, 1);
}

/* After the first ExitBootServices no protocol may be called: UEFI 2.10 7.4.6. */
Test(uefi_chance, is_not_asked_for_while_leaving)
{
    firmware.is_leaving = true;
    chance_ask(chance);
    assert_every_byte_is(0);
    cr_assert_eq(answers, 0);
}
