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

/* Little-endian fields of a record whose length was checked before; unaligned data is fine. */
static inline u16 load_u16(const u8 *at)
{
    return (u16)(at[0] | at[1] << 8);
}
static inline u32 load_u32(const u8 *at)
{
    return (u32)load_u16(at) | (u32)load_u16(at + 2) << 16;
}
static inline u64 load_u64(const u8 *at)
{
    return (u64)load_u32(at) | (u64)load_u32(at + 4) << 32;
}

static inline void store_u16(u8 *at, u16 value)
{
    at[0] = (u8)value;
    at[1] = (u8)(value >> 8);
}

static inline void store_u32(u8 *at, u32 value)
{
    store_u16(at, (u16)value);
    store_u16(at + 2, (u16)(value >> 16));
}

static inline void store_u64(u8 *at, u64 value)
{
    store_u32(at, (u32)value);
    store_u32(at + 4, (u32)(value >> 32));
}

#endif
