/* Memory above 4 GiB, which OVMF gives to nobody who does not insist. */
#include "tests/boot/bad_uefi/high.h"

#define MAP_MAX_BYTES (256u << 10)

/* The end of the last range that is large enough; the map need not be sorted, but OVMF's is. */
EFI_STATUS high_allocate_pages(EFI_MEMORY_TYPE type, UINTN pages, EFI_PHYSICAL_ADDRESS *start_phys)
{
    static UINT8 map[MAP_MAX_BYTES];
    UINTN bytes = sizeof(map), distance, key;
    UINT32 version;
    EFI_STATUS status = bad.boot->GetMemoryMap(&bytes, (EFI_MEMORY_DESCRIPTOR *)map, &key, &distance, &version);
    rule(status == EFI_SUCCESS, "this firmware's map is too long for bad_uefi/high.c");
    *start_phys = 0;
    for (UINTN at = 0; at < bytes; at += distance) {
        const EFI_MEMORY_DESCRIPTOR *range = (const EFI_MEMORY_DESCRIPTOR *)(map + at);
        if (range->Type == EfiConventionalMemory && range->NumberOfPages >= pages)
            *start_phys = range->PhysicalStart + (range->NumberOfPages - pages) * EFI_PAGE_SIZE;
    }
    rule(*start_phys > LOW_4_GIB_MAX, "this machine has no memory above 4 GiB: give it 6 GiB");
    return bad.boot->AllocatePages(AllocateAddress, type, pages, start_phys);
}
