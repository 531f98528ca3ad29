/* Until the kernel has an IDT of its own, whatever it does wrong is explained: what, where by name, from where, and why. */
#include "tests/boot/row.h"

/* Each text must stand on the serial line. The kernel is linked in the highest 2 GiB, its stack is at 0xffffe00000000000. */
#define FAULT_OF(kernel_name, name, what, ...)                                                                                   \
    BOOT_TEST_ON_BOTH_DOORS(explains_##name, .kernel = kernel_name, .build_options = { "--cmdline", what },                      \
                            .status = STATUS_FAULT, .serial = { "trying", __VA_ARGS__ })
#define FAULT(...)     FAULT_OF("test-faults-high", __VA_ARGS__)
#define PAGE_FAULT     "error L801: the kernel caused CPU exception 14 (#PF, page fault) at 0xffffffff8000"
#define CAUGHT(vector) "error L801: the kernel caused CPU exception " vector " at 0xffffffff8000"
#define BY_MAIN        " kernel_main+0x"

/* Memory. The error code is 1 for a page that is there, 2 for a write, 16 for an instruction (Intel SDM 3A section 4.7). */
FAULT(a_null_read, "read null", PAGE_FAULT, "it read from 0x8, in page 0, which is never mapped: a null pointer",
      "the error code is 0x0:", " read_null+0x", BY_MAIN)
FAULT(a_null_call, "call null", "error L801: the kernel caused CPU exception 14 (#PF, page fault) at 0x0",
      "it ran into 0x0, in page 0, which is never mapped: a null pointer", "  by 0xffffffff8000", " call_null+0x", BY_MAIN)
FAULT(
    a_write_to_text, "write text", PAGE_FAULT,
    "it wrote to 0xffffffff80000000, which is read-only: the kernel, section .text\r\nthe error code is 0x3: the page is present",
    " write_at+0x", BY_MAIN)
FAULT(a_write_to_constants, "write constants", PAGE_FAULT, ", which is read-only: the kernel, section .rodata", " write_at+0x",
      BY_MAIN)
FAULT(a_write_to_text_by_its_alias, "write text by its alias", PAGE_FAULT, ", which is read-only: physical memory",
      " write_at+0x", BY_MAIN)
FAULT(a_write_to_the_residents_facts, "write lintel's facts", PAGE_FAULT, ", which is read-only: Lintel", " write_at+0x")
FAULT(executing_data, "execute data", "error L801: the kernel caused CPU exception 14 (#PF, page fault) at 0xffffffff8000",
      "it ran into 0xffffffff8000", ", which may not be executed: the kernel, section .data", " execute_data+0x", BY_MAIN)
FAULT(executing_the_stack, "execute stack", "it ran into 0xffffe00000013", ", which may not be executed: the boot stack",
      " execute_stack+0x", BY_MAIN)
FAULT(an_address_behind_physical_memory, "write behind physical memory", PAGE_FAULT,
      ", physical 0x4100005000 in the mapping of physical memory, which ends before", "map it yourself", " write_at+0x", BY_MAIN)
FAULT(an_address_nowhere, "write nowhere", PAGE_FAULT, "it wrote to 0xffffd12345678000, where nothing is mapped", " write_at+0x")

/* The stack. */
FAULT(a_stack_overflow, "recurse", PAGE_FAULT, ", in the guard page below the boot stack: a stack overflow",
      "hint: kernel_stack_size is 80 KiB", " recurse", " times)")
FAULT(a_frame_that_jumps_over_the_guard, "large frame", PAGE_FAULT,
      ", below the boot stack, as the stack pointer is: a stack overflow", " large_frame+0x", BY_MAIN)
FAULT(a_write_above_the_stack, "write above the stack", PAGE_FAULT,
      "it wrote to 0xffffe00000014000, in the guard page above the boot stack", " write_at+0x")
FAULT(a_smashed_stack_pointer, "smash rsp", PAGE_FAULT, "it wrote to 0xffffd12345677ff8, where nothing is mapped",
      " smash_stack_pointer+0x", BY_MAIN)
