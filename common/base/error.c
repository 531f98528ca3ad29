/* From an error value to the words that a person reads. */
#include "common/base/error.h"

struct entry {
    enum error_code code;
    const char *sentence;
    const char *hint;
};

static const struct entry entries[] = {
#define X(name, number, sentence, hint) { name, sentence, hint },
    ERRORS(X)
#if __STDC_HOSTED__ /* a loader can't meet the host tool's errors */
        HOST_ERRORS(X)
#endif
#undef X
};

static const struct entry *entry_of(u64 code)
{
    static const struct entry unknown = { ERR_NONE, "unknown error (%x)", "report this: it is Lintel's own fault" };
    for (size_t i = 0; i < COUNT_OF(entries); i++)
        if ((u64)entries[i].code == code)
            return &entries[i];
    return &unknown;
}

struct error error_about(enum error_code code, const char *subject, u64 detail)
{
    return (struct error) { (u64)code & 0xffff, (uintptr_t)subject & 0xffffffffffff, detail };
}

struct error error_of(enum error_code code, u64 detail)
{
    return error_about(code, NULL, detail);
}

const char *error_subject(struct error error)
{
    return (const char *)(uintptr_t)error.subject_bits;
}

void error_sentence(struct error error, struct text *text)
{
    text_add(text, "error L%u: ", (u64)error.code);
    const char *subject = error_subject(error) != NULL ? error_subject(error) : "it";
    text_expand(text, entry_of(error.code)->sentence, subject, error.detail);
}

const char *error_hint(struct error error)
{
    return entry_of(error.code)->hint;
}

void error_report(struct error_sink *sink, struct error error)
{
    if (error.code == ERR_NONE)
        return;
    if (sink->count++ == 0)
        sink->first = error;
    if (sink->each != NULL)
        sink->each(sink, error);
}
