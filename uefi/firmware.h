/* What efi_main was given: the door's only globals. */
#ifndef UEFI_FIRMWARE_H
#define UEFI_FIRMWARE_H
#include "common/base/error.h"
#include "uefi/efi.h"

struct firmware {
    efi_handle image;
    const struct efi_system_table *system;
    const struct efi_boot_services *boot;
    bool is_leaving; /* from the first ExitBootServices on only memory services may be called: UEFI 2.10 7.4.6 */
};
extern struct firmware firmware;

/* The interface that a handle offers for a protocol, or NULL. */
void *firmware_protocol(efi_handle handle, const struct efi_guid *protocol);

/* The same for what cannot be done without: ERR_UEFI_PROTOCOL about `name`, with the firmware's status. */
struct error firmware_need(efi_handle handle, const struct efi_guid *protocol, const char *name, void **interface);

/* What the loader was started from; no other device is looked at. */
struct error firmware_boot_device(efi_handle *device);

#endif
