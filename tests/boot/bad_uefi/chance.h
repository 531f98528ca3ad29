/* What the misbehaving firmware's generator gives: known bytes, so that a kernel can look for them in its memory. */
#ifndef TESTS_BOOT_BAD_UEFI_CHANCE_H
#define TESTS_BOOT_BAD_UEFI_CHANCE_H
#include <stdint.h>

#define KNOWN_CHANCE_BYTES 32

/* The instruction of nothing hides `index`, so that the compiler cannot compute the bytes and keep them as data. */
static inline uint32_t known_chance_word(uint32_t index)
{
    __asm__ volatile("" : "+r"(index));
    return ((index + 1) * 0x9e3779b1u) ^ 0x51ed270bu;
}

#endif
