/* Promise: the machine's state at entry is the contract's, register by register. */
#include "check.h"
#include "machine_state.h"

ENTRY_BY_HAND();

void kernel_main(struct boot_info *info)
{
    check_machine_state(info, &entry);
    pass();
}
