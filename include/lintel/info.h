/* What the kernel finds. */
#ifndef LINTEL_INFO_H
#define LINTEL_INFO_H
#include "config.h"
enum memory_kind {             /* 0 is the safe reading of anything unknown */
    MEMORY_RESERVED = 0, MEMORY_USABLE = 1, MEMORY_LOADER_RECLAIMABLE = 2, MEMORY_KERNEL = 3, MEMORY_FILE = 4,
    MEMORY_ACPI_RECLAIMABLE = 5, MEMORY_ACPI_NVS = 6, MEMORY_FRAMEBUFFER = 7, MEMORY_EFI_RUNTIME_CODE = 8,
    MEMORY_EFI_RUNTIME_DATA = 9, MEMORY_BAD = 10
};
struct memory_region {
    uint64_t start_phys, bytes;
    uint32_t kind;             /* enum memory_kind; a kernel treats an unknown kind as reserved                           */
    uint32_t firmware_type;    /* E820 or EFI type                                                                        */
    uint64_t attributes;       /* EFI attributes or E820 extended attributes                                              */
};
enum { MAP_WRITE = 1, MAP_EXECUTE = 2, MAP_GLOBAL = 4 };
enum { CACHE_WRITE_BACK = 0, CACHE_WRITE_COMBINING = 1, CACHE_UNCACHED = 2, CACHE_WRITE_THROUGH = 3 };
enum { MAP_OWNER_KERNEL = 1, MAP_OWNER_STACK = 2, MAP_OWNER_BOOT_INFO = 3, MAP_OWNER_FRAMEBUFFER = 4, MAP_OWNER_RAMDISK = 5, MAP_OWNER_PHYSICAL_MEMORY = 6, MAP_OWNER_PAGE_TABLES = 7, MAP_OWNER_LINTEL = 8, MAP_OWNER_FILE = 9 };
enum { DOOR_BIOS = 1, DOOR_UEFI = 2, DOOR_PVH = 3 };
enum { DIGEST_NONE = 0, DIGEST_FROM_MANIFEST = 1, DIGEST_VERIFIED = 2 };
enum { VOLUME_GPT = 1, VOLUME_MBR = 2, VOLUME_OPTICAL = 3, VOLUME_NETWORK = 4 };
struct boot_mapped {           /* one run: same permissions, cache, owner and virt - phys                                 */
    uint64_t start_virt, start_phys, bytes;
    uint32_t permissions, cache, owner, reserved_36;
};
struct boot_file {
    const char *name;          /* UTF-8, NUL-terminated                                                                   */
    const void *address;       /* page-aligned, virtually and physically contiguous, zero-filled to the page's end        */
    uint64_t bytes, start_phys;
    uint8_t  sha256[32];
    uint32_t digest_state;     /* 0 none, 1 from the manifest, 2 verified by the loader                                   */
    uint32_t reserved_68;
    uint64_t reserved_72;
};
struct boot_framebuffer {
    void    *address;          /* NULL if map_framebuffer is MAPPING_NONE                                                 */
    uint64_t start_phys, bytes;
    uint32_t width_px, height_px, pitch_bytes, bits_per_pixel;
    uint8_t  red_shift, red_bits, green_shift, green_bits, blue_shift, blue_bits, reserved_46[2];
    const void *edid;
    uint32_t edid_bytes, reserved_60;
};
struct boot_volume {
    uint32_t kind;             /* 1 GPT, 2 MBR, 3 optical, 4 network                                                      */
    uint32_t mbr_signature, partition_number, server_ipv4;
    uint8_t  disk_guid[16], partition_guid[16];
    uint64_t partition_first_lba;
    uint64_t reserved_56;
};
enum boot_stamp { STAMP_ENTRY, STAMP_KERNEL_FOUND, STAMP_LOADED, STAMP_MAPPED, STAMP_FIRMWARE_LEFT, STAMP_KERNEL };

