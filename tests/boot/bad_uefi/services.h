/* The boot services that the loader sees. */
#ifndef TESTS_BOOT_BAD_UEFI_SERVICES_H
#define TESTS_BOOT_BAD_UEFI_SERVICES_H
#include "tests/boot/bad_uefi/calls.h"

/* A copy of the system table for the loader alone: what the firmware itself calls stays as it was. */
EFI_SYSTEM_TABLE *services_replace(void);

/* Parts of it, a file each. */
EFI_STATUS EFIAPI bad_allocate_pages(EFI_ALLOCATE_TYPE how, EFI_MEMORY_TYPE type, UINTN pages, EFI_PHYSICAL_ADDRESS *start_phys);
EFI_STATUS EFIAPI bad_get_memory_map(UINTN *bytes, EFI_MEMORY_DESCRIPTOR *map, UINTN *key, UINTN *descriptor_bytes,
                                     UINT32 *version);
void memory_break_up(UINTN pieces);

/* What takes the place of a handle's protocol; NULL: nothing does. */
void *files_replace(void *protocol);
void *display_replace(EFI_HANDLE handle, void *protocol);
void *generator_replace(void *protocol);

/* Gives displays the EDID that was asked for. */
void edid_publish(void);

#endif
