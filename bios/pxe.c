/* Finding and calling the network card's ROM. */
#include "bios/pxe.h"
#include "bios/image.h"
#include "bios/layout.h"
#include "bios/thunk.h"
#include "common/base/string.h"
#include "common/log/log.h"
#include "common/platform.h"

#define FIRST_MIB_END 0x100000u

/* thunk.asm's: what bios_call_at is to call, and where that goes on. */
extern const u8 pxe_gate[];
extern u32 pxe_entry;

static struct bytes area_at(u32 far_address)
{
    const u64 start_phys = (u64)(far_address >> 16) * 16 + (far_address & 0xffff);
    if (start_phys == 0 || start_phys >= FIRST_MIB_END)
        return (struct bytes) { NULL, 0 };
    return (struct bytes) { platform_at(start_phys), (size_t)(FIRST_MIB_END - start_phys) };
}

static u32 kept(u64 field)
{
    return load_u32((const u8 *)platform_at(BOOT_SECTOR_START) + field);
}

struct error pxe_open(struct pxe_rom *rom)
{
    u32 pxe_structure;
    bool found = pxe_read_structure(area_at(kept(FIELD_PXE)), rom);
    if (!found && pxenv_read_structure(area_at(kept(FIELD_PXENV)), rom, &pxe_structure)) {
        (void)pxe_read_structure(area_at(pxe_structure), rom); /* it says more; an older ROM is called by what PXENV+ says */
        found = true;
    }
    if (!found)
        return error_about(ERR_PXE_UNUSABLE, "no structure !PXE or PXENV+", kept(FIELD_PXE));
    pxe_entry = rom->entry;
    return OK;
}

u16 pxe_call(enum pxe_function function, u8 *parameters)
{
    struct bios_registers registers = { .ebx = function, .es = bios_segment(parameters), .edi = bios_offset(parameters) };
    store_u16(parameters, 0);
    bios_call_at((u32)(uintptr_t)pxe_gate, &registers);
    const u16 status = load_u16(parameters), exit_code = (u16)registers.eax;
    return status != 0 ? status : exit_code;
}

void pxe_close(void)
{
    static const enum pxe_function last_calls[] = { PXE_UNDI_SHUTDOWN, PXE_UNLOAD_STACK, PXE_STOP_UNDI };
    static u8 parameters[16];
    for (size_t i = 0; i < COUNT_OF(last_calls); i++) {
        memset(parameters, 0, sizeof(parameters));
        const u16 status = pxe_call(last_calls[i], parameters);
        if (status != 0)
            log_warning("the network card's ROM does not end well: call %x, status %x", (u64)last_calls[i], (u64)status);
    }
}
