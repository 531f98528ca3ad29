/* Asking for the memory map, of BIOSes that refuse or never end. They fill no buffer: what entries mean is in e820_entry.c. */
#include "bios/e820.h"
#include "bios/thunk.h"
#include <criterion/criterion.h>

#define SMAP 0x534d4150u

static u32 calls;
static struct bios_registers answer; /* to every call */
static struct memory_region regions[4];
static struct memory_map raw;

void bios_call(u8 interrupt, struct bios_registers *registers)
{
    calls++;
    cr_assert_eq(interrupt, 0x15);
    cr_assert_eq(registers->eax, 0xe820);
    cr_assert_eq(registers->edx, SMAP);
    *registers = answer;
}

static void start(void)
{
    calls = 0;
    raw = (struct memory_map) { .regions = regions, .capacity = COUNT_OF(regions) };
    answer = (struct bios_registers) { .eax = SMAP, .ecx = E820_ENTRY_BYTES, .ebx = 1 };
}

TestSuite(bios_e820, .init = start);

static void assert_no_map(u64 detail)
{
    const struct error error = e820_read(&raw);
    cr_assert_eq(error.code, ERR_BIOS_NO_MEMORY_MAP);
    cr_assert_eq(error.detail, detail);
    cr_assert_eq(calls, 1);
}

Test(bios_e820, refuses_a_bios_without_it)
{
    answer.eax = 0x8600;
    answer.flags = BIOS_CARRY;
    assert_no_map(0x86);
}

Test(bios_e820, refuses_an_answer_without_signature)
{
    answer.eax = 0xe820;
    assert_no_map(0xe8);
}

Test(bios_e820, refuses_an_answer_of_no_bytes)
{
    answer.ecx = 0;
    assert_no_map(SMAP >> 8 & 0xff);
}

Test(bios_e820, ends_with_the_last_entry)
{
    answer.ebx = 0;
    cr_assert_eq(e820_read(&raw).code, ERR_NONE);
    cr_assert_eq(calls, 1);
}

Test(bios_e820, ends_when_a_bios_begins_again)
{
    cr_assert_eq(e820_read(&raw).code, ERR_NONE);
    cr_assert_eq(calls, 2);
}
