/* The same rules as getopt_long's: a long option may be cut as long as it is one, and takes its value from behind `=' or from the
 * next word; short ones may share a word, the last of them with its value. */
#include "tools/base/option_words.h"
#include "common/base/types.h"
#include "tools/base/edit_distance.h"
#include <string.h>

/* A long option that is looked for: all of its name, or its beginning. */
struct long_search {
    const char *name; /* up to its NUL or `=' */
    size_t len;
    const struct argp_option *exact, *beginning; /* NULL: none */
    size_t beginning_count;
    struct word_search meant;
};

static bool is_end(const struct argp_option *option)
{
    return option->name == NULL && option->key == 0 && option->doc == NULL && option->group == 0;
}

static void look_at(const struct argp_option *option, struct long_search *search)
{
    if (option->name == NULL)
        return;
    if ((option->flags & OPTION_HIDDEN) == 0)
        word_consider(&search->meant, option->name);
    if (strncmp(option->name, search->name, search->len) != 0)
        return;
    search->beginning = option;
    search->beginning_count++;
    if (option->name[search->len] == '\0')
        search->exact = option;
}

static void look_for_long(const struct argp *argp, struct long_search *search)
{
    for (const struct argp_option *option = argp->options; option != NULL && !is_end(option); option++)
        look_at(option, search);
    for (const struct argp_child *child = argp->children; child != NULL && child->argp != NULL; child++)
        look_for_long(child->argp, search);
}

/* NULL: there is none. */
static const struct argp_option *find_short(const struct argp *argp, char letter)
{
    for (const struct argp_option *option = argp->options; option != NULL && !is_end(option); option++)
        if (option->key == letter)
            return option;
    for (const struct argp_child *child = argp->children; child != NULL && child->argp != NULL; child++) {
        const struct argp_option *found = find_short(child->argp, letter);
        if (found != NULL)
            return found;
    }
    return NULL;
}

static bool needs_value(const struct argp_option *option)
{
    return option->arg != NULL && (option->flags & OPTION_ARG_OPTIONAL) == 0;
}

static void complain(struct argp_state *state, const struct long_search *search)
{
    char buffer[128] = "";
    struct text suggestion = TEXT_OF(buffer);
    word_suggest(&search->meant, "--", &suggestion);
    argp_error(state, "there is no option --%.*s%s", (int)search->len, search->name, suggestion.data);
}

/* This and the next return whether the next word is a value. What may be one of several is getopt's to refuse. */
static bool check_long(struct argp_state *state, const char *word)
{
    char name[EDIT_WORD_MAX + 2] = ""; /* one longer than any that is near to something */
    struct long_search search = { .name = word, .len = strcspn(word, "="), .meant.word = name };
    memcpy(name, word, search.len < sizeof(name) ? search.len : sizeof(name) - 1);
    look_for_long(state->root_argp, &search);
    if (search.beginning_count == 0)
        complain(state, &search);
    const struct argp_option *option = search.exact != NULL ? search.exact : search.beginning;
    return option != NULL && needs_value(option) && word[search.len] == '\0';
}

static bool check_short(struct argp_state *state, const char *letters)
{
    for (; *letters != '\0'; letters++) {
        const struct argp_option *option = find_short(state->root_argp, *letters);
        if (option == NULL)
            argp_error(state, "there is no option -%c", *letters);
        else if (option->arg != NULL)
            return needs_value(option) && letters[1] == '\0';
    }
    return false;
}

void option_words_check(struct argp_state *state)
{
    for (int i = 1; i < state->argc && strcmp(state->argv[i], "--") != 0; i++) {
        const char *word = state->argv[i];
        if (word[0] == '-' && word[1] == '-')
            i += check_long(state, word + 2);
        else if (word[0] == '-')
            i += check_short(state, word + 1);
    }
}
