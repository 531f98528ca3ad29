/* Promise: whatever the kernel does wrong before it has an IDT of its own is explained. The command line says what to do wrong.
 */
#include "check.h"
#include "descriptor_table.h"
#include "walk.h"

#define STACK_VIRT 0xffffe00000000000 /* as in rows_faults.c */

ENTRY_POINT(.map_kernel_stack = MAPPING_FIXED(STACK_VIRT));

#define NOINLINE __attribute__((noinline))

extern char text_start[], rodata_start[];

static char data[16] = { '\xc3' }; /* a return */

/* Hides where a pointer comes from: the compiler would know better than to use it. */
static volatile char *hidden(uint64_t virt)
{
    __asm__ volatile("" : "+r"(virt));
    return (volatile char *)virt;
}

NOINLINE static void read_null(void)
{
    (void)*hidden(8);
}

/* A function that the compiler takes for a leaf has no frame unless it asks for its address. */
static inline void need_frame(void)
{
    __asm__ volatile("" : : "r"(__builtin_frame_address(0)));
}

static inline void call(uint64_t virt)
{
    __asm__ volatile("call *%0" : : "r"(virt) : "memory");
}

NOINLINE static void call_null(void)
{
    need_frame();
    call(0);
}

NOINLINE static void execute_data(void)
{
    need_frame();
    call((uint64_t)data);
}

NOINLINE static void execute_stack(void)
{
    char on_stack[16] = { '\xc3' };
    need_frame();
    call((uint64_t)hidden((uint64_t)on_stack));
}

NOINLINE static uint64_t recurse(uint64_t depth)
{
    volatile char large[64] = { 0 };
    if (depth == UINT64_MAX)
        return 0;
    return recurse(depth + 1) + (uint64_t)large[depth % sizeof(large)];
}

/* Jumps over the guard page. */
NOINLINE static void large_frame(void)
{
    need_frame();
    __asm__ volatile("subq $0x20000, %%rsp\n"
                     "pushq $0" ::
                         : "memory");
}

NOINLINE static void write_at(uint64_t virt)
{
    *hidden(virt) = 0;
}

NOINLINE static void divide(void)
{
    __asm__ volatile("divl %0" : : "r"(0), "a"(1), "d"(0));
}

NOINLINE static void undefined(void)
{
    __asm__ volatile(".byte 0x0f, 0xff, 0xc0"); /* ud0 */
}

NOINLINE static void trap(void)
{
    __builtin_trap();
}

NOINLINE static void not_canonical(void)
{
    __asm__ volatile("movb $0, (%0)" : : "a"(0x123456789abcdef0));
}

NOINLINE static void bad_return(void)
{
    need_frame();
    __asm__ volatile("pushq $0x10\n"
                     "pushq %rsp\n"
                     "pushq $2\n"
                     "pushq $0x330\n" /* no such selector */
                     "pushq $0\n"
                     "iretq");
}

NOINLINE static void misaligned(void)
{
    __asm__ volatile("movaps %%xmm0, (%0)" : : "r"((uint64_t)data | 1) : "memory");
}

/* An IDT that has a gate for a double fault and none for what leads to it. */
NOINLINE static void double_fault(void)
{
    struct descriptor_table idt = idt_in_use();
    idt.limit = 9 * 16 - 1;
    __asm__ volatile("lidt %0" : : "m"(idt));
    read_null();
}

NOINLINE static void smash_stack_pointer(uint64_t stack_virt)
{
    need_frame();
    __asm__ volatile("movq %0, %%rsp\n"
                     "pushq $0" ::"r"(stack_virt)
                     : "memory");
}

NOINLINE static void smash_boot_info(struct boot_info *info)
{
    const uint64_t bytes = info->mapping_count * sizeof(*info->mappings);
    volatile char *mappings = (volatile char *)info->mappings, *head = (volatile char *)info;
    for (uint64_t i = 0; i < bytes; i++)
        mappings[i] = (char)0xff;
    for (uint64_t i = 0; i < BOOT_INFO_RESERVE; i++)
        head[i] = (char)0xff;
    read_null();
}

/* The only tables that a kernel without any of its own can change: those that physical memory's mapping shows. */
NOINLINE static void unmap_framebuffer(struct boot_info *info)
{
    uint64_t *table, cr3, index = (uint64_t)info->framebuffers->address >> 39 & 511;
    __asm__ volatile("movq %%cr3, %0" : "=r"(cr3));
    table = (uint64_t *)(info->physical_memory_virt + (cr3 & ~4095ull));
    for (int shift = 30; shift >= 21 && (table[index] & 0x80) == 0; shift -= 9) {
        table = (uint64_t *)(info->physical_memory_virt + (table[index] & 0xffffffffff000));
        index = (uint64_t)info->framebuffers->address >> shift & 511;
    }
    table[index] = 0;
    __asm__ volatile("movq %0, %%cr3" : : "r"(cr3) : "memory");
    read_null();
}

static void do_to_memory(struct boot_info *info, const char *what)
{
    if (same_text(what, "write text"))
        write_at((uint64_t)text_start);
    else if (same_text(what, "write constants"))
        write_at((uint64_t)rodata_start);
    else if (same_text(what, "write text by its alias"))
        write_at(info->physical_memory_virt + walk_phys(info, (uint64_t)text_start));
    else if (same_text(what, "write lintel's facts"))
        write_at((uint64_t)info->symbols);
    else if (same_text(what, "write behind physical memory"))
        write_at(info->physical_memory_virt + info->physical_memory_bytes + 0x4000005000);
    else if (same_text(what, "write nowhere"))
        write_at(0xffffd12345678000);
    else if (same_text(what, "write above the stack"))
        write_at(STACK_VIRT + 80 * KIB);
    else if (same_text(what, "read null"))
        read_null();
    else if (same_text(what, "smash boot_info"))
        smash_boot_info(info);
    else if (same_text(what, "unmap framebuffer"))
        unmap_framebuffer(info);
}

static void do_to_stack(const char *what)
{
    if (same_text(what, "recurse"))
        recurse(0);
    else if (same_text(what, "large frame"))
        large_frame();
    else if (same_text(what, "smash rsp"))
        smash_stack_pointer(0xffffd12345678000);
    else if (same_text(what, "rsp not canonical"))
        smash_stack_pointer(0x900000000000);
    else if (same_text(what, "execute stack"))
        execute_stack();
}

static void do_to_code(const char *what)
{
    if (same_text(what, "call null"))
        call_null();
    else if (same_text(what, "execute data"))
        execute_data();
    else if (same_text(what, "not canonical"))
        not_canonical();
    else if (same_text(what, "bad iretq"))
        bad_return();
    else if (same_text(what, "misaligned"))
        misaligned();
}

static void do_to_cpu(const char *what)
{
    if (same_text(what, "divide"))
        divide();
    else if (same_text(what, "undefined opcode"))
        undefined();
    else if (same_text(what, "trap"))
        trap();
    else if (same_text(what, "breakpoint"))
        __asm__ volatile("int3");
    else if (same_text(what, "double fault"))
        double_fault();
    else if (same_text(what, "interrupt"))
        __asm__ volatile("int $0x41");
}

void kernel_main(struct boot_info *info)
{
    const char *what = info->command_line;
    print("trying\n");
    do_to_memory(info, what);
    do_to_stack(what);
    do_to_code(what);
    do_to_cpu(what);
    if (same_text(what, "return"))
        return;
    print(what);
    print("\n");
    CHECK(!"it went through");
}
