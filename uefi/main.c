/* The entry of the UEFI application. */
#include "common/boot.h"
#include "common/cpu/debugger.h"
#include "common/cpu/x86.h"
#include "uefi/firmware.h"

efi_status EFIAPI efi_main(efi_handle image, const struct efi_system_table *system)
{
    u64 entry_tsc = read_tsc();
    firmware = (struct firmware) { .image = image, .system = system, .boot = system->boot_services };
    /* The firmware resets the machine 5 minutes after starting us otherwise (UEFI 2.10 3.1.2); a large ramdisk may take longer.
     */
    firmware.boot->set_watchdog_timer(0, 0, 0, NULL);
    debugger_wait(DEBUGGER_LOADER_FW_CFG_FILE, 0, 0);
    boot(entry_tsc);
}
