/* Pages from the firmware: only EfiLoaderData, since custom types break some firmware's ExitBootServices; only what is needed,
 * since grabbing all memory has broken machines; at no fixed address, since that fails in memory that the map calls free. */
#include "uefi/memory.h"
#include "common/base/checked.h"
#include "uefi/firmware.h"

void memory_free(u64 start_phys, u64 end_phys)
{
    if (start_phys < end_phys)
        firmware.boot->free_pages(start_phys, (end_phys - start_phys) / PAGE_BYTES);
}

/* Below 4 GiB if possible: any CR3 can be loaded from there, and any device reaches it. */
static efi_status take_pages(u64 bytes, u64 *start_phys)
{
    *start_phys = 4 * GIB_BYTES - 1;
    efi_status status = firmware.boot->allocate_pages(EFI_ALLOCATE_MAX_ADDRESS, EFI_LOADER_DATA, bytes / PAGE_BYTES, start_phys);
    if (status == EFI_SUCCESS)
        return status;
    return firmware.boot->allocate_pages(EFI_ALLOCATE_ANY_PAGES, EFI_LOADER_DATA, bytes / PAGE_BYTES, start_phys);
}

/* Takes more than is needed, keeps an aligned part above 1 MiB and gives the rest back at once. */
static efi_status take_part(u64 bytes, u64 align_bytes, u64 spare_bytes, u64 *start_phys)
{
    u64 whole_bytes, block_phys;
    if (!checked_add(bytes, spare_bytes, &whole_bytes))
        return EFI_OUT_OF_RESOURCES;
    efi_status status = take_pages(whole_bytes, &block_phys);
    if (status != EFI_SUCCESS)
        return status;
    u64 part_phys = align_up(max_u64(block_phys, MIB_BYTES), align_bytes);
    if (part_phys - block_phys > spare_bytes) {
        memory_free(block_phys, block_phys + whole_bytes);
        return EFI_NOT_FOUND;
    }
    memory_free(block_phys, part_phys);
    memory_free(part_phys + bytes, block_phys + whole_bytes);
    *start_phys = part_phys;
    return EFI_SUCCESS;
}

struct error memory_allocate(u64 bytes, u64 align_bytes, const char *purpose, u64 *start_phys)
{
    u64 rounded_bytes;
    if (!checked_align_up(max_u64(bytes, 1), PAGE_BYTES, &rounded_bytes))
        return error_about(ERR_NOT_ENOUGH_MEMORY, purpose, bytes);
    u64 spare_bytes = align_bytes - PAGE_BYTES;
    efi_status status = take_part(rounded_bytes, align_bytes, spare_bytes, start_phys);
    if (status == EFI_NOT_FOUND) /* with 1 MiB more, enough of the block lies above the first MiB wherever it is */
        status = take_part(rounded_bytes, align_bytes, spare_bytes + MIB_BYTES, start_phys);
    if (status == EFI_NOT_FOUND || status == EFI_OUT_OF_RESOURCES)
        return error_about(ERR_NOT_ENOUGH_MEMORY, purpose, rounded_bytes);
    if (status != EFI_SUCCESS)
        return error_about(ERR_FIRMWARE_ALLOCATE, purpose, status);
    return OK;
}
