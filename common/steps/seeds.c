/* Seeds for the plan and for the kernel: each is a digest of all the chance there is and of its purpose, so that none of them
 * tells anything about another. What they are made of is wiped at once, and they are once the kernel has its own. */
#include "common/base/sha256.h"
#include "common/base/string.h"
#include "common/steps/steps.h"

enum { FOR_THE_LAYOUT, FOR_THE_KERNEL, FOR_THE_KERNEL_TOO };

/* No source is trusted: one that is missing, broken or known to somebody takes nothing from the others. */
struct pool {
    u64 purpose, entry_stamp;
    u64 words[CPU_ENTROPY_WORDS];
    u8 firmware[CHANCE_BYTES];
};
_Static_assert(sizeof(struct pool) == 16 + 8 * CPU_ENTROPY_WORDS + CHANCE_BYTES, "all of it is hashed: no padding");

static void derive(struct pool *pool, u64 purpose, u8 seed[SHA256_BYTES])
{
    pool->purpose = purpose;
    sha256_of((struct bytes) { (const u8 *)pool, sizeof(*pool) }, seed);
}

void draw_seeds(struct boot *b)
{
    struct pool pool = { .entry_stamp = b->stamps[STAMP_ENTRY] };
    u8 layout_seed[SHA256_BYTES];
    platform_chance(pool.firmware);
    cpu_entropy(pool.words);
    derive(&pool, FOR_THE_LAYOUT, layout_seed);
    b->seed = load_u64(layout_seed);
    derive(&pool, FOR_THE_KERNEL, b->kernel_seed);
    derive(&pool, FOR_THE_KERNEL_TOO, b->kernel_seed + SHA256_BYTES);
    wipe(&pool, sizeof(pool));
    wipe(layout_seed, sizeof(layout_seed));
}

void forget_seeds(struct boot *b)
{
    wipe(b->kernel_seed, sizeof(b->kernel_seed));
    wipe(&b->seed, sizeof(b->seed));
}
