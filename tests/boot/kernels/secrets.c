/* Promise: what random_seed holds stands nowhere else in memory, nor does what it was made of, in neither byte order (SHA-256's
 * is the other one). Looks at all RAM through the physical memory mapping. */
#include "../bad_uefi/chance.h"
#include "check.h"
#include "walk.h"

ENTRY_POINT();

#define RUN_WORDS 4 /* so many agree by chance in no memory */

/* The two digests that the seed consists of, and what the firmware's generator gave if the row has it say something known. */
enum secret { FIRST_HALF, SECOND_HALF, FIRMWARES, SECRETS };

struct search {
    const struct boot_info *info;
    uint64_t found[SECRETS], found_swapped[SECRETS], found_at_phys[SECRETS];
};

/* Asked word by word: a copy of a run would be found. */
static uint32_t word_of(const struct boot_info *info, enum secret secret, uint32_t index)
{
    if (secret == FIRMWARES)
        return known_chance_word(index);
    return ((const volatile uint32_t *)info->random_seed)[(secret == SECOND_HALF ? 8 : 0) + index];
}

static bool is_run(const struct search *search, const uint32_t *at, enum secret secret, bool is_swapped)
{
    for (uint32_t i = 0; i < RUN_WORDS; i++) {
        uint32_t word = word_of(search->info, secret, i);
        if (at[i] != (is_swapped ? __builtin_bswap32(word) : word))
            return false;
    }
    return true;
}

static void judge(struct search *search, const uint32_t *at)
{
    for (enum secret secret = 0; secret < SECRETS; secret++) {
        if (is_run(search, at, secret, false)) {
            search->found[secret]++;
            search->found_at_phys[secret] = (uint64_t)at - search->info->physical_memory_virt;
        }
        search->found_swapped[secret] += is_run(search, at, secret, true);
    }
}

static void look_through(struct search *search, const struct memory_region *region)
{
    const uint32_t a = word_of(search->info, FIRST_HALF, 0), b = word_of(search->info, SECOND_HALF, 0), c = known_chance_word(0);
    const uint32_t d = __builtin_bswap32(a), e = __builtin_bswap32(b), f = __builtin_bswap32(c);
    const uint32_t *at = (const uint32_t *)(search->info->physical_memory_virt + region->start_phys);
    const uint32_t *end = at + region->bytes / sizeof(*at) - RUN_WORDS;
    for (; at <= end; at++)
        if (*at == a || *at == b || *at == c || *at == d || *at == e || *at == f)
            judge(search, at);
}

static bool is_ram(uint32_t kind)
{
    return kind != MEMORY_RESERVED && kind != MEMORY_BAD && kind != MEMORY_FRAMEBUFFER;
}

void kernel_main(struct boot_info *info)
{
    struct search search = { .info = info };
    for (uint64_t i = 0; i < info->region_count; i++)
        if (is_ram(info->regions[i].kind))
            look_through(&search, &info->regions[i]);
    const uint64_t seed_phys = walk_phys(info, (uint64_t)info->random_seed);
    CHECK_EQUAL(search.found[FIRST_HALF], 1);
    CHECK_EQUAL(search.found_at_phys[FIRST_HALF], seed_phys);
    CHECK_EQUAL(search.found[SECOND_HALF], 1);
    CHECK_EQUAL(search.found_at_phys[SECOND_HALF], seed_phys + 32);
    CHECK_EQUAL(search.found[FIRMWARES], 0);
    for (enum secret secret = 0; secret < SECRETS; secret++)
        CHECK_EQUAL(search.found_swapped[secret], 0);
    pass();
}
