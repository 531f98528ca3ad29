/* The other file of the toolchain kernel. */
#include "toolchain.h"

static uint64_t first(uint64_t value)
{
    return 1000 + value;
}

static uint64_t second(uint64_t value)
{
    return 2000 + value;
}

static uint64_t third(uint64_t value)
{
    return 3000 + value;
}

uint64_t (*const volatile toolchain_functions[TOOLCHAIN_FUNCTIONS])(uint64_t value) = { first, second, third };

static volatile uint64_t counter = 41;
volatile uint64_t *volatile toolchain_counter = &counter;

/* What --gc-sections has to throw away. */
uint64_t toolchain_unused(uint64_t value);
uint64_t toolchain_unused(uint64_t value)
{
    return toolchain_functions[value % TOOLCHAIN_FUNCTIONS](value);
}
