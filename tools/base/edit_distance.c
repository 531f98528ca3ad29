/* The distance of Damerau and Levenshtein, where a pair that was swapped is left alone afterwards. */
#include "tools/base/edit_distance.h"
#include <string.h>

static size_t least(size_t left, size_t right)
{
    return left < right ? left : right;
}

/* cost[i][j]: from the first i letters of `word` to the first j of `other`. */
static size_t cheapest(size_t cost[EDIT_WORD_MAX + 1][EDIT_WORD_MAX + 1], const char *word, const char *other, size_t i, size_t j)
{
    size_t cheapest = cost[i - 1][j - 1] + (word[i - 1] != other[j - 1]);
    cheapest = least(cheapest, cost[i - 1][j] + 1);
    cheapest = least(cheapest, cost[i][j - 1] + 1);
    if (i > 1 && j > 1 && word[i - 1] == other[j - 2] && word[i - 2] == other[j - 1])
        cheapest = least(cheapest, cost[i - 2][j - 2] + 1);
    return cheapest;
}

size_t edit_distance(const char *word, const char *other)
{
    size_t cost[EDIT_WORD_MAX + 1][EDIT_WORD_MAX + 1];
    const size_t word_len = strlen(word), other_len = strlen(other);
    if (word_len > EDIT_WORD_MAX || other_len > EDIT_WORD_MAX)
        return SIZE_MAX;
    for (size_t i = 0; i <= word_len; i++)
        for (size_t j = 0; j <= other_len; j++)
            cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(cost, word, other, i, j);
    return cost[word_len][other_len];
}

bool word_is_near(const char *word, const char *known)
{
    const size_t distance = edit_distance(word, known);
    return distance != SIZE_MAX && distance * 3 <= least(strlen(word), strlen(known)) + 1;
}

void word_consider(struct word_search *search, const char *known)
{
    if (!word_is_near(search->word, known))
        return;
    if (search->nearest == NULL || edit_distance(search->word, known) < edit_distance(search->word, search->nearest))
        search->nearest = known;
}

void word_suggest(const struct word_search *search, const char *before, struct text *sentence)
{
    if (search->nearest != NULL)
        text_add(sentence, "; did you mean %s%s?", before, search->nearest);
}
