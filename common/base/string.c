/* Linked into the loaders only; the host has its C library. `rep movs` is the fastest copy that needs no vector registers. */
#include "common/base/string.h"

void *memcpy(void *destination, const void *source, size_t len)
{
    void *to = destination;
    size_t words = len / 8;
    size_t rest = len % 8;
    __asm__ volatile("rep movsq" : "+D"(to), "+S"(source), "+c"(words) : : "memory");
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(source), "+c"(rest) : : "memory");
    return destination;
}

void *memmove(void *destination, const void *source, size_t len)
{
    u8 *to = destination;
    const u8 *from = source;
    if (to <= from || to >= from + len)
        return memcpy(destination, source, len);
    for (; len >= sizeof(u64); len -= sizeof(u64)) { /* lists of the loader grow by moving their tails up */
        u64 word;
        __builtin_memcpy(&word, from + len - sizeof(u64), sizeof(u64));
        __builtin_memcpy(to + len - sizeof(u64), &word, sizeof(u64));
    }
    while (len-- > 0)
        to[len] = from[len];
    return destination;
}

void *memset(void *destination, int value, size_t len)
{
    void *to = destination;
    u64 pattern = 0x0101010101010101ull * (u8)value;
    size_t words = len / 8;
    size_t rest = len % 8;
    __asm__ volatile("rep stosq" : "+D"(to), "+c"(words) : "a"(pattern) : "memory");
    __asm__ volatile("rep stosb" : "+D"(to), "+c"(rest) : "a"(pattern) : "memory");
    return destination;
}

int memcmp(const void *left, const void *right, size_t len)
{
    const u8 *a = left;
    const u8 *b = right;
    for (size_t i = 0; i < len; i++)
        if (a[i] != b[i])
            return a[i] - b[i];
    return 0;
}

size_t strlen(const char *string)
{
    size_t len = 0;
    while (string[len] != '\0')
        len++;
    return len;
}

int strcmp(const char *left, const char *right)
{
    while (*left != '\0' && *left == *right) {
        left++;
        right++;
    }
    return (u8)*left - (u8)*right;
}
