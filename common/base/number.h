/* Numbers in text: the one reader of digits and units, for whoever takes them. */
#ifndef COMMON_BASE_NUMBER_H
#define COMMON_BASE_NUMBER_H
#include "common/base/bytes.h"

/* Reads the digits at the front of `text`, of base 10 or 16 (in either case), and returns how many there are: 0, and `number` is
 * left alone, if there are none or if 64 bits are too few. */
size_t number_read_digits(struct bytes text, u32 base, u64 *number);

/* The same for a size: decimal digits, or 0x and hexadecimal ones, then K, M, G or T in either case, or none of them. */
size_t number_read_size(struct bytes text, u64 *number);

#endif
