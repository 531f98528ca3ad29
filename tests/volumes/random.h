/* Numbers that look random and follow from a seed alone, so that a volume can be made again. */
#ifndef TESTS_VOLUMES_RANDOM_H
#define TESTS_VOLUMES_RANDOM_H
#include "common/base/types.h"

/* SplitMix64. */
static inline u64 random_next(u64 *state)
{
    u64 number = *state += 0x9e3779b97f4a7c15;
    number = (number ^ number >> 30) * 0xbf58476d1ce4e5b9;
    number = (number ^ number >> 27) * 0x94d049bb133111eb;
    return number ^ number >> 31;
}

/* 0 to `end` - 1. */
static inline u32 random_below(u64 *state, u32 end)
{
    return (u32)(random_next(state) % end);
}

#endif
