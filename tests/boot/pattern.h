/* The content of the test ramdisk, computed alike by the harness that writes the file and by the kernel that receives it. */
#ifndef TESTS_BOOT_PATTERN_H
#define TESTS_BOOT_PATTERN_H
#include <stdint.h>

/* A ramdisk nearly as large as FAT allows has the pattern in its first, a middle and its last MiB; the rest is zero. Odd, so that
 * the last sector and page are not full. */
#define SPARSE_RAMDISK_BYTES ((3993ull << 20) + 803)
#define SPARSE_PIECE_BYTES   (1ull << 20)
#define SPARSE_PIECE_STARTS                                                                                                      \
    {                                                                                                                            \
        0, 2000ull << 20, (3992ull << 20) + 800                                                                                  \
    }

/* Every eight bytes differ from all others, so that a sector in the wrong place, doubled or missing is seen. */
static inline uint64_t pattern_word(uint64_t word_index)
{
    uint64_t word = (word_index + 1) * 0x9e3779b97f4a7c15;
    return word ^ word >> 29;
}

static inline uint8_t pattern_byte(uint64_t byte_index)
{
    return (uint8_t)(pattern_word(byte_index / 8) >> byte_index % 8 * 8);
}

#endif
