/* The report of a CPU exception that the kernel caused before it had an IDT of its own: this file is its order. */
#include "common/resident/report/report.h"
#include "common/cpu/ports.h"
#include "common/cpu/x86.h"

_Noreturn void resident_report(const struct fault *fault, const struct resident_facts *facts, u8 *reports);

void end_line(struct report *report)
{
    output_line(&report->output, report->line.data, report->line.len);
    report->line.len = 0;
}

static void tell(struct report *report)
{
    end_line(report);
    tell_headline(report);
    explain(report);
    tell_backtrace(report);
    tell_registers(report);
    tell_stack(report);
}

/* What the kernel did to its page tables, or to us, makes even the report fault: then the ports have its beginning. */
static void tell_second(struct report *report)
{
    end_line(report);
    say(report, "error: CPU exception %u at %x while this was reported (cr2 %x)", report->fault->vector, report->fault->rip,
        report->fault->cr2);
    end_line(report);
}

_Noreturn static void stop(const struct resident_facts *facts, u8 *reports)
{
    *reports = 2; /* what comes now, an NMI for one, is no fault of this report */
    if (facts->exit_device)
        out_u8(EXIT_DEVICE_PORT, EXIT_FAULT);
    halt_forever();
}

_Noreturn void resident_report(const struct fault *fault, const struct resident_facts *facts, u8 *reports)
{
    if (*reports >= 2)
        halt_forever(); /* not even that went well, or all is said */
    const bool is_second = (*reports)++ > 0;
    char buffer[256];
    struct report report;
    report.fault = fault;
    report.facts = facts;
    report.line = (struct text)TEXT_OF(buffer);
    output_to_ports(&report.output, facts);
    if (is_second) {
        tell_second(&report);
        stop(facts, reports);
    }
    tell(&report);
    if (output_to_screen(&report.output, facts))
        tell(&report);
    stop(facts, reports);
}
