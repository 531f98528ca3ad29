/* From an error value to the words that a person reads. */
#include "common/base/error.h"
#include "common/base/string.h"

#if __STDC_HOSTED__ /* a loader can't meet the host tool's errors, and the resident has its own */
#define ALL_ERRORS(X) ERRORS(X) HOST_ERRORS(X) RESIDENT_ERRORS(X)
#else
#define ALL_ERRORS(X) ERRORS(X)
#endif

#define UNKNOWN(X) X(unknown, 0, "unknown error (%x)", "report this: it is Lintel's own fault")

static const u16 numbers[] = {
#define X(name, number, sentence, hint) number,
    ALL_ERRORS(X)
#undef X
};

/* Sentence and hint of each number, in the same order, one behind the other. A table of pointers would cost a fifth of the texts'
 * bytes on top of them, and the BIOS loader has few. */
static const struct {
#define X(name, number, sentence, hint) char name##_sentence[sizeof(sentence)], name##_hint[sizeof(hint)];
    ALL_ERRORS(X) UNKNOWN(X)
#undef X
} texts = {
#define X(name, number, sentence, hint) sentence, hint,
    ALL_ERRORS(X) UNKNOWN(X)
#undef X
};

static const char *text_after(const char *text)
{
    return text + strlen(text) + 1;
}

/* The hint stands behind it. */
static const char *sentence_of(u64 code)
{
    const char *sentence = (const char *)&texts;
    for (size_t i = 0; i < COUNT_OF(numbers) && numbers[i] != code; i++)
        sentence = text_after(text_after(sentence));
    return sentence;
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

void error_number(struct error error, struct text *text)
{
    text_add(text, "error L%u", (u64)error.code);
}

void error_words(struct error error, struct text *text)
{
    const char *subject = error_subject(error) != NULL ? error_subject(error) : "it";
    text_expand(text, sentence_of(error.code), subject, error.detail);
}

void error_sentence(struct error error, struct text *text)
{
    error_number(error, text);
    text_add(text, ": ");
    error_words(error, text);
}

const char *error_hint(struct error error)
{
    return text_after(sentence_of(error.code));
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
