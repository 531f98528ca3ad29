/* Expected texts are found however the serial line cuts them. */
#include "tools/machine/expectation.h"
#include "tests/tool/support.h"
#include <string.h>

static void look(struct expectation *expectation, const char *text)
{
    expectation_look(expectation, text, strlen(text));
}

Test(expectation, finds_texts_in_any_order_and_in_pieces)
{
    struct expectation expectation = { .texts = { "first", "second" }, .count = 2 };
    look(&expectation, "the sec");
    cr_assert_str_eq(expectation_missing(&expectation), "first");
    look(&expectation, "ond, then fi");
    look(&expectation, "r");
    cr_assert_str_eq(expectation_missing(&expectation), "first");
    look(&expectation, "st");
    cr_assert_null(expectation_missing(&expectation));
}

Test(expectation, what_is_not_there_stays_missing)
{
    struct expectation expectation = { .texts = { "pass" }, .count = 1 };
    look(&expectation, "pas");
    look(&expectation, "\ns pa ss");
    cr_assert_str_eq(expectation_missing(&expectation), "pass");
}

Test(expectation, finds_the_longest_text_byte_by_byte_in_a_long_stream)
{
    char text[EXPECTED_BYTES_MAX + 1] = "";
    struct expectation expectation = { .texts = { text }, .count = 1 };
    memset(text, 'x', EXPECTED_BYTES_MAX);
    text[EXPECTED_BYTES_MAX - 1] = 'y';
    for (int i = 0; i < 5000; i++)
        look(&expectation, "x");
    cr_assert_not_null(expectation_missing(&expectation));
    look(&expectation, "y");
    cr_assert_null(expectation_missing(&expectation));
}
