/* Texts that are to appear on the serial line, in any order, however it comes in pieces. */
#ifndef TOOLS_MACHINE_EXPECTATION_H
#define TOOLS_MACHINE_EXPECTATION_H
#include "common/base/types.h"

#define EXPECTED_MAX       32
#define EXPECTED_BYTES_MAX 1024 /* of one text */

struct expectation {
    const char *texts[EXPECTED_MAX]; /* none is empty */
    bool seen[EXPECTED_MAX];
    size_t count;
    char window[2 * EXPECTED_BYTES_MAX]; /* the end of what came */
    size_t len;
};

void expectation_look(struct expectation *expectation, const char *data, size_t len);

/* The first text that has not appeared, or NULL. */
const char *expectation_missing(const struct expectation *expectation);

#endif
