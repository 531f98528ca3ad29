/* What a machine's end means. */
#ifndef TOOLS_MACHINE_VERDICT_H
#define TOOLS_MACHINE_VERDICT_H
#include "tools/base/report.h"
#include "tools/machine/vm.h"

struct verdict {
    enum outcome outcome;
    char why[256];      /* a sentence for the user; "": a pass, of which there is nothing to say */
    struct error error; /* if that is what the sentence is of                                    */
    int signal;         /* not 0: it interrupted us, so that there is no outcome                 */
};

/* Of a machine that was seen to its end. */
void verdict_of_end(const struct vm *vm, struct verdict *verdict);

/* Says it on standard error, or ends us by the signal that interrupted us. Returns how the verb ends. */
enum outcome verdict_tell(const struct verdict *verdict);

/* Of a machine that never started. */
void verdict_of_error(struct error error, struct verdict *verdict);

#endif
