/* Who called: chains of frames, and what is said where there are none. Nothing outside the mapping list is read. */
#include "tests/unit/common/resident/report/scene.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

TestSuite(backtrace, .init = scene_start);

static const char *told(void)
{
    return scene_told(tell_backtrace);
}

static void assert_told_times(const char *what, unsigned expected)
{
    unsigned count = 0;
    for (const char *at = told(); (at = strstr(at, what)) != NULL; at++)
        count++;
    cr_assert_eq(count, expected, "%u times \"%s\" in:\n%s", count, what, told());
}

/* A frame at stack[at], whose caller's frame is at stack[caller]. */
static void put_frame(u32 at, u32 caller, u64 return_virt)
{
    stack[at] = (u64)&stack[caller];
    stack[at + 1] = return_virt;
}

static void assert_tells(const char *format, u64 number)
{
    char expected[160];
    snprintf(expected, sizeof(expected), format, number);
    cr_assert(strstr(told(), expected) != NULL, "\"%s\" is not in:\n%s", expected, told());
}

Test(backtrace, follows_frames_to_the_last_that_returns_to_code)
{
    const u64 first = scene_call(10), second = scene_call(20);
    put_frame(8, 16, first);
    put_frame(16, 24, second);
    put_frame(24, 32, 0);
    fault.rbp = (u64)&stack[8];
    assert_tells("  by %#lx\n", first);
    assert_tells("  by %#lx\n", second);
    assert_told_times("  by ", 2);
}

Test(backtrace, counts_a_recursion)
{
    const u64 recursion = scene_call(10), first = scene_call(20);
    for (u32 i = 0; i < 100; i++)
        put_frame(2 * i, 2 * (i + 1), recursion);
    put_frame(200, 210, first);
    fault.rbp = (u64)stack;
    assert_tells("  by %#lx (100 times)\n", recursion);
    assert_tells("  by %#lx\n", first);
}

Test(backtrace, ends_where_frames_go_down_or_in_a_circle)
{
    put_frame(8, 4, scene_call(10));
    put_frame(4, 8, scene_call(20));
    fault.rbp = (u64)&stack[8];
    assert_told_times("  by ", 1);
    put_frame(8, 8, scene_call(10));
    assert_told_times("  by ", 1);
}

Test(backtrace, reads_no_frame_that_is_not_mapped_whole_or_misaligned)
{
    static const u64 wrong[] = { 0, 8, 0x123456789abcdef0, UINT64_MAX - 7 };
    put_frame(8, 16, scene_call(10));
    fault.rbp = (u64)&stack[8] + 1;
    assert_told_times("  by ", 0);
    fault.rbp = (u64)&stack[STACK_WORDS - 1];
    assert_told_times("  by ", 0);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        fault.rbp = wrong[i];
        assert_told_times("  by ", 0);
    }
}

/* The pages that the list has there may be absent, or a device's: to read them would be a fault of the report. */
Test(backtrace, reads_no_page_tables_and_no_physical_memory)
{
    static const u32 owners[] = { MAP_OWNER_PAGE_TABLES, MAP_OWNER_PHYSICAL_MEMORY, MAP_OWNER_FRAMEBUFFER };
    scene_map((struct boot_mapped) { .start_virt = 0xffffff0000000000, .bytes = MIB_BYTES, .permissions = MAP_WRITE });
    fault.rbp = fault.rsp = 0xffffff0000001000;
    for (size_t i = 0; i < COUNT_OF(owners); i++) {
        ((struct boot_mapped *)facts.mappings)[2].owner = owners[i];
        assert_told_times("  by ", 0);
        cr_assert_str_empty(scene_told(tell_stack));
    }
}

Test(backtrace, shows_twelve_frames_at_most)
{
    const u64 even = scene_call(10), odd = scene_call(20);
    for (u32 i = 0; i < 100; i++)
        put_frame(2 * i, 2 * (i + 1), i % 2 ? odd : even);
    fault.rbp = (u64)stack;
    assert_told_times("  by ", 12);
}

Test(backtrace, guesses_without_frames_only_what_calls_have_left)
{
    stack[1] = (u64)code + 30; /* no call ends there */
    stack[2] = scene_call(20);
    code[38] = 0xff; /* call *%rax */
    code[39] = 0xd0;
    stack[3] = (u64)code + 40;
    code[48] = 0xff; /* jmp *%rax */
    code[49] = 0xe0;
    stack[4] = (u64)code + 50;
    assert_tells("  perhaps by %#lx\n", (u64)code + 20);
    assert_tells("  perhaps by %#lx\n", (u64)code + 40);
    assert_told_times("perhaps by", 2);
}

Test(backtrace, of_a_jump_to_nowhere_begins_with_who_jumped)
{
    stack[0] = scene_call(20);
    fault.rip = 0;
    assert_tells("  at 0x0\n  by %#lx\n", (u64)code + 20);
    cr_assert_eq(strstr(told(), "addr2line"), NULL);
}

Test(backtrace, gives_addr2line_the_address_as_linked)
{
    facts.kernel_slide = 0x200000;
    assert_tells("hint: `addr2line -fe KERNEL %#lx` names the source line\n", (u64)code - 0x200000);
}

Test(backtrace, is_not_told_of_a_kernel_main_that_returned)
{
    fault.rip = 0;
    fault.rsp = (u64)stack + sizeof(stack);
    cr_assert_str_empty(told());
}
