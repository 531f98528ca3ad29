/* How the tool speaks on standard error. */
#include "tools/base/report.h"
#include "tools/base/progress.h"
#include "tools/base/utf8.h"
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define SENTENCE_BYTES 8192 /* a path has up to 4096 */

/* These carry an errno, and its words say more than its number. */
static bool detail_is_errno(enum error_code code)
{
    return code == ERR_HOST_OPEN || code == ERR_HOST_WRITE || code == ERR_HOST_FOLDER_REPLACE;
}

/* Part of the tool's voice, as the terminal is. */
static struct report_listener *listening;

void report_listen(struct report_listener *listener)
{
    listening = listener;
}

void report_error(struct error error)
{
    char buffer[SENTENCE_BYTES] = "";
    struct text sentence = TEXT_OF(buffer);
    error_sentence(error, &sentence);
    utf8_clean_line(buffer);
    flockfile(stderr);
    progress_make_way();
    fprintf(stderr, "lintel: %s\nhint: ", buffer);
    if (detail_is_errno(error.code))
        fprintf(stderr, "%s: ", strerror((int)error.detail));
    fprintf(stderr, "%s\n", error_hint(error));
    funlockfile(stderr);
    if (listening != NULL)
        listening->error(listening, error);
}

static void report_each(struct error_sink *sink, struct error error)
{
    (void)sink;
    report_error(error);
}

struct error_sink report_sink(void)
{
    return (struct error_sink) { .first = OK, .each = report_each };
}

void report_note(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    flockfile(stderr);
    progress_make_way();
    fputs("lintel: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    funlockfile(stderr);
    va_end(arguments);
}

void report_text(struct bytes text)
{
    flockfile(stderr);
    progress_make_way();
    fwrite(text.data, 1, text.len, stderr);
    funlockfile(stderr);
}

void report_warning(const char *format, ...)
{
    char buffer[SENTENCE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(buffer, sizeof(buffer), format, arguments);
    va_end(arguments);
    utf8_clean_line(buffer);
    report_note("warning: %s", buffer);
    if (listening != NULL)
        listening->warning(listening, buffer);
}

enum outcome end_by_signal(int signal_number)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal_number);
    (void)fflush(NULL);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    return OUTCOME_HOST_ERROR;
}

/* What is wrong with an image is no failure of this machine. */
static bool is_damage(u64 code)
{
    return code >= ERR_IMAGE_BOOT_CODE && code <= ERR_IMAGE_UEFI_LOADER;
}

enum outcome outcome_of(struct error error)
{
    if (error.code == ERR_NONE)
        return OUTCOME_PASS;
    return error.code / 100 == 7 && !is_damage(error.code) ? OUTCOME_HOST_ERROR : OUTCOME_REFUSED;
}
