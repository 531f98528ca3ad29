/* Promise: what the address space forbids does not happen, but ends in a report. The command line says what to try. */
#include "check.h"
#include "walk.h"

#define STACK_VIRT 0xffffe00000000000 /* as in rows_conformance.c */

ENTRY_POINT(.map_kernel_stack = MAPPING_FIXED(STACK_VIRT));

extern char text_start[], rodata_start[];

static char data[16] = { '\xc3' }; /* a return */

/* Hides where a pointer comes from: the compiler would know better than to use it. */
static volatile char *hidden(const volatile char *at)
{
    __asm__ volatile("" : "+r"(at));
    return (volatile char *)at;
}

static void write(struct boot_info *info, const char *what)
{
    if (same_text(what, "write text"))
        *hidden(text_start) = 0;
    else if (same_text(what, "write constants"))
        *hidden(rodata_start) = 0;
    else if (same_text(what, "write text by its alias"))
        *hidden((char *)info->physical_memory_virt + walk_phys(info, (uint64_t)text_start)) = 0;
}

static void execute(const char *what)
{
    char on_stack[16] = { '\xc3' };
    if (same_text(what, "execute data"))
        __asm__ volatile("call *%0" : : "r"(hidden(data)) : "memory");
    else if (same_text(what, "execute stack"))
        __asm__ volatile("call *%0" : : "r"(hidden(on_stack)) : "memory");
}

/* Pushes until nothing is left: the report needs a stack of its own. */
static void leave_stack(const char *what)
{
    if (same_text(what, "push without end"))
        __asm__ volatile("1: pushq $0\n"
                         "   jmp 1b");
    else if (same_text(what, "read above the stack"))
        (void)*hidden((char *)STACK_VIRT + 80 * KIB);
}

void kernel_main(struct boot_info *info)
{
    print("trying\n");
    write(info, info->command_line);
    execute(info->command_line);
    leave_stack(info->command_line);
    print(info->command_line);
    print("\n");
    CHECK(!"it went through");
}
