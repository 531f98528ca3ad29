/* Port E9h, as QEMU and Bochs have it: written only if it reads back its own number. */
#include "common/cpu/ports.h"
#include "common/cpu/x86.h"
#include "common/log/log.h"

bool debugcon_present(void)
{
    return in_u8(DEBUGCON) == DEBUGCON;
}

void debugcon_write(const char *data, size_t len)
{
    if (!debugcon_present())
        return;
    for (size_t i = 0; i < len; i++)
        out_u8(DEBUGCON, (u8)data[i]);
}
