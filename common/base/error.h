/* Errors are values: a code, what it is about, the wrong number. The sentences stand in error_list.h. */
#ifndef COMMON_BASE_ERROR_H
#define COMMON_BASE_ERROR_H
#include "common/base/error_list.h"
#include "common/base/text.h"
#include "common/base/types.h"

enum error_code {
    ERR_NONE = 0,
#define X(name, number, sentence, hint) name = number,
    ERRORS(X) HOST_ERRORS(X) RESIDENT_ERRORS(X)
#undef X
};

/* Two words, so that it travels in registers: with three, every TRY copies them through memory, and the BIOS loader grows by a
 * tenth. A subject is an address below 2^47, as all of a loader's and of a host program's are. */
struct [[nodiscard]] error {
    u64 code : 16;         /* enum error_code */
    u64 subject_bits : 48; /* see error_subject */
    u64 detail;            /* the wrong value */
};

#define OK ((struct error) { ERR_NONE, 0, 0 })

/* `subject`: what the error is about, a field or a file; a string that outlives the error. */
struct error error_about(enum error_code code, const char *subject, u64 detail);
struct error error_of(enum error_code code, u64 detail);

/* NULL if it is about nothing in particular. */
const char *error_subject(struct error error);

#define TRY(step)                                                                                                                \
    do {                                                                                                                         \
        struct error error_ = (step);                                                                                            \
        if (error_.code != ERR_NONE)                                                                                             \
            return error_;                                                                                                       \
    } while (0)

/* "error L314", "kernel.elf: the segment at 0x100000 would be ...", both with a colon between, the hint. Unknown codes have words
 * too. */
void error_number(struct error error, struct text *text);
void error_words(struct error error, struct text *text);
void error_sentence(struct error error, struct text *text);
const char *error_hint(struct error error);

/* Where validators report to. They go on after an error where the rest is independent of it, so that the host tool can
 * show everything at once; the loader stops at the first. `each` may be NULL. */
struct error_sink {
    struct error first; /* ERR_NONE: nothing was reported */
    u64 count;
    void (*each)(struct error_sink *sink, struct error error);
    void *context; /* for `each` */
};

void error_report(struct error_sink *sink, struct error error);

#endif
