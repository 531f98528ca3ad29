/* The checksum that firmware tables share: their bytes add up to 0. */
#include "common/base/bytes.h"

u8 bytes_sum(struct bytes summed)
{
    u8 sum = 0;
    for (size_t i = 0; i < summed.len; i++)
        sum = (u8)(sum + summed.data[i]);
    return sum;
}
