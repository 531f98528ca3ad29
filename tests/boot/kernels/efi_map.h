/* Entries of boot_info's EFI memory map (UEFI 2.10 §7.2.3). */
#ifndef TESTS_BOOT_KERNELS_EFI_MAP_H
#define TESTS_BOOT_KERNELS_EFI_MAP_H
#include <lintel/kernel.h>

#define EFI_MEMORY_RUNTIME (1ull << 63)

enum { EFI_BOOT_SERVICES_CODE = 3, EFI_BOOT_SERVICES_DATA = 4 };

struct efi_descriptor {
    uint32_t type;
    uint64_t start_phys, start_virt, page_count, attributes;
};

static inline uint64_t efi_map_count(const struct boot_info *info)
{
    return info->efi_memory_map_bytes / info->efi_descriptor_bytes;
}

static inline struct efi_descriptor *efi_map_at(const struct boot_info *info, uint64_t index)
{
    return (struct efi_descriptor *)((uint64_t)info->efi_memory_map + index * info->efi_descriptor_bytes);
}

#endif
