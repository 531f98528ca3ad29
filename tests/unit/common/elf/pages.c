/* Permissions of pages: runs, shared pages, RELRO. */
#include "tests/unit/common/elf/builder.h"
#include <criterion/criterion.h>

#include "include/lintel/info.h"

#define R   0u
#define RW  ((u32)MAP_WRITE)
#define RX  ((u32)MAP_EXECUTE)
#define RWX (RW | RX)

static struct elf_facts facts;
static struct elf_run runs[ELF_RUNS_MAX];
static u64 run_count;
static struct error_sink sink;

static void start(void)
{
    facts = (struct elf_facts) { .name = "kernel.elf" };
    sink = (struct error_sink) { 0 };
}

TestSuite(elf_pages, .init = start);

static void add(u64 start_virt, u64 end_virt, u32 permissions)
{
    facts.segments[facts.segment_count++] =
        (struct elf_segment) { .start_virt = start_virt, .memory_bytes = end_virt - start_virt, .permissions = permissions };
}

static void plan(void)
{
    cr_assert_eq(elf_plan_pages(&facts, false, &sink, runs, &run_count).code, ERR_NONE);
    cr_assert_eq(sink.count, 0);
}

static void assert_run(u64 index, u64 start_virt, u64 end_virt, u32 permissions, bool widened)
{
    cr_assert_lt(index, run_count);
    cr_assert_eq(runs[index].start_virt, start_virt);
    cr_assert_eq(runs[index].bytes, end_virt - start_virt);
    cr_assert_eq(runs[index].permissions, permissions);
    cr_assert_eq(runs[index].widened, widened);
}

Test(elf_pages, round_segments_outward)
{
    add(0x1010, 0x2001, RX);
    add(0x5000, 0x6000, RW);
    plan();
    cr_assert_eq(run_count, 2);
    assert_run(0, 0x1000, 0x3000, RX, false);
    assert_run(1, 0x5000, 0x6000, RW, false);
}

Test(elf_pages, merge_neighbours_of_equal_permissions)
{
    add(0x1000, 0x2000, R);
    add(0x2000, 0x2800, R);
    add(0x2800, 0x4000, R);
    add(0x4000, 0x5000, RW);
    plan();
    cr_assert_eq(run_count, 2);
    assert_run(0, 0x1000, 0x4000, R, false);
}

Test(elf_pages, give_a_shared_page_the_union_and_say_so)
{
    add(0x1000, 0x2800, R);
    add(0x2800, 0x4000, RW);
    plan();
    cr_assert_eq(run_count, 3);
    assert_run(0, 0x1000, 0x2000, R, false);
    assert_run(1, 0x2000, 0x3000, RW, true);
    assert_run(2, 0x3000, 0x4000, RW, false);
}

Test(elf_pages, take_many_segments_in_one_page)
{
    add(0x1000, 0x1100, R);
    add(0x1100, 0x1200, RW);
    add(0x1200, 0x1300, R);
    add(0x1300, 0x1400, R);
    plan();
    cr_assert_eq(run_count, 1);
    assert_run(0, 0x1000, 0x2000, RW, true);
}

Test(elf_pages, refuse_a_segment_that_is_writable_and_executable)
{
    add(0x1000, 0x2000, RWX);
    cr_assert_eq(elf_plan_pages(&facts, false, &sink, runs, &run_count).code, ERR_ELF_WRITABLE_CODE);
    cr_assert_eq(sink.first.detail, 0x1000);
    cr_assert_str_eq(error_subject(sink.first), "kernel.elf");
}

Test(elf_pages, refuse_a_page_that_code_and_data_share_and_name_that_page)
{
    add(0x1000, 0x2800, RX);
    add(0x2800, 0x4000, RW);
    cr_assert_eq(elf_plan_pages(&facts, false, &sink, runs, &run_count).code, ERR_ELF_WRITABLE_CODE);
    cr_assert_eq(sink.first.detail, 0x2000);
    cr_assert_eq(sink.count, 1);
}

