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
#undef X
};

static const struct entry *entry_of(enum error_code code)
{
    static const struct entry unknown = { ERR_NONE, "unknown error (%x)", "report this: it is Lintel's own fault" };
    for (size_t i = 0; i < COUNT_OF(entries); i++)
        if (entries[i].code == code)
            return &entries[i];
    return &unknown;
}

void error_sentence(struct error error, struct text *text)
{
    text_add(text, "error L%u: ", (u64)error.code);
    const char *subject = error.subject != NULL ? error.subject : "it";
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
