/* Repeatable random numbers for property tests: a failure names its round, and the round alone makes it happen again. */
#ifndef TESTS_UNIT_COMMON_MEMORY_RANDOM_H
#define TESTS_UNIT_COMMON_MEMORY_RANDOM_H
#include "common/base/types.h"

struct random {
    u64 state;
};

/* xorshift64* by Marsaglia and Vigna; another generator than the one under test. */
static inline u64 random_next(struct random *random)
{
    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    return random->state * 0x2545f4914f6cdd1dull;
}

static inline struct random random_of_round(u64 round)
{
    struct random random = { (round + 1) * 0x9e3779b97f4a7c15ull };
    random_next(&random);
    return random;
}

static inline u64 random_below(struct random *random, u64 limit)
{
    return (random_next(random) >> 11) % limit;
}

#endif
