/* A window slides over the stream; it keeps as much of what is past as a text may have begun in. */
#include "tools/machine/expectation.h"
#include "common/base/checked.h"
#include <string.h>

static void look_through(struct expectation *expectation)
{
    for (size_t i = 0; i < expectation->count; i++) {
        const char *text = expectation->texts[i];
        expectation->seen[i] |= memmem(expectation->window, expectation->len, text, strlen(text)) != NULL;
    }
}

static void forget_all_but_the_end(struct expectation *expectation)
{
    const size_t kept = min_u64(expectation->len, EXPECTED_BYTES_MAX - 1);
    memmove(expectation->window, expectation->window + expectation->len - kept, kept);
    expectation->len = kept;
}

void expectation_look(struct expectation *expectation, const char *data, size_t len)
{
    while (len > 0) {
        const size_t taken = min_u64(len, sizeof(expectation->window) - expectation->len);
        memcpy(expectation->window + expectation->len, data, taken);
        expectation->len += taken;
        look_through(expectation);
        forget_all_but_the_end(expectation);
        data += taken;
        len -= taken;
    }
}

const char *expectation_missing(const struct expectation *expectation)
{
    for (size_t i = 0; i < expectation->count; i++)
        if (!expectation->seen[i])
            return expectation->texts[i];
    return NULL;
}