Test(elf_pages, report_every_writable_code_page)
{
    add(0x1000, 0x2000, RWX);
    add(0x5000, 0x6000, RWX);
    cr_assert_eq(elf_plan_pages(&facts, false, &sink, runs, &run_count).detail, 0x1000);
    cr_assert_eq(sink.count, 2);
}

Test(elf_pages, may_be_writable_and_executable_if_the_kernel_wants_it)
{
    add(0x1000, 0x2000, RWX);
    cr_assert_eq(elf_plan_pages(&facts, true, &sink, runs, &run_count).code, ERR_NONE);
    assert_run(0, 0x1000, 0x2000, RWX, false);
}

Test(elf_pages, of_the_stack_may_be_executable_if_the_kernel_wants_it_and_else_not)
{
    add(0x1000, 0x2000, RX);
    facts.stack_flags = PF_R | PF_W | PF_X;
    cr_assert_eq(elf_plan_pages(&facts, true, &sink, runs, &run_count).code, ERR_NONE);
    cr_assert_eq(elf_plan_pages(&facts, false, &sink, runs, &run_count).code, ERR_ELF_EXECUTABLE_STACK);
    cr_assert_eq(sink.first.detail, 7);
    cr_assert_eq(sink.count, 1);
}

Test(elf_pages, of_relro_lose_write_where_it_covers_them_whole)
{
    add(0x1000, 0x6000, RW);
    facts.relro = (struct elf_range) { .start_virt = 0x1800, .memory_bytes = 0x37ff }; /* to 0x4fff */
    plan();
    cr_assert_eq(run_count, 3);
    assert_run(0, 0x1000, 0x2000, RW, false);
    assert_run(1, 0x2000, 0x4000, R, false);
    assert_run(2, 0x4000, 0x6000, RW, false);
}

Test(elf_pages, of_relro_may_be_a_whole_segment)
{
    add(0x1000, 0x3000, RW);
    add(0x3000, 0x4000, RW);
    facts.relro = (struct elf_range) { .start_virt = 0x1000, .memory_bytes = 0x2000 };
    plan();
    cr_assert_eq(run_count, 2);
    assert_run(0, 0x1000, 0x3000, R, false);
    assert_run(1, 0x3000, 0x4000, RW, false);
}

Test(elf_pages, stay_as_they_are_if_relro_covers_no_whole_page)
{
    add(0x1000, 0x3000, RW);
    facts.relro = (struct elf_range) { .start_virt = 0x1001, .memory_bytes = 0x1ffe };
    plan();
    cr_assert_eq(run_count, 1);
    assert_run(0, 0x1000, 0x3000, RW, false);
}

Test(elf_pages, of_relro_reach_over_several_runs_and_gaps)
{
    add(0x1000, 0x2000, RX);
    add(0x2000, 0x3000, RW);
    add(0x4000, 0x6000, RW);
    facts.relro = (struct elf_range) { .start_virt = 0x2000, .memory_bytes = 0x3000 };
    plan();
    cr_assert_eq(run_count, 4);
    assert_run(0, 0x1000, 0x2000, RX, false);
    assert_run(1, 0x2000, 0x3000, R, false);
    assert_run(2, 0x4000, 0x5000, R, false);
    assert_run(3, 0x5000, 0x6000, RW, false);
}

/* Each segment ends in the page where the next begins, with other permissions: as many runs as there can be. */
Test(elf_pages, of_32_segments_that_all_share_fit_into_the_runs)
{
    for (u64 i = 0; i < ELF_SEGMENTS_MAX; i++)
        add(0x1800 + i * 0x2000, 0x3800 + i * 0x2000, i % 2 == 0 ? R : RW);
    facts.relro = (struct elf_range) { .start_virt = 0x6000, .memory_bytes = 0x20000 };
    plan();
    cr_assert_leq(run_count, ELF_RUNS_MAX);
    for (u64 i = 1; i < run_count; i++)
        cr_assert_eq(runs[i - 1].start_virt + runs[i - 1].bytes, runs[i].start_virt);
}
