/* How `lintel` speaks on standard error, and how it ends. */
#ifndef TOOLS_BASE_REPORT_H
#define TOOLS_BASE_REPORT_H
#include "common/base/bytes.h"
#include "common/base/error.h"

/* The tool's exit status; see lintel(1). */
enum outcome {
    OUTCOME_PASS = 0,
    OUTCOME_FAIL = 1,
    OUTCOME_HOST_ERROR = 2, /* wrong usage, or something on this machine failed */
    OUTCOME_FAULT = 3,
    OUTCOME_HANG = 4,
    OUTCOME_REFUSED = 5, /* kernel or machine refused, with a numbered error  */
};

/* "lintel: error L314: ..." and "hint: ..." on standard error. */
void report_error(struct error error);

/* A sink that prints each error as it comes. */
struct error_sink report_sink(void);

/* "lintel: ..." on standard error, for what is no error of the list. */
[[gnu::format(printf, 1, 2)]] void report_note(const char *format, ...);

/* What another program said, as it said it. */
void report_text(struct bytes text);

/* "lintel: warning: ...", of what is strange. One line, without whatever in it could not be shown. */
[[gnu::format(printf, 1, 2)]] void report_warning(const char *format, ...);

/* Is told of every error and every warning too. */
struct report_listener {
    void (*error)(struct report_listener *listener, struct error error);
    void (*warning)(struct report_listener *listener, const char *text);
};
void report_listen(struct report_listener *listener); /* NULL: nobody listens */

/* Ends this process as the signal would have, so that a shell or make sees it. Returns only if the signal did not. */
enum outcome end_by_signal(int signal_number);

/* Errors of this machine end with OUTCOME_HOST_ERROR, all others are refusals; no error is a pass. */
enum outcome outcome_of(struct error error);

#endif
