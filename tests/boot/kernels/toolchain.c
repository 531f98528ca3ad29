/* Promise: whatever compiler, linker and options made it, a kernel finds its code, constants, data and bss as C has them. */
#include "toolchain.h"

ENTRY_POINT(.kernel_stack_size = 20 * KIB);

static volatile uint64_t initialised = 0x1122334455667788;
static volatile uint8_t cleared[20000];
static const char *volatile word = "data that points to a constant";

static void check_functions(void)
{
    for (uint64_t i = 0; i < TOOLCHAIN_FUNCTIONS; i++)
        CHECK_EQUAL(toolchain_functions[i](i), (i + 1) * 1000 + i);
}

static void check_data(void)
{
    CHECK_EQUAL(initialised, 0x1122334455667788);
    CHECK(same_text(word, "data that points to a constant"));
    CHECK_EQUAL(*toolchain_counter, 41);
    (*toolchain_counter)++;
    CHECK_EQUAL(*toolchain_counter, 42);
    for (size_t i = 0; i < sizeof(cleared); i++)
        CHECK_EQUAL(cleared[i], 0);
}

void kernel_main(struct boot_info *info)
{
    CHECK_EQUAL(info->stack_bytes, 20 * KIB); /* the configuration arrived */
    check_functions();
    check_data();
    pass();
}
