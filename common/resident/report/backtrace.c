/* Where it happened and who called, by the chain of frame pointers. */
#include "common/resident/report/errors.h"
#include "common/resident/report/report.h"

#define FRAMES_SHOWN_MAX  12
#define WORDS_GUESSED_MAX 64
#define GUESSES_SHOWN_MAX 5
#define FRAMES_LOOKED_MAX 1000000 /* a chain that goes up for ever ends with its mapping; this is for a very large stack */

struct frame {
    u64 caller_frame, return_virt;
};

/* A return address may be behind the end of a function that ends in a call: what called is the byte before. */
static void tell_call(struct report *report, const char *how, u64 return_virt, u64 times)
{
    say(report, "  %s %x", how, return_virt);
    say_symbol(report, return_virt, return_virt - 1);
    if (times > 1)
        say(report, " (%u times)", times);
    end_line(report);
}

/* False where the chain ends. Callers' frames lie above. */
static bool next_frame(const struct resident_facts *facts, u64 frame_virt, struct frame *frame)
{
    return frame_virt % sizeof(u64) == 0 && read_memory(facts, frame_virt, frame, sizeof(*frame)) &&
           code_is_at(facts, frame->return_virt - 1);
}

/* How often a function called itself: returns the first frame that is another's. */
static struct frame skip_repeated(const struct resident_facts *facts, struct frame frame, u64 *times)
{
    struct frame next;
    *times = 1;
    while (*times < FRAMES_LOOKED_MAX && next_frame(facts, frame.caller_frame, &next) && next.return_virt == frame.return_virt &&
           next.caller_frame > frame.caller_frame) {
        frame = next;
        ++*times;
    }
    return frame;
}

/* Calls are e8 with four bytes behind it, or ff /2 with an operand of up to five (Intel SDM 2A, CALL). */
static bool call_ends_at(const struct resident_facts *facts, u64 return_virt)
{
    enum { CODE_BYTES = 7, CALL_NEAR = 0xe8, CALL_INDIRECT = 0xff };
    u8 code[CODE_BYTES];
    if (!code_is_at(facts, return_virt - 1) || !read_memory(facts, return_virt - sizeof(code), code, sizeof(code)))
        return false;
    for (u32 bytes = 2; bytes <= CODE_BYTES; bytes++)
        if (code[CODE_BYTES - bytes] == CALL_INDIRECT && (code[CODE_BYTES - bytes + 1] & 0x38) == 0x10)
            return true;
    return code[CODE_BYTES - 5] == CALL_NEAR;
}

/* addr2line wants addresses as linked. */
static void tell_addr2line(struct report *report)
{
    const u64 rip = report->fault->rip;
    if (!code_is_at(report->facts, rip))
        return;
    say(report, "hint: ");
    text_expand(&report->line, ERR_KERNEL_FAULT_hint, "", rip - report->facts->kernel_slide);
    end_line(report);
}

/* A leaf function often has no frame, also if all others do: then the stack pointer points to its return address. One that jumped
 * to where there is no code left its own there. */
static void tell_top_of_stack(struct report *report, const char *how)
{
    u64 word;
    if (read_memory(report->facts, report->fault->rsp, &word, sizeof(word)) && call_ends_at(report->facts, word))
        tell_call(report, how, word, 1);
}

static void tell_first(struct report *report)
{
    const u64 rip = report->fault->rip;
    const bool is_code = code_is_at(report->facts, rip);
    say(report, "  at %x", rip);
    if (is_code)
        say_symbol(report, rip, rip);
    end_line(report);
    tell_top_of_stack(report, is_code ? "perhaps by" : "by");
}

/* Returns how many there were. */
static u32 tell_frames(struct report *report)
{
    u64 frame_virt = report->fault->rbp, times;
    struct frame frame;
    u32 shown = 0;
    while (shown < FRAMES_SHOWN_MAX && next_frame(report->facts, frame_virt, &frame)) {
        const u64 return_virt = frame.return_virt;
        frame = skip_repeated(report->facts, frame, &times);
        tell_call(report, "by", return_virt, times);
        shown++;
        if (frame.caller_frame <= frame_virt)
            break;
        frame_virt = frame.caller_frame;
    }
    return shown;
}

/* A kernel without frame pointers: what looks like a return address may be one, or the rest of an earlier call. The first word
 * was looked at before. */
static void tell_guesses(struct report *report)
{
    u64 word;
    for (u32 i = 1, shown = 0; i < WORDS_GUESSED_MAX && shown < GUESSES_SHOWN_MAX; i++) {
        if (!read_memory(report->facts, report->fault->rsp + i * sizeof(word), &word, sizeof(word)))
            return;
        if (!call_ends_at(report->facts, word))
            continue;
        tell_call(report, "perhaps by", word, 1);
        shown++;
    }
}

void tell_backtrace(struct report *report)
{
    if (kernel_main_returned(report))
        return;
    tell_first(report);
    if (tell_frames(report) == 0)
        tell_guesses(report);
    tell_addr2line(report);
}
