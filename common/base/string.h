/* The C library's memory and string functions that freestanding code needs; compilers emit calls to the first four. */
#ifndef COMMON_BASE_STRING_H
#define COMMON_BASE_STRING_H
#include "common/base/types.h"

void *memcpy(void *destination, const void *source, size_t len);
void *memmove(void *destination, const void *source, size_t len);
void *memset(void *destination, int value, size_t len);
int memcmp(const void *left, const void *right, size_t len);
size_t strlen(const char *string);
int strcmp(const char *left, const char *right);

/* Clears what nobody may find in memory later. The compiler would drop a memset of what is not read again. */
static inline void wipe(void *memory, size_t len)
{
    memset(memory, 0, len);
    __asm__ volatile("" : : "r"(memory) : "memory");
}

#endif
