/* From the firmware's memory descriptors to the regions of the core. */
#include "uefi/map.h"
#include "uefi/efi.h"

/* What is not named here is reserved: MMIO, PAL code, persistent and unaccepted memory, whatever later versions bring.
 * Loader memory is ours: the core claims from it what the kernel gets. Boot services' memory may still hold the BGRT's image or
 * the ESRT: the kernel decides when to take it. */
static u32 kind_of_type(u32 type)
{
    switch (type) {
    case EFI_LOADER_CODE:
    case EFI_LOADER_DATA:
    case EFI_CONVENTIONAL_MEMORY:
        return MEMORY_USABLE;
    case EFI_BOOT_SERVICES_CODE:
    case EFI_BOOT_SERVICES_DATA:
        return MEMORY_LOADER_RECLAIMABLE;
    case EFI_RUNTIME_SERVICES_CODE:
        return MEMORY_EFI_RUNTIME_CODE;
    case EFI_RUNTIME_SERVICES_DATA:
        return MEMORY_EFI_RUNTIME_DATA;
    case EFI_UNUSABLE_MEMORY:
        return MEMORY_BAD;
    case EFI_ACPI_RECLAIM_MEMORY:
        return MEMORY_ACPI_RECLAIMABLE;
    case EFI_ACPI_MEMORY_NVS:
        return MEMORY_ACPI_NVS;
    default:
        return MEMORY_RESERVED;
    }
}

/* Ordinary memory can be cached, is nobody's special purpose, and is not kept by the runtime services, whatever its type says. */
static u32 kind_of(u32 type, u64 attributes)
{
    const u64 checked = EFI_MEMORY_WB | EFI_MEMORY_SP | EFI_MEMORY_RUNTIME;
    const u32 kind = kind_of_type(type);
    const bool is_for_kernels = kind == MEMORY_USABLE || kind == MEMORY_LOADER_RECLAIMABLE;
    return is_for_kernels && (attributes & checked) != EFI_MEMORY_WB ? MEMORY_RESERVED : kind;
}

/* `at` has MAP_DESCRIPTOR_MIN_BYTES. Offset 16 holds the virtual address, which is the operating system's. */
static struct memory_region region_of(const u8 *at)
{
    const u64 pages_max = UINT64_MAX / PAGE_BYTES;
    u32 type = load_u32(at);
    u64 attributes = load_u64(at + 32);
    return (struct memory_region) {
        .start_phys = load_u64(at + 8),
        .bytes = min_u64(load_u64(at + 24), pages_max) * PAGE_BYTES,
        .kind = kind_of(type, attributes),
        .firmware_type = type,
        .attributes = attributes,
    };
}

struct error map_translate(struct bytes descriptors, u64 descriptor_bytes, struct memory_map *map)
{
    if (descriptor_bytes < MAP_DESCRIPTOR_MIN_BYTES)
        return error_about(ERR_UEFI_MEMORY_MAP, "descriptor size", descriptor_bytes);
    /* As on BIOS: a physical address of 0 is too good a null to be handed out. */
    static const struct memory_region page_zero = { .bytes = PAGE_BYTES, .kind = MEMORY_RESERVED };
    map->count = 0;
    struct bytes descriptor;
    for (u64 i = 0; i < descriptors.len / descriptor_bytes; i++)
        if (bytes_slice(descriptors, i * descriptor_bytes, MAP_DESCRIPTOR_MIN_BYTES, &descriptor))
            TRY(memory_map_add(map, region_of(descriptor.data)));
    return memory_map_add(map, page_zero);
}
