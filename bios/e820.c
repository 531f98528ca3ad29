/* Asks the BIOS for its memory map, entry by entry. */
#include "bios/e820.h"
#include "bios/thunk.h"
#include "common/base/string.h"

#define SMAP        0x534d4150u
#define CALLS_LIMIT 4096 /* a BIOS whose continuation value never becomes 0 begins again, or at worst fills the map */

/* Cleared before each call: a BIOS may write less than it says. The presence bit is set for those that write 20 bytes and say 24.
 */
static u32 ask(u32 *continuation, u8 entry[E820_ENTRY_BYTES], struct bios_registers *registers)
{
    memset(entry, 0, E820_ENTRY_BYTES);
    entry[20] = 1;
    *registers = (struct bios_registers) { .eax = 0xe820,
                                           .edx = SMAP,
                                           .ebx = *continuation,
                                           .ecx = E820_ENTRY_BYTES,
                                           .es = bios_segment(entry),
                                           .edi = bios_offset(entry) };
    bios_call(0x15, registers);
    *continuation = registers->ebx;
    const bool answered = !bios_failed(registers) && registers->eax == SMAP;
    return answered ? registers->ecx : 0;
}

struct error e820_read(struct memory_map *raw)
{
    static u8 entry[E820_ENTRY_BYTES], first[E820_ENTRY_BYTES];
    struct bios_registers registers;
    u32 continuation = 0;
    for (u32 calls = 0; calls < CALLS_LIMIT; calls++) {
        const u32 written_bytes = ask(&continuation, entry, &registers);
        if (written_bytes == 0 && calls == 0)
            return error_of(ERR_BIOS_NO_MEMORY_MAP, registers.eax >> 8 & 0xff);
        if (written_bytes == 0 || (calls > 0 && memcmp(entry, first, sizeof(entry)) == 0))
            break;
        if (calls == 0)
            memcpy(first, entry, sizeof(first));
        struct memory_region region;
        if (e820_translate(entry, written_bytes, &region))
            TRY(memory_map_add(raw, region));
        if (continuation == 0)
            break;
    }
    return OK;
}
