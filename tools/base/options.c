/* What all command lines have in common. */
#include "tools/base/options.h"
#include "common/base/number.h"
#include "tools/base/edit_distance.h"
#include "tools/base/option_words.h"
#include <string.h>

static const struct argp_option quiet_option_list[] = {
    { "quiet", 'q', NULL, 0, "Say nothing of what went well, and show no progress", -1 },
    { 0 },
};

static error_t parse_quiet_option(int key, char *, struct argp_state *state)
{
    bool *is_quiet = state->input;
    if (key != 'q')
        return ARGP_ERR_UNKNOWN;
    *is_quiet = true;
    return 0;
}

const struct argp quiet_argp = { .options = quiet_option_list, .parser = parse_quiet_option };

/* argp sets the name only later, and not every complaint waits that long. */
static error_t check_options(int key, char *, struct argp_state *state)
{
    if (key != ARGP_KEY_INIT)
        return ARGP_ERR_UNKNOWN;
    state->name = state->argv[0];
    state->child_inputs[0] = state->input;
    option_words_check(state);
    return 0;
}

void options_parse(const struct argp *argp, int argc, char **argv, void *input)
{
    const struct argp_child verb[] = { { argp, 0, NULL, 0 }, { 0 } };
    const struct argp checked = { .parser = check_options, .children = verb };
    argp_err_exit_status = OUTCOME_HOST_ERROR;
    /* In order: else what stands after `--' could not be told from what stood before it. It exits itself on every error. */
    (void)argp_parse(&checked, argc, argv, ARGP_IN_ORDER, NULL, input);
}

bool options_are_over(const struct argp_state *state)
{
    return state->quoted != 0 && state->next > state->quoted;
}

void options_take_argument(struct argp_state *state, const char *argument, const char **taken)
{
    if (*taken != NULL)
        argp_error(state, "too many arguments: %s", argument);
    *taken = argument;
}

error_t options_parse_argument(int key, const char *value, struct argp_state *state, const char *what, const char **taken)
{
    if (key == ARGP_KEY_ARG)
        options_take_argument(state, value, taken);
    else if (key == ARGP_KEY_END && *taken == NULL)
        argp_error(state, "no %s given", what);
    return key == ARGP_KEY_ARG || key == ARGP_KEY_END ? 0 : ARGP_ERR_UNKNOWN;
}

size_t options_choice(struct argp_state *state, const char *option, const char *value, word_at *list)
{
    char words_buffer[128] = "", suggestion_buffer[64] = "";
    struct text words = TEXT_OF(words_buffer), suggestion = TEXT_OF(suggestion_buffer);
    struct word_search search = { .word = value };
    for (size_t i = 0; list(i) != NULL; i++) {
        if (strcmp(list(i), value) == 0)
            return i;
        text_add(&words, "%s%s", i > 0 ? ", " : "", list(i));
        word_consider(&search, list(i));
    }
    word_suggest(&search, "", &suggestion);
    argp_error(state, "--%s %s: give one of %s%s", option, value, words.data, suggestion.data);
    return 0;
}

const char *door_word_at(size_t index)
{
    static const char *const words[] = { "bios", "uefi" };
    return index < COUNT_OF(words) ? words[index] : NULL;
}

unsigned options_number(struct argp_state *state, const char *option, const char *value, unsigned least, unsigned most)
{
    const struct bytes text = { (const u8 *)value, strlen(value) };
    u64 number = 0;
    if (text.len == 0 || number_read_digits(text, 10, &number) != text.len || number < least || number > most)
        argp_error(state, "--%s %s: give a whole number from %u to %u", option, value, least, most);
    return (unsigned)number;
}
