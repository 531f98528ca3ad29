/* Promise: boot_info has the kernel's own symbols, all of them, with the addresses as linked. */
#include "check.h"

ENTRY_POINT();

/* System V ABI, gABI 4.1 chapter 4. */
struct symbol {
    uint32_t name;
    uint8_t info, other;
    uint16_t section;
    uint64_t value, bytes;
};

enum { TYPE_OBJECT = 1, TYPE_FUNCTION = 2 };

static volatile uint64_t an_object_of_sixteen_bytes[2] = { 1, 2 };

__attribute__((noinline)) static uint64_t a_function_with_a_long_name_that_nothing_else_has(void)
{
    return an_object_of_sixteen_bytes[0];
}

static const struct symbol *find(const struct boot_info *info, const char *name)
{
    const struct symbol *symbols = info->symbols, *found = NULL;
    for (uint64_t i = 0; i < info->symbol_count; i++) {
        CHECK(symbols[i].name < info->symbol_names_bytes);
        if (!same_text(info->symbol_names + symbols[i].name, name))
            continue;
        CHECK(found == NULL);
        found = &symbols[i];
    }
    CHECK(found != NULL);
    return found;
}

static void check_symbol(const struct boot_info *info, const char *name, uint64_t address, unsigned type)
{
    const struct symbol *symbol = find(info, name);
    CHECK_EQUAL(symbol->value + info->kernel_slide, address);
    CHECK_EQUAL(symbol->info & 15, type);
    CHECK(symbol->bytes > 0);
}

void kernel_main(struct boot_info *info)
{
    if (info->symbol_count == 0) {
        CHECK(info->symbols == NULL && info->symbol_names == NULL && info->symbol_names_bytes == 0);
        print("without symbols\n");
        pass();
    }
    CHECK_EQUAL((uint64_t)info->symbols % 8, 0);
    CHECK_EQUAL(info->symbol_names[info->symbol_names_bytes], 0);
    CHECK_EQUAL(a_function_with_a_long_name_that_nothing_else_has(), 1);
    check_symbol(info, "kernel_main", (uint64_t)kernel_main, TYPE_FUNCTION);
    check_symbol(info, "pass", (uint64_t)pass, TYPE_FUNCTION);
    check_symbol(info, "a_function_with_a_long_name_that_nothing_else_has",
                 (uint64_t)a_function_with_a_long_name_that_nothing_else_has, TYPE_FUNCTION);
    check_symbol(info, "an_object_of_sixteen_bytes", (uint64_t)an_object_of_sixteen_bytes, TYPE_OBJECT);
    CHECK_EQUAL(find(info, "an_object_of_sixteen_bytes")->bytes, sizeof(an_object_of_sixteen_bytes));
    print("with symbols\n");
    pass();
}
