/* What is said of each kind of exception. */
#include "tests/unit/common/resident/report/scene.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

TestSuite(explain, .init = scene_start);

static void assert_explained(const char *expected)
{
    const char *told = scene_told(explain);
    cr_assert(strstr(told, expected) != NULL, "\"%s\" is not in:\n%s", expected, told);
}

static void page_fault(u64 cr2, u64 error_code)
{
    fault.vector = 14;
    fault.cr2 = cr2;
    fault.error_code = error_code;
}

Test(explain, a_null_pointer_up_to_the_end_of_page_0)
{
    page_fault(0xfff, 0);
    assert_explained("it read from 0xfff, in page 0, which is never mapped: a null pointer\n");
    page_fault(0x1000, 2);
    assert_explained("it wrote to 0x1000, where nothing is mapped\n");
    page_fault(0, 16);
    assert_explained("it ran into 0x0, in page 0");
}

Test(explain, the_guards_of_the_stack)
{
    page_fault((u64)stack - 1, 2);
    assert_explained(", in the guard page below the boot stack: a stack overflow\nhint: kernel_stack_size is 4 KiB;");
    page_fault((u64)stack - PAGE_BYTES, 2);
    assert_explained(", in the guard page below the boot stack: a stack overflow\n");
    page_fault((u64)stack - PAGE_BYTES - 1, 2);
    assert_explained(", where nothing is mapped\n");
    fault.rsp = (u64)stack - PAGE_BYTES - 1;
    assert_explained(", below the boot stack, as the stack pointer is: a stack overflow\n");
    page_fault((u64)stack + sizeof(stack) + PAGE_BYTES - 1, 0);
    assert_explained(", in the guard page above the boot stack\n");
    page_fault((u64)stack + sizeof(stack) + PAGE_BYTES, 0);
    assert_explained(", where nothing is mapped\n");
}

Test(explain, why_a_mapped_page_did_not_do)
{
    page_fault((u64)code, 3);
    assert_explained(", which is read-only: the kernel\nthe error code is 0x3: the page is present\n");
    page_fault((u64)stack, 17);
    assert_explained(", which may not be executed: the boot stack\n");
    page_fault((u64)stack, 2);
    assert_explained(", which Lintel has mapped and the page tables no longer have: the boot stack\n");
    page_fault((u64)stack, 3);
    assert_explained(", which is not mapped any more as Lintel did: the boot stack\n");
    page_fault((u64)stack, 9);
    assert_explained("the error code is 0x9: the page is present, with reserved bits set in the page tables\n");
}

Test(explain, the_section_of_the_kernel)
{
    const struct elf_section sections[] = { { (u64)code - 0x1000, 8, 0 }, { (u64)code - 0x1000 + 8, 8, 6 } };
    facts.sections = sections;
    facts.section_count = 2;
    facts.section_names = (struct bytes) { (const u8 *)".text\0.odd\nname", 15 };
    facts.kernel_slide = 0x1000;
    page_fault((u64)code, 3);
    assert_explained(": the kernel, section .text\n");
    page_fault((u64)code + 8, 3);
    assert_explained(": the kernel, section .odd\n");
    page_fault((u64)code + 16, 3);
    assert_explained(": the kernel\n");
}

Test(explain, physical_memory_that_has_a_hole_or_ends)
{
    page_fault(0xffff8000fee00000, 2);
    assert_explained(
        ", physical 0xfee00000 in the mapping of physical memory, which has a hole there: no memory\nhint: if it is a "
        "device's, map it yourself");
    page_fault(0xffff800100000000, 2);
    assert_explained(", physical 0x100000000 in the mapping of physical memory, which ends before\n");
    page_fault(0xffff810000000000, 2);
    assert_explained(", where nothing is mapped\n");
    facts.physical_memory_bytes = 0;
    page_fault(0xffff8000fee00000, 2);
    assert_explained(", where nothing is mapped\n");
}

Test(explain, a_selector)
{
    fault.vector = 13;
    fault.error_code = 0x330;
    assert_explained("the error code is 0x330: selector 0x330 of the GDT\n");
    fault.error_code = 0x334;
    assert_explained("the error code is 0x334: selector 0x330 of the LDT\n");
    fault.vector = 11;
    fault.error_code = 0x20a;
    assert_explained("the error code is 0x20a: vector 65 of the IDT\n");
}

Test(explain, registers_that_are_no_canonical_address)
{
    fault.vector = 13;
    fault.r12 = 0x0000800000000000;
    assert_explained("r12 holds 0x800000000000, which is no canonical address\n");
    facts.levels = 5;
    cr_assert_eq(strstr(scene_told(explain), "r12"), NULL);
    fault.rax = 0x0100000000000000;
    assert_explained("rax holds 0x100000000000000, which is no canonical address\n");
}

Test(explain, a_stack_pointer_that_is_not_canonical)
{
    fault.vector = 12;
    fault.rsp = 0x0000900000000000;
    assert_explained("rsp holds 0x900000000000, which is no canonical address\n");
}

Test(explain, a_table_that_is_absent_in_the_recursive_slot)
{
    scene_map((struct boot_mapped) {
        .start_virt = 0xffffff0000000000, .bytes = 512 * GIB_BYTES, .permissions = MAP_WRITE, .owner = MAP_OWNER_PAGE_TABLES });
    page_fault(0xffffff0012345000, 0);
    assert_explained("it read from 0xffffff0012345000, a page table that does not exist: the recursive slot\n");
}

Test(explain, the_compilers_trap)
{
    fault.vector = 6;
    code[0] = 0x0f;
    code[1] = 0x0b;
    assert_explained("the instruction begins with the bytes 0xf 0xb\nhint: that is ud2");
    code[1] = 0xff;
    assert_explained("0xf 0xff\nhint: this CPU lacks the instruction");
}

Test(explain, what_comes_from_no_instruction)
{
    fault.vector = 0x41;
    assert_explained("hint: load an IDT with an entry for every vector");
    ASSERT_TOLD(tell_headline, "error L803: interrupt 65 came, and the kernel has no IDT of its own\n");
    fault.vector = 14;
    fault.rip = 0;
    fault.rsp = (u64)stack + sizeof(stack);
    assert_explained("hint: end it in a loop around hlt");
}

/* L801 and L802. */
Test(explain, headlines)
{
    char expected[160];
    snprintf(expected, sizeof(expected), "error L801: the kernel caused CPU exception 14 (#PF, page fault) at %#lx\n", (u64)code);
    ASSERT_TOLD(tell_headline, expected);
    fault.vector = 31;
    cr_assert(strstr(scene_told(tell_headline), "CPU exception 31 (reserved) at") != NULL);
    fault.rip = 0;
    fault.rsp = (u64)stack + sizeof(stack);
    snprintf(expected, sizeof(expected), "error L802: kernel_main returned (rsp %#lx)\n", fault.rsp);
    ASSERT_TOLD(tell_headline, expected);
}
