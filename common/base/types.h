/* The integer types and the few words that every file of the loader uses. */
#ifndef COMMON_BASE_TYPES_H
#define COMMON_BASE_TYPES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

#define PAGE_BYTES 4096ull
#define KIB_BYTES  1024ull
#define MIB_BYTES  (1024ull * 1024)
#define GIB_BYTES  (1024ull * 1024 * 1024)

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Assembly routines use the System V convention on every door, also in the PE application, so that one file serves both. */
#define SYSV __attribute__((sysv_abi))

static inline u64 min_u64(u64 a, u64 b)
{
    return a < b ? a : b;
}
static inline u64 max_u64(u64 a, u64 b)
{
    return a > b ? a : b;
}

#endif
