/* Words that somebody meant to type. */
#ifndef TOOLS_BASE_EDIT_DISTANCE_H
#define TOOLS_BASE_EDIT_DISTANCE_H
#include "common/base/text.h"

#define EDIT_WORD_MAX 32 /* bytes of a word that is compared */

/* How many letters must be put in, taken out or changed, or two neighbours be swapped, to make one word of the other.
 * SIZE_MAX if one is longer than EDIT_WORD_MAX. */
size_t edit_distance(const char *word, const char *other);

/* Whether `word` is `known`, misspelt: at most one mistake in three letters, so that a word of two is near to few. */
bool word_is_near(const char *word, const char *known);

/* The known word that is nearest to `word`: start with { .word = word }, consider each. */
struct word_search {
    const char *word;
    const char *nearest; /* NULL: none is near */
};
void word_consider(struct word_search *search, const char *known);

/* Appends "; did you mean --ramdisk?", if a word is near; `before` is "--" here. */
void word_suggest(const struct word_search *search, const char *before, struct text *sentence);

#endif
