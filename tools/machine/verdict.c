/* Judges by nothing but the machine's end, so that `lintel run` and `lintel test` judge alike. */
#include "tools/machine/verdict.h"
#include "common/cpu/ports.h"
#include "tools/machine/qemu.h"
#include <stdarg.h>
#include <stdio.h>
#include <sys/wait.h>

[[gnu::format(printf, 3, 4)]] static void set(struct verdict *verdict, enum outcome outcome, const char *format, ...)
{
    va_list arguments;
    verdict->outcome = outcome;
    va_start(arguments, format);
    (void)vsnprintf(verdict->why, sizeof(verdict->why), format, arguments);
    va_end(arguments);
}

static void judge_code(u8 code, struct verdict *verdict)
{
    switch (code) {
    case EXIT_PASS:
        set(verdict, OUTCOME_PASS, "%s", "");
        return;
    case EXIT_FAIL:
        set(verdict, OUTCOME_FAIL, "the kernel reported a fail");
        return;
    case EXIT_FAULT:
        set(verdict, OUTCOME_FAULT, "the CPU faulted before the kernel handled faults itself");
        return;
    case EXIT_REFUSED:
        set(verdict, OUTCOME_REFUSED, "the loader refused the kernel or the machine");
        return;
    default:
        set(verdict, OUTCOME_FAIL, "the kernel ended the machine with code 0x%x; 0x10 is a pass, 0x11 a fail", code);
    }
}

static void judge_exit(int status, bool had_window, struct verdict *verdict)
{
    if (WIFSIGNALED(status))
        set(verdict, OUTCOME_HOST_ERROR, QEMU_PROGRAM " was ended by signal %d", WTERMSIG(status));
    else if (WEXITSTATUS(status) == 0 && had_window)
        set(verdict, OUTCOME_PASS, "%s", ""); /* by closing it */
    else if (WEXITSTATUS(status) == 0)
        set(verdict, OUTCOME_HOST_ERROR, QEMU_PROGRAM " was ended by somebody else");
    else
        verdict_of_error(error_about(ERR_HOST_TOOL, QEMU_PROGRAM, (u64)WEXITSTATUS(status)), verdict);
}

static void judge(const struct vm *vm, struct verdict *verdict)
{
    switch (vm->end.how) {
    case VM_REPORTED:
        judge_code(vm->end.code, verdict);
        return;
    case VM_RESET:
        set(verdict, OUTCOME_FAULT, "the kernel reset the machine: a triple fault, if it did not mean to");
        return;
    case VM_TIMED_OUT:
        set(verdict, OUTCOME_HANG, "nothing ended the machine within %u s: the kernel hangs, or needs a longer --timeout",
            vm->timeout_seconds);
        return;
    case VM_UNHEARD:
        verdict_of_error(error_about(ERR_HOST_WRITE, "what the machine says", (u64)vm->end.failed), verdict);
        return;
    case VM_INTERRUPTED:
        verdict->signal = vm->end.signal;
        return;
    case VM_EXITED:
        judge_exit(vm->end.status, vm->has_window, verdict);
        return;
    case VM_SWITCHED_OFF:
    case VM_SATISFIED:
        set(verdict, OUTCOME_PASS, "%s", "");
        return;
    default:
        set(verdict, OUTCOME_HOST_ERROR, QEMU_PROGRAM " stood still");
    }
}

/* A first stage that refused has no other way to tell; the machine has said why. */
static bool is_early_refusal(const struct vm *vm)
{
    return vm->end.was_refused && (vm->end.how == VM_RESET || vm->end.how == VM_TIMED_OUT);
}

void verdict_of_end(const struct vm *vm, struct verdict *verdict)
{
    *verdict = (struct verdict) { .outcome = OUTCOME_PASS };
    if (is_early_refusal(vm))
        judge_code(EXIT_REFUSED, verdict);
    else
        judge(vm, verdict);
    if (verdict->outcome != OUTCOME_PASS || vm->expectation == NULL)
        return;
    const char *missing = expectation_missing(vm->expectation);
    if (missing != NULL)
        set(verdict, OUTCOME_FAIL, "the serial line never said \"%.*s\"", (int)sizeof(verdict->why) - 32, missing);
}

void verdict_of_error(struct error error, struct verdict *verdict)
{
    struct text sentence = TEXT_OF(verdict->why);
    *verdict = (struct verdict) { .outcome = outcome_of(error), .error = error };
    error_sentence(error, &sentence);
}

enum outcome verdict_tell(const struct verdict *verdict)
{
    if (verdict->signal != 0)
        return end_by_signal(verdict->signal);
    if (verdict->error.code != ERR_NONE)
        report_error(verdict->error);
    else if (verdict->why[0] != '\0')
        report_note("%s", verdict->why);
    return verdict->outcome;
}
