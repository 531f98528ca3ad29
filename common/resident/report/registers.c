/* What the CPU's registers hold, and the words that the stack pointer points to. */
#include "common/cpu/x86.h"
#include "common/resident/report/report.h"

#define REGISTERS_A_LINE 3
#define WORDS_A_LINE     4
#define WORDS_SHOWN      8
#define DIGITS           16

struct name {
    char text[7];
    u8 offset; /* in struct fault */
};

static const struct name names[] = {
    { "rax   ", offsetof(struct fault, rax) }, { "rbx   ", offsetof(struct fault, rbx) },
    { "rcx   ", offsetof(struct fault, rcx) }, { "rdx   ", offsetof(struct fault, rdx) },
    { "rsi   ", offsetof(struct fault, rsi) }, { "rdi   ", offsetof(struct fault, rdi) },
    { "rbp   ", offsetof(struct fault, rbp) }, { "rsp   ", offsetof(struct fault, rsp) },
    { "r8    ", offsetof(struct fault, r8) },  { "r9    ", offsetof(struct fault, r9) },
    { "r10   ", offsetof(struct fault, r10) }, { "r11   ", offsetof(struct fault, r11) },
    { "r12   ", offsetof(struct fault, r12) }, { "r13   ", offsetof(struct fault, r13) },
    { "r14   ", offsetof(struct fault, r14) }, { "r15   ", offsetof(struct fault, r15) },
    { "rip   ", offsetof(struct fault, rip) }, { "rflags", offsetof(struct fault, rflags) },
    { "cr2   ", offsetof(struct fault, cr2) }, { "cs    ", offsetof(struct fault, cs) },
    { "ss    ", offsetof(struct fault, ss) },
};

/* All digits, so that columns stand below each other. */
static void say_word(struct report *report, u64 word)
{
    char digits[DIGITS];
    for (u32 i = 0; i < DIGITS; i++)
        digits[i] = "0123456789abcdef"[word >> (4 * (DIGITS - 1 - i)) & 15];
    text_add_bytes(&report->line, digits, sizeof(digits));
}

void tell_registers(struct report *report)
{
    for (u32 i = 0; i < COUNT_OF(names); i++) {
        say(report, "  %s ", names[i].text);
        say_word(report, load_u64((const u8 *)report->fault + names[i].offset));
        if (i % REGISTERS_A_LINE == REGISTERS_A_LINE - 1)
            end_line(report);
    }
}

void tell_stack(struct report *report)
{
    u64 word;
    for (u32 i = 0; i < WORDS_SHOWN; i++) {
        const u64 virt = report->fault->rsp + sizeof(word) * i;
        if (!read_memory(report->facts, virt, &word, sizeof(word)))
            break;
        say(report, i % WORDS_A_LINE == 0 ? "  stack  " : " ");
        say_word(report, word);
        if (i % WORDS_A_LINE == WORDS_A_LINE - 1)
            end_line(report);
    }
    if (report->line.len > 0)
        end_line(report);
}
