/* Names of addresses. */
#include "common/elf/format.h"
#include "tests/unit/common/resident/report/scene.h"
#include <criterion/criterion.h>
#include <string.h>

enum { NONE = 0, OBJECT = 1, FUNCTION = 2 };

static u8 table[4 * ELF_SYMBOL_BYTES];
static const char names[] = "\0first\0label\0second\0odd\x1b[2Jname";

static void put(u32 index, u32 name, u8 type, u64 value, u64 bytes)
{
    u8 *symbol = table + index * ELF_SYMBOL_BYTES;
    store_u32(symbol, name);
    symbol[4] = type;
    store_u16(symbol + 6, 1);
    store_u64(symbol + 8, value);
    store_u64(symbol + 16, bytes);
}

static void start(void)
{
    scene_start();
    memset(table, 0, sizeof(table));
    put(1, 1, FUNCTION, 0x1000, 0x10);
    put(2, 7, NONE, 0x1020, 0);
    put(3, 13, FUNCTION, 0x1020, 0x10);
    facts.symbols = (struct bytes) { table, sizeof(table) };
    facts.symbol_names = (struct bytes) { (const u8 *)names, sizeof(names) - 1 };
}

TestSuite(report_symbols, .init = start);

static u64 asked_virt, inside_virt;

static void tell(struct report *report)
{
    say_symbol(report, asked_virt, inside_virt);
    end_line(report);
}

static void assert_named(u64 virt, const char *expected)
{
    asked_virt = inside_virt = virt;
    ASSERT_TOLD(tell, expected);
}

Test(report_symbols, name_what_lies_inside)
{
    assert_named(0xfff, "\n");
    assert_named(0x1000, " first+0x0\n");
    assert_named(0x100f, " first+0xf\n");
    assert_named(0x1010, "\n");
}

Test(report_symbols, prefer_a_function_and_then_a_label_without_an_end)
{
    assert_named(0x1020, " second+0x0\n");
    assert_named(0x1030, " label+0x10\n");
}

Test(report_symbols, of_a_return_address_are_of_the_call_before_it)
{
    asked_virt = 0x1010;
    inside_virt = 0x100f;
    ASSERT_TOLD(tell, " first+0x10\n");
}

Test(report_symbols, are_as_linked)
{
    facts.kernel_slide = 0xffffffff80000000;
    assert_named(0xffffffff80001004, " first+0x4\n");
}

Test(report_symbols, are_no_objects_and_no_undefined_ones)
{
    put(1, 1, OBJECT, 0x1000, 0x10);
    assert_named(0x1000, "\n");
    put(1, 1, FUNCTION, 0x1000, 0x10);
    store_u16(table + ELF_SYMBOL_BYTES + 6, 0);
    assert_named(0x1000, "\n");
}

Test(report_symbols, take_no_control_characters_and_no_names_from_outside)
{
    put(1, 20, FUNCTION, 0x1000, 0x10);
    assert_named(0x1000, " odd+0x0\n");
    put(1, 1000, FUNCTION, 0x1000, 0x10);
    assert_named(0x1000, " +0x0\n");
    facts.symbols.len = ELF_SYMBOL_BYTES * 2 - 1;
    assert_named(0x1000, "\n");
}
