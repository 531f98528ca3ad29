/* Sums, products and roundings of outside numbers: false on overflow, and the result is written last. */
#ifndef COMMON_BASE_CHECKED_H
#define COMMON_BASE_CHECKED_H
#include "common/base/types.h"

static inline bool checked_add(u64 a, u64 b, u64 *sum)
{
    u64 result;
    if (__builtin_add_overflow(a, b, &result))
        return false;
    *sum = result;
    return true;
}

static inline bool checked_multiply(u64 a, u64 b, u64 *product)
{
    u64 result;
    if (__builtin_mul_overflow(a, b, &result))
        return false;
    *product = result;
    return true;
}

/* Whether a part lies in a whole of `whole_bytes`. */
static inline bool checked_is_inside(u64 offset, u64 bytes, u64 whole_bytes)
{
    return offset <= whole_bytes && bytes <= whole_bytes - offset;
}

static inline bool is_power_of_two(u64 value)
{
    return value != 0 && (value & (value - 1)) == 0;
}

/* `align_bytes` is a power of two in these four. */
static inline bool is_aligned(u64 value, u64 align_bytes)
{
    return (value & (align_bytes - 1)) == 0;
}
static inline u64 align_down(u64 value, u64 align_bytes)
{
    return value & ~(align_bytes - 1);
}

/* For values that cannot wrap, such as sizes already checked against a limit. */
static inline u64 align_up(u64 value, u64 align_bytes)
{
    return align_down(value + (align_bytes - 1), align_bytes);
}

static inline bool checked_align_up(u64 value, u64 align_bytes, u64 *aligned)
{
    u64 sum;
    if (!checked_add(value, align_bytes - 1, &sum))
        return false;
    *aligned = align_down(sum, align_bytes);
    return true;
}

#endif
