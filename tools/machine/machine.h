/* One boot of one machine, from its start to a verdict: the one way in which `lintel run` and `lintel test` boot. */
#ifndef TOOLS_MACHINE_MACHINE_H
#define TOOLS_MACHINE_MACHINE_H
#include "tools/machine/qemu.h"
#include "tools/machine/verdict.h"

/* `machine` without what is opened here: firmware and sockets. Of `vm` what is the caller's. `input_fd` goes to the serial line,
 * or SPAWN_NONE. Every error is a verdict too. */
void machine_boot(struct qemu_machine *machine, struct vm *vm, int input_fd, struct verdict *verdict);

/* The two halves of that, for a machine that somebody gets hold of in between. The first sees it to its end, or to its pause. */
struct error machine_run(struct qemu_machine *machine, struct vm *vm, int input_fd);
void machine_close(struct qemu_machine *machine, struct vm *vm);

#endif
