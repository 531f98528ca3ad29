/* What the files of the report share. They are linked into the resident's text alone, and into the unit tests: no variables, no
 * tables of pointers, and nothing is read that the facts' mapping list does not have. */
#ifndef COMMON_RESIDENT_REPORT_REPORT_H
#define COMMON_RESIDENT_REPORT_REPORT_H
#include "common/base/text.h"
#include "common/resident/facts.h"
#include "common/resident/report/output.h"

struct report {
    const struct fault *fault;
    const struct resident_facts *facts;
    struct output output;
    struct text line; /* being written */
};

/* say(report, format...) adds to the line; end_line sends it. */
#define say(report, ...) text_add(&(report)->line, __VA_ARGS__)
void end_line(struct report *report);

/* headline.c: what happened, in the words of the error list. */
void tell_headline(struct report *report);

/* explain.c: why the CPU minded, and what helps. */
void explain(struct report *report);

/* explain_page.c: the same for a page fault. */
void explain_page_fault(struct report *report);

/* backtrace.c: where, and who called. */
void tell_backtrace(struct report *report);

/* registers.c: the registers and the top of the stack. */
void tell_registers(struct report *report);
void tell_stack(struct report *report);

/* reach.c: questions to the facts. */
const struct boot_mapped *mapping_at(const struct resident_facts *facts, u64 virt); /* NULL: nothing is mapped there */
bool code_is_at(const struct resident_facts *facts, u64 virt);
bool read_memory(const struct resident_facts *facts, u64 virt, void *data,
                 size_t len); /* false: that is no memory, or not all of it is mapped */
void say_owner(struct report *report, u32 owner);
void say_section(struct report *report, u64 virt); /* ", section .rodata", or nothing */

/* kernel_main returned: the zero above its stack was popped as its return address. */
bool kernel_main_returned(const struct report *report);

/* symbols.c: " kernel_main+0x12", or nothing. The symbol is the one that `inside_virt` lies in: of a return address, the byte
 * before. */
void say_symbol(struct report *report, u64 virt, u64 inside_virt);

/* The name that begins there, up to what does not belong into one: a file may say anything. */
void say_name(struct report *report, struct bytes names, u64 offset);

#endif
