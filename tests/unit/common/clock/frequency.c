/* Frequencies from what CPUs and clocks say; numbers from Intel SDM 2A's examples of leaves 15h and 16h. */
#include "common/clock/frequency.h"
#include <criterion/criterion.h>

static u64 by_cpu(u32 denominator, u32 numerator, u32 crystal_hz, u32 base_mhz)
{
    return frequency_by_cpu(&(struct frequency_leaves) { denominator, numerator, crystal_hz, base_mhz });
}

Test(frequency_by_cpu, is_the_crystal_times_the_ratio)
{
    cr_assert_eq(by_cpu(2, 168, 24000000, 2000), 2016000000);
    cr_assert_eq(by_cpu(1, 90, 38400000, 0), 3456000000);
}

Test(frequency_by_cpu, takes_the_base_frequency_for_an_unknown_crystal)
{
    cr_assert_eq(by_cpu(2, 168, 0, 2100), 2100000000);
    cr_assert_eq(by_cpu(2, 168, 0, 0), 0);
}

Test(frequency_by_cpu, is_nothing_without_a_ratio)
{
    cr_assert_eq(by_cpu(0, 168, 24000000, 2100), 0);
    cr_assert_eq(by_cpu(2, 0, 24000000, 2100), 0);
}

Test(frequency_by_cpu, does_not_believe_nonsense)
{
    cr_assert_eq(by_cpu(UINT32_MAX, 1, UINT32_MAX, 0), 0);
    cr_assert_eq(by_cpu(1, UINT32_MAX, UINT32_MAX, 0), 0);
}

Test(frequency_by_hypervisor, is_in_kilohertz)
{
    cr_assert_eq(frequency_by_hypervisor(2600000), 2600000000);
    cr_assert_eq(frequency_by_hypervisor(10000), 10000000, "the lowest that is believed");
    cr_assert_eq(frequency_by_hypervisor(9999), 0);
    cr_assert_eq(frequency_by_hypervisor(100000000), 100000000000, "the highest");
    cr_assert_eq(frequency_by_hypervisor(100000001), 0);
    cr_assert_eq(frequency_by_hypervisor(0), 0);
}

Test(frequency_by_clock, is_counted_per_second)
{
    cr_assert_eq(frequency_by_clock(3000000, 3580, 3579545), 2999618715);
    cr_assert_eq(frequency_by_clock(3000000, 0, 3579545), 0);
    cr_assert_eq(frequency_by_clock(UINT64_MAX, 1, 3579545), 0);
}
