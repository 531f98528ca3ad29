/* Error values, and the list that their words come from. */
#include "common/base/error.h"
#include <criterion/criterion.h>
#include <string.h>

struct listed {
    const char *name;
    u32 number;
    const char *sentence, *hint;
};

static const struct listed list[] = {
#define X(name, number, sentence, hint) { #name, number, sentence, hint },
    ERRORS(X) HOST_ERRORS(X)
#undef X
};

Test(error_list, has_a_sentence_and_a_hint_for_everything)
{
    for (size_t i = 0; i < COUNT_OF(list); i++) {
        cr_assert_gt(strlen(list[i].sentence), 0, "%s", list[i].name);
        cr_assert_gt(strlen(list[i].hint), 0, "%s", list[i].name);
    }
}

Test(error_list, uses_no_number_twice)
{
    for (size_t i = 0; i < COUNT_OF(list); i++)
        for (size_t j = 0; j < i; j++)
            cr_assert_neq(list[i].number, list[j].number, "%s and %s", list[i].name, list[j].name);
}

Test(error_list, keeps_to_its_hundreds_in_order)
{
    for (size_t i = 0; i < COUNT_OF(list); i++) {
        cr_assert(list[i].number >= 101 && list[i].number <= 799, "%s", list[i].name);
        if (i > 0)
            cr_assert_gt(list[i].number, list[i - 1].number, "%s", list[i].name);
    }
}

/* Letters behind every % of a sentence. */
static void conversions(const char *sentence, char letters[16])
{
    size_t count = 0;
    for (const char *at = sentence; *at != '\0'; at++)
        if (*at == '%' && count < 15)
            letters[count++] = at[1];
    letters[count] = '\0';
}

Test(error_list, uses_known_conversions_only)
{
    for (size_t i = 0; i < COUNT_OF(list); i++) {
        char letters[16];
        conversions(list[i].sentence, letters);
        cr_assert_eq(strspn(letters, "suxb"), strlen(letters), "%s: %%%s", list[i].name, letters);
        cr_assert_null(strchr(list[i].hint, '%'), "%s: a hint is not expanded", list[i].name);
    }
}

Test(error_list, shows_the_wrong_number_in_every_sentence)
{
    for (size_t i = 0; i < COUNT_OF(list); i++) {
        char letters[16];
        conversions(list[i].sentence, letters);
        cr_assert_not_null(strpbrk(letters, "uxb"), "%s shows no number", list[i].name);
    }
}

Test(error_list, fits_a_line_of_the_log)
{
    for (size_t i = 0; i < COUNT_OF(list); i++)
        cr_assert_lt(strlen(list[i].sentence), 160, "%s", list[i].name);
}

Test(error, becomes_a_sentence_with_number_subject_and_value)
{
    char buffer[200] = "";
    struct text text = TEXT_OF(buffer);
    error_sentence(error_about(ERR_READ_PAST_END, "/boot/kernel.elf", 4096), &text);
    cr_assert_str_eq(buffer, "error L202: /boot/kernel.elf ends before byte 4096");
    cr_assert_not_null(strstr(error_hint(error_of(ERR_READ_PAST_END, 0)), "cut short"));
}

Test(error, calls_a_missing_subject_it)
{
    char buffer[200] = "";
    struct text text = TEXT_OF(buffer);
    error_sentence(error_of(ERR_READ_PAST_END, 1), &text);
    cr_assert_str_eq(buffer, "error L202: it ends before byte 1");
}

Test(error, has_words_for_a_code_that_is_not_in_the_list)
{
    char buffer[200] = "";
    struct text text = TEXT_OF(buffer);
    struct error unknown = error_of((enum error_code)999, 0x12);
    error_sentence(unknown, &text);
    cr_assert_str_eq(buffer, "error L999: unknown error (0x12)");
    cr_assert_gt(strlen(error_hint(unknown)), 0);
}

static struct error try_twice(struct error first, struct error second, u32 *steps)
{
    *steps = 1;
    TRY(first);
    *steps = 2;
    TRY(second);
    *steps = 3;
    return OK;
}

Test(error, ends_a_function_at_the_first_failure)
{
    u32 steps;
    cr_assert_eq(try_twice(OK, OK, &steps).code, ERR_NONE);
    cr_assert_eq(steps, 3);
    cr_assert_eq(try_twice(OK, error_of(ERR_DISK_READ, 5), &steps).detail, 5);
    cr_assert_eq(steps, 2);
    cr_assert_eq(try_twice(error_of(ERR_DISK_READ, 5), error_of(ERR_FAT_CHAIN, 6), &steps).code, ERR_DISK_READ);
    cr_assert_eq(steps, 1);
}

static void remember(struct error_sink *sink, struct error error)
{
    *(u64 *)sink->context += error.detail;
}

Test(error_sink, keeps_the_first_and_counts_all)
{
    u64 sum = 0;
    struct error_sink sink = { .first = OK, .each = remember, .context = &sum };
    error_report(&sink, OK);
    cr_assert_eq(sink.count, 0);
    error_report(&sink, error_of(ERR_DISK_READ, 5));
    error_report(&sink, error_of(ERR_FAT_CHAIN, 6));
    cr_assert_eq(sink.count, 2);
    cr_assert_eq(sink.first.code, ERR_DISK_READ);
    cr_assert_eq(sum, 11);
}

Test(error_sink, works_without_a_listener)
{
    struct error_sink sink = { .first = OK };
    error_report(&sink, error_of(ERR_DISK_READ, 5));
    cr_assert_eq(sink.count, 1);
}
