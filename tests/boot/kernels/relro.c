/* Promise: a static PIE linked without any linker script boots, and what its linker calls RELRO is read-only once relocated. */
#include "check.h"
#include "walk.h"

ENTRY_POINT();

static const char word[] = "relocated";

/* Constant, but holding an address: written by relocation, then never again (.data.rel.ro). */
static const char *const constants[1200] = { [0] = word, [1199] = word };
static const char *volatile variable = word;

static bool can_write(const struct boot_info *info, const volatile void *at)
{
    struct leaf leaf;
    CHECK(walk_to(info, (uint64_t)at, &leaf));
    CHECK(!leaf.can_execute);
    return leaf.can_write;
}

void kernel_main(struct boot_info *info)
{
    const char *const *table = constants;
    __asm__("" : "+r"(table)); /* or the compiler would look the answer up itself */
    CHECK(same_text(table[0], "relocated"));
    CHECK(same_text(table[1199], "relocated"));
    CHECK(same_text(variable, "relocated"));
    CHECK(!can_write(info, &table[600]));
    CHECK(can_write(info, &variable));
    pass();
}