FAULT(a_stack_pointer_that_is_not_canonical, "rsp not canonical",
      "error L801: the kernel caused CPU exception 1", /* 12 or, as QEMU has it, 13 */
      "rsp holds 0x900000000000, which is no canonical address", " smash_stack_pointer+0x", BY_MAIN)

/* The CPU. */
FAULT(a_division, "divide", CAUGHT("0 (#DE, division error)"), " divide+0x", BY_MAIN)
FAULT(an_undefined_opcode, "undefined opcode", CAUGHT("6 (#UD, undefined instruction)"),
      "the instruction begins with the bytes 0xf 0xff", " undefined+0x", BY_MAIN)
FAULT(a_trap_of_the_compiler, "trap", CAUGHT("6 (#UD, undefined instruction)"), "hint: that is ud2", " trap+0x", " kernel_main")
FAULT(an_address_that_is_not_canonical, "not canonical", CAUGHT("13 (#GP, general protection)"),
      "rax holds 0x123456789abcdef0, which is no canonical address", " not_canonical+0x", BY_MAIN)
FAULT(a_bad_iretq, "bad iretq", CAUGHT("13 (#GP, general protection)"), "the error code is 0x330: selector 0x330 of the GDT",
      " bad_return+0x", BY_MAIN)
FAULT(a_misaligned_operand, "misaligned", CAUGHT("13 (#GP, general protection)"), "a misaligned SSE operand", " misaligned+0x",
      BY_MAIN)
FAULT(a_breakpoint, "breakpoint", CAUGHT("3 (#BP, breakpoint)"), BY_MAIN)
FAULT(a_double_fault, "double fault", CAUGHT("8 (#DF, double fault)"), "hint: another exception could not be delivered",
      " read_null+0x", " double_fault+0x", BY_MAIN)
FAULT(an_interrupt, "interrupt", "error L803: interrupt 65 came, and the kernel has no IDT of its own", "hint: ", BY_MAIN)

/* What the report relies on, damaged. */
FAULT(a_fault_with_smashed_boot_info, "smash boot_info", PAGE_FAULT, "it read from 0x8", " read_null+0x", " smash_boot_info+0x",
      BY_MAIN)
FAULT(a_fault_while_it_reports, "unmap framebuffer", PAGE_FAULT, " read_null+0x", BY_MAIN, "error: CPU exception 14 at 0x",
      "while this was reported")
FAULT(a_return_from_kernel_main, "return", "error L802: kernel_main returned (rsp 0xffffe00000014000)",
      "hint: end it in a loop around hlt")

/* Wherever the kernel lies: names are found and the address for addr2line is as linked. */
#define BASED(kernel_name, ...)                                                                                                  \
    .kernel = kernel_name, .status = STATUS_FAULT, .build_options = { "--cmdline", "read null", __VA_ARGS__ }
BOOT_TEST_ON_BOTH_DOORS(explains_a_fault_at_a_fixed_base, BASED("test-faults-pie", "--set", "map_kernel_base=0xffffffffa0000000"),
                        .serial = { "(#PF, page fault) at 0xffffffffa0000", " read_null+0x", BY_MAIN,
                                    "`addr2line -fe KERNEL 0x" })
BOOT_TEST_ON_BOTH_DOORS(explains_a_fault_at_a_random_base, BASED("test-faults-pie", "--set", "aslr=on"),
                        .serial = { "(#PF, page fault) at 0xffff", " read_null+0x", BY_MAIN, "`addr2line -fe KERNEL 0x" })
BOOT_TEST_ON_BOTH_DOORS(explains_a_fault_of_a_kernel_without_frame_pointers, .kernel = "test-faults-frameless",
                        .build_options = { "--cmdline", "read null" }, .status = STATUS_FAULT,
                        .serial = { "error L801:", " read_null+0x", "  perhaps by 0xffffffff8000", BY_MAIN })
BOOT_TEST_ON_BOTH_DOORS(explains_a_fault_of_a_kernel_that_wants_no_log,
                        BASED("test-faults-high", "--set", "log_serial=off", "--set", "log_debugcon=off"),
                        .serial = { "error L801:", "hint: ", " read_null+0x" })
