/* The first line of a report: one of the numbered errors. */
#include "common/base/string.h"
#include "common/resident/report/errors.h"
#include "common/resident/report/report.h"

#define EXCEPTIONS 32

/* Of each vector below 32, one behind the other: the name in the CPU's manuals, and in words. */
static const char exception_names[] = "#DE, division error\0"
                                      "#DB, debug exception\0"
                                      "NMI, non-maskable interrupt\0"
                                      "#BP, breakpoint\0"
                                      "#OF, overflow\0"
                                      "#BR, bound range exceeded\0"
                                      "#UD, undefined instruction\0"
                                      "#NM, no x87 or SSE\0"
                                      "#DF, double fault\0"
                                      "coprocessor segment overrun\0"
                                      "#TS, invalid TSS\0"
                                      "#NP, segment not present\0"
                                      "#SS, stack fault\0"
                                      "#GP, general protection\0"
                                      "#PF, page fault\0"
                                      "reserved\0"
                                      "#MF, x87 error\0"
                                      "#AC, alignment check\0"
                                      "#MC, machine check\0"
                                      "#XM, SSE error\0"
                                      "#VE, virtualisation exception\0"
                                      "#CP, control protection\0"
                                      "reserved\0"
                                      "reserved\0"
                                      "reserved\0"
                                      "reserved\0"
                                      "reserved\0"
                                      "reserved\0"
                                      "#HV, hypervisor injection\0"
                                      "#VC, VMM communication\0"
                                      "#SX, security exception\0"
                                      "reserved";

static const char *exception_name(u64 vector)
{
    const char *name = exception_names;
    for (; vector > 0; vector--)
        name += strlen(name) + 1;
    return name;
}

void tell_headline(struct report *report)
{
    const struct fault *fault = report->fault;
    char name[48];
    struct text name_text = TEXT_OF(name);
    if (kernel_main_returned(report)) {
        text_expand(&report->line, ERR_KERNEL_RETURNED_sentence, "kernel_main", fault->rsp);
    } else if (fault->vector >= EXCEPTIONS) {
        text_expand(&report->line, ERR_KERNEL_INTERRUPT_sentence, "", fault->vector);
    } else {
        text_add(&name_text, "%u (%s)", fault->vector, exception_name(fault->vector));
        text_expand(&report->line, ERR_KERNEL_FAULT_sentence, name, fault->rip);
    }
    end_line(report);
}
