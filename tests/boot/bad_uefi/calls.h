/* What all of the misbehaving firmware's functions share: its state, counting the loader's calls, and the rules that the loader
 * itself has to keep. Who breaks one ends QEMU with status 51, and a sentence on the serial line. */
#ifndef TESTS_BOOT_BAD_UEFI_CALLS_H
#define TESTS_BOOT_BAD_UEFI_CALLS_H
#include "tests/boot/bad_uefi/misdeeds.h"
#include <efi.h>
#include <stdbool.h>

#define EXIT_NOT_STARTED 0x17 /* QEMU ends with status 47 */
#define EXIT_BROKE_RULE  0x19 /* 51 */
#define LOW_MEMORY_MAX   0x9ffff
#define LOW_4_GIB_MAX    0xffffffff

struct bad_uefi {
    struct misdeeds misdeeds;
    EFI_SYSTEM_TABLE *system; /* the real ones */
    EFI_BOOT_SERVICES *boot;
    UINT32 call_count;
    bool is_leaving; /* ExitBootServices was called: memory services are all that may be (UEFI 2.10 §7.4.6) */
};
extern struct bad_uefi bad;

/* Counts a call of the loader's, `name` for the log. True if it is the one that has to fail. */
bool call_fails(const char *name);

/* The same for what is no memory service: a broken rule while the firmware is being left. */
bool protocol_call_fails(const char *name);

void say(const char *text);
void rule(bool is_kept, const char *sentence);
_Noreturn void machine_end(UINT8 code);

/* Two GUIDs. */
bool same_guid(const EFI_GUID *a, const EFI_GUID *b);

#endif
