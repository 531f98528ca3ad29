/* Ratios, and a look at whether the result can be true. */
#include "common/clock/frequency.h"
#include "common/base/checked.h"

#define HZ_MIN 10000000ull     /* slower than any CPU with long mode, and than any emulator */
#define HZ_MAX 100000000000ull /* ten times what there is                                  */

static u64 plausible(u64 hz)
{
    return hz >= HZ_MIN && hz <= HZ_MAX ? hz : 0;
}

u64 frequency_by_cpu(const struct frequency_leaves *leaves)
{
    if (leaves->denominator == 0 || leaves->numerator == 0)
        return 0;
    if (leaves->crystal_hz == 0)
        return plausible(leaves->base_mhz * 1000000ull);
    return plausible((u64)leaves->crystal_hz * leaves->numerator / leaves->denominator);
}

u64 frequency_by_hypervisor(u32 khz)
{
    return plausible(khz * 1000ull);
}

u64 frequency_by_clock(u64 counted, u64 ticks, u64 ticks_hz)
{
    u64 product;
    if (ticks == 0 || !checked_multiply(counted, ticks_hz, &product))
        return 0;
    return plausible(product / ticks);
}
