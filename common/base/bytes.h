/* Untrusted data is only seen through a view: a pointer that knows where it ends. */
#ifndef COMMON_BASE_BYTES_H
#define COMMON_BASE_BYTES_H
#include "common/base/types.h"

struct bytes {
    const u8 *data;
    size_t len;
};

/* The part of `whole` at `offset`; false if it does not lie inside. Cannot wrap. */
static inline bool bytes_slice(struct bytes whole, u64 offset, u64 len, struct bytes *part)
{
    if (offset > whole.len || len > whole.len - offset)
        return false;
    *part = (struct bytes) { whole.data + offset, (size_t)len };
    return true;
}

/* All bytes added up, modulo 256: 0 is how firmware tables mark themselves whole. */
u8 bytes_sum(struct bytes summed);

/* Little-endian fields of a record whose length was checked before; unaligned data is fine. Every machine that this runs on is
 * little-endian itself, so each is one instruction, also where the compiler saves space. */
static inline u16 load_u16(const u8 *at)
{
    u16 value;
    __builtin_memcpy(&value, at, sizeof(value));
    return value;
}

static inline u32 load_u32(const u8 *at)
{
    u32 value;
    __builtin_memcpy(&value, at, sizeof(value));
    return value;
}

static inline u64 load_u64(const u8 *at)
{
    u64 value;
    __builtin_memcpy(&value, at, sizeof(value));
    return value;
}

static inline void store_u16(u8 *at, u16 value)
{
    __builtin_memcpy(at, &value, sizeof(value));
}

static inline void store_u32(u8 *at, u32 value)
{
    __builtin_memcpy(at, &value, sizeof(value));
}

static inline void store_u64(u8 *at, u64 value)
{
    __builtin_memcpy(at, &value, sizeof(value));
}

#endif