struct boot_info {
    uint8_t  magic[16];
    uint16_t abi_major, abi_minor;
    uint32_t size;                             /* bytes this loader knows; the rest up to BOOT_INFO_RESERVE is zero       */
    uint32_t door;                             /* 1 BIOS, 2 UEFI, 3 PVH                                                   */
    uint32_t paging_levels;
    const char *loader_name, *loader_version;
    const char *command_line;                  /* never NULL                                                              */
    uint64_t command_line_bytes;               /* without the NUL                                                         */
    const struct memory_region *regions;       uint64_t region_count;
    const struct boot_mapped *mappings;        uint64_t mapping_count;
    const struct boot_file *ramdisk;           /* NULL or one file that is not in files[]                                 */
    const struct boot_file *files;             uint64_t file_count;
    const struct boot_framebuffer *framebuffers; uint64_t framebuffer_count;
    uint64_t physical_memory_virt;             /* valid if the next is not 0: so virtual 0 stays expressible              */
    uint64_t physical_memory_bytes;
    uint64_t recursive_index;                  /* 0: none (slot 0 holds page 0, which is never mapped)                    */
    uint64_t rsdp_phys, smbios32_phys, smbios64_phys, efi_system_table_phys;
    const void *efi_memory_map;                uint64_t efi_memory_map_bytes;
    uint32_t efi_descriptor_bytes, efi_descriptor_version;
    uint64_t kernel_start_phys;                /* 0: not contiguous, see mappings                                         */
    uint64_t kernel_start_virt, kernel_bytes, kernel_slide;
    const void *symbols;                       uint64_t symbol_count;
    const char *symbol_names;                  uint64_t symbol_names_bytes;
    uint64_t stack_bottom_virt, stack_bytes;
    const void *tls_template;                  uint64_t tls_file_bytes, tls_memory_bytes, tls_align;
    const char *log;                           uint64_t log_bytes;
    const struct boot_volume *volume;
    uint64_t tsc_hz;
    const uint64_t *stamps;                    uint32_t stamp_count, tsc_source;
    uint8_t  random_seed[64];
};
LINTEL_ASSERT(sizeof(void *) == 8, "the boot contract is for 64-bit code");
LINTEL_ASSERT(sizeof(struct memory_region) == 32, "");     LINTEL_ASSERT(sizeof(struct boot_mapped) == 40, "");
LINTEL_ASSERT(sizeof(struct boot_file) == 80, "");         LINTEL_ASSERT(sizeof(struct boot_framebuffer) == 64, "");
LINTEL_ASSERT(sizeof(struct boot_volume) == 64, "");
LINTEL_AT(memory_region, kind, 16);                        LINTEL_AT(memory_region, attributes, 24);
LINTEL_AT(boot_mapped, permissions, 24);                   LINTEL_AT(boot_mapped, owner, 32);
LINTEL_AT(boot_file, bytes, 16);                           LINTEL_AT(boot_file, sha256, 32);
LINTEL_AT(boot_file, digest_state, 64);                    LINTEL_AT(boot_framebuffer, width_px, 24);
LINTEL_AT(boot_framebuffer, red_shift, 40);                LINTEL_AT(boot_framebuffer, edid, 48);
LINTEL_AT(boot_volume, disk_guid, 16);                     LINTEL_AT(boot_volume, partition_first_lba, 48);
LINTEL_AT(boot_info, abi_major, 16);                       LINTEL_AT(boot_info, abi_minor, 18);
LINTEL_AT(boot_info, size, 20);                            LINTEL_AT(boot_info, door, 24);
LINTEL_AT(boot_info, paging_levels, 28);                   LINTEL_AT(boot_info, loader_name, 32);
LINTEL_AT(boot_info, loader_version, 40);                  LINTEL_AT(boot_info, command_line, 48);
LINTEL_AT(boot_info, command_line_bytes, 56);              LINTEL_AT(boot_info, regions, 64);
LINTEL_AT(boot_info, region_count, 72);                    LINTEL_AT(boot_info, mappings, 80);
LINTEL_AT(boot_info, mapping_count, 88);                   LINTEL_AT(boot_info, ramdisk, 96);
LINTEL_AT(boot_info, files, 104);                          LINTEL_AT(boot_info, file_count, 112);
LINTEL_AT(boot_info, framebuffers, 120);                   LINTEL_AT(boot_info, framebuffer_count, 128);
LINTEL_AT(boot_info, physical_memory_virt, 136);           LINTEL_AT(boot_info, physical_memory_bytes, 144);
LINTEL_AT(boot_info, recursive_index, 152);                LINTEL_AT(boot_info, rsdp_phys, 160);
LINTEL_AT(boot_info, smbios32_phys, 168);                  LINTEL_AT(boot_info, smbios64_phys, 176);
LINTEL_AT(boot_info, efi_system_table_phys, 184);          LINTEL_AT(boot_info, efi_memory_map, 192);
LINTEL_AT(boot_info, efi_memory_map_bytes, 200);           LINTEL_AT(boot_info, efi_descriptor_bytes, 208);
LINTEL_AT(boot_info, efi_descriptor_version, 212);         LINTEL_AT(boot_info, kernel_start_phys, 216);
LINTEL_AT(boot_info, kernel_start_virt, 224);              LINTEL_AT(boot_info, kernel_bytes, 232);
LINTEL_AT(boot_info, kernel_slide, 240);                   LINTEL_AT(boot_info, symbols, 248);
LINTEL_AT(boot_info, symbol_count, 256);                   LINTEL_AT(boot_info, symbol_names, 264);
LINTEL_AT(boot_info, symbol_names_bytes, 272);             LINTEL_AT(boot_info, stack_bottom_virt, 280);
LINTEL_AT(boot_info, stack_bytes, 288);                    LINTEL_AT(boot_info, tls_template, 296);
LINTEL_AT(boot_info, tls_file_bytes, 304);                 LINTEL_AT(boot_info, tls_memory_bytes, 312);
LINTEL_AT(boot_info, tls_align, 320);                      LINTEL_AT(boot_info, log, 328);
LINTEL_AT(boot_info, log_bytes, 336);                      LINTEL_AT(boot_info, volume, 344);
LINTEL_AT(boot_info, tsc_hz, 352);                         LINTEL_AT(boot_info, stamps, 360);
LINTEL_AT(boot_info, stamp_count, 368);                    LINTEL_AT(boot_info, tsc_source, 372);
LINTEL_AT(boot_info, random_seed, 376);
LINTEL_ASSERT(sizeof(struct boot_info) == 440, "boot_info v1 is 440 bytes");
#endif
