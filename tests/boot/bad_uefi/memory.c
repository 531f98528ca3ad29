/* Pages from the wrong places, and memory maps that are long, growing, wide or disorderly. */
#include "tests/boot/bad_uefi/high.h"
#include "tests/boot/bad_uefi/services.h"
#include "tests/boot/bad_uefi/strict.h"

#define MAP_MAX_BYTES    (1u << 20)
#define UNKNOWN_TYPE     0x6fffffff /* neither the specification's nor an operating system's */
#define DISORDER_ENTRIES 4
#define PADDING          0xa5

/* The firmware's map, and the one that is made of it. */
static UINT8 true_map[MAP_MAX_BYTES], bad_map[MAP_MAX_BYTES];

static EFI_STATUS allocate(EFI_ALLOCATE_TYPE how, EFI_MEMORY_TYPE type, UINTN pages, EFI_PHYSICAL_ADDRESS *start_phys)
{
    EFI_PHYSICAL_ADDRESS low_phys = LOW_MEMORY_MAX;
    if (bad.misdeeds.low_pages && bad.boot->AllocatePages(AllocateMaxAddress, type, pages, &low_phys) == EFI_SUCCESS) {
        *start_phys = low_phys;
        return EFI_SUCCESS;
    }
    if (!bad.misdeeds.high_pages)
        return bad.boot->AllocatePages(how, type, pages, start_phys);
    if (how == AllocateMaxAddress && *start_phys <= LOW_4_GIB_MAX)
        return EFI_OUT_OF_RESOURCES;
    return high_allocate_pages(type, pages, start_phys);
}

EFI_STATUS EFIAPI bad_allocate_pages(EFI_ALLOCATE_TYPE how, EFI_MEMORY_TYPE type, UINTN pages, EFI_PHYSICAL_ADDRESS *start_phys)
{
    rule(type == EfiLoaderData || type == EfiLoaderCode, "the loader allocated memory of a type that is not its own");
    if (call_fails("AllocatePages"))
        return EFI_OUT_OF_RESOURCES;
    EFI_STATUS status = allocate(how, type, pages, start_phys);
    if (status == EFI_SUCCESS && bad.misdeeds.strict && type == EfiLoaderData)
        strict_forbid_execution(*start_phys, pages);
    return status;
}

/* Every other page of a block is given back. */
void memory_break_up(UINTN pieces)
{
    EFI_PHYSICAL_ADDRESS block_phys;
    if (pieces == 0)
        return;
    EFI_STATUS status = bad.boot->AllocatePages(AllocateAnyPages, EfiBootServicesData, 2 * pieces, &block_phys);
    rule(status == EFI_SUCCESS, "there is no memory to break into pieces");
    for (UINTN i = 0; i < pieces; i++)
        bad.boot->FreePages(block_phys + 2 * i * EFI_PAGE_SIZE, 1);
}

static const EFI_MEMORY_DESCRIPTOR *descriptor_at(UINTN bytes, UINTN descriptor_bytes, UINTN index)
{
    if (bad.misdeeds.map_disorder) /* highest first */
        index = bytes / descriptor_bytes - 1 - index;
    return (const EFI_MEMORY_DESCRIPTOR *)(true_map + index * descriptor_bytes);
}

static UINT8 *append(UINT8 *at, UINTN distance, const EFI_MEMORY_DESCRIPTOR *descriptor)
{
    bad.boot->SetMem(at, distance, PADDING);
    bad.boot->CopyMem(at, (void *)descriptor, sizeof(*descriptor));
    return at + distance;
}

/* About the memory of a true descriptor: one without pages, a second time the same, a page in its midst of a type that nobody
 * knows, and one that is reserved. Boot services' memory is what the loader never is given. */
static UINT8 *append_disorder(UINT8 *at, UINTN distance, const EFI_MEMORY_DESCRIPTOR *about)
{
    EFI_MEMORY_DESCRIPTOR descriptor = *about;
    at = append(at, distance, &descriptor);
    descriptor.NumberOfPages = 0;
    at = append(at, distance, &descriptor);
    descriptor.NumberOfPages = 1;
    descriptor.PhysicalStart += about->NumberOfPages / 2 * EFI_PAGE_SIZE;
    descriptor.Type = UNKNOWN_TYPE;
    at = append(at, distance, &descriptor);
    descriptor.PhysicalStart = about->PhysicalStart;
    descriptor.Type = EfiReservedMemoryType;
    return append(at, distance, &descriptor);
}

static UINTN remake_map(UINTN true_bytes, UINTN true_distance, UINTN distance)
{
    UINT8 *at = bad_map;
    bool is_orderly = !bad.misdeeds.map_disorder;
    rule((true_bytes / true_distance + DISORDER_ENTRIES) * distance <= sizeof(bad_map), "this firmware's map is too long");
    for (UINTN i = 0; i < true_bytes / true_distance; i++) {
        const EFI_MEMORY_DESCRIPTOR *descriptor = descriptor_at(true_bytes, true_distance, i);
        at = append(at, distance, descriptor);
        if (!is_orderly && descriptor->Type == EfiBootServicesData && descriptor->NumberOfPages >= 3) {
            at = append_disorder(at, distance, descriptor);
            is_orderly = true;
        }
    }
    return (UINTN)(at - bad_map);
}

EFI_STATUS EFIAPI bad_get_memory_map(UINTN *bytes, EFI_MEMORY_DESCRIPTOR *map, UINTN *key, UINTN *descriptor_bytes,
                                     UINT32 *version)
{
    if (call_fails("GetMemoryMap"))
        return EFI_DEVICE_ERROR;
    memory_break_up(bad.misdeeds.map_growth);
    UINTN true_bytes = sizeof(true_map), true_distance, room_bytes = *bytes;
    EFI_STATUS status = bad.boot->GetMemoryMap(&true_bytes, (EFI_MEMORY_DESCRIPTOR *)true_map, key, &true_distance, version);
    if (status != EFI_SUCCESS)
        return status;
    *descriptor_bytes = bad.misdeeds.descriptor_bytes ? bad.misdeeds.descriptor_bytes : true_distance;
    *bytes = remake_map(true_bytes, true_distance, *descriptor_bytes);
    if (room_bytes < *bytes)
        return EFI_BUFFER_TOO_SMALL;
    bad.boot->CopyMem(map, bad_map, *bytes);
    return EFI_SUCCESS;
}
