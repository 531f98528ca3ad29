/* What a kernel finds: struct boot_info, whose address kernel_main gets.
 *
 * SPDX-License-Identifier: 0BSD
 *
 * Rules that never change:
 *   - Zero means "absent": a pointer is NULL, a count or an address 0. A kernel tests what it uses.
 *   - The struct is flat and append-only, and always owns BOOT_INFO_RESERVE zero-filled bytes. A kernel with newer headers may
 * read behind `size`, and finds "absent".
 *   - Elements of the arrays never change. What they lack arrives later as a parallel array or as a new pointer in boot_info.
 *   - Pointers and names in _virt are virtual addresses that are mapped and listed in `mappings`; _phys is physical. Nothing that
 * a pointer leads to lies in memory that `regions` calls usable.
 *   - All of it but the symbols, which are read-only, is the kernel's, to change as it likes, and goes when the kernel reuses
 * MEMORY_LOADER_RECLAIMABLE.
 * There are no errors: what could fail has failed before. */
#ifndef LINTEL_INFO_H
#define LINTEL_INFO_H
#include "config.h"

/* What a piece of physical memory is. A kernel treats a kind that it does not know as reserved. */
enum memory_kind {
    MEMORY_RESERVED = 0, /* not memory, or the firmware's for ever                                                  */
    MEMORY_USABLE = 1,   /* free: nothing of Lintel, the firmware or the kernel is in it                            */
    /* Free once the kernel has its own stack, page tables, IDT and GDT, and copied boot_info; on UEFI also what boot services
     * used (firmware_type 3 and 4), free once the kernel has read tables that lie there, such as BGRT and ESRT. */
    MEMORY_LOADER_RECLAIMABLE = 2,
    MEMORY_KERNEL = 3,           /* the kernel's segments                                                                   */
    MEMORY_FILE = 4,             /* ramdisk and modules                                                                     */
    MEMORY_ACPI_RECLAIMABLE = 5, /* ACPI tables: free once they are read                                                    */
    MEMORY_ACPI_NVS = 6,         /* ACPI's, to be kept                                                                      */
    MEMORY_FRAMEBUFFER = 7,      /* of boot_info.framebuffers                                                               */
    MEMORY_EFI_RUNTIME_CODE = 8, /* of UEFI runtime services, to be kept                                                    */
    MEMORY_EFI_RUNTIME_DATA = 9, /* the same                                                                                */
    MEMORY_BAD = 10              /* memory that fails                                                                       */
};

/* One run of physical memory. From the firmware's final memory map: sorted by address, page-aligned, disjoint, merged where kind,
 * firmware type and attributes agree. Usable memory is rounded inward to pages, all else outward; where the firmware contradicts
 * itself, the less usable kind wins. */
struct memory_region {
    uint64_t start_phys;    /* of its first byte, a multiple of 4096                                                          */
    uint64_t bytes;         /* a multiple of 4096, never 0                                                                    */
    uint32_t kind;          /* enum memory_kind                                                                              */
    uint32_t firmware_type; /* E820 type on BIOS, EFI_MEMORY_TYPE on UEFI; 0 if Lintel took it, or reserved it by itself       */
    uint64_t attributes;    /* EFI_MEMORY_ attribute bits on UEFI, ACPI 3 extended attributes of E820 on BIOS                  */
};

/* boot_mapped.permissions: all mappings can be read. */
enum { MAP_WRITE = 1, MAP_EXECUTE = 2, MAP_GLOBAL = 4 };

/* boot_mapped.cache: the memory type, by the page attribute table of docs/contract.md. */
enum { CACHE_WRITE_BACK = 0, CACHE_WRITE_COMBINING = 1, CACHE_UNCACHED = 2, CACHE_WRITE_THROUGH = 3 };

/* boot_mapped.owner: what a mapping is for. */
enum {
    MAP_OWNER_KERNEL = 1,          /* segments of the kernel                                                                 */
    MAP_OWNER_STACK = 2,           /* the stack of kernel_main                                                               */
    MAP_OWNER_BOOT_INFO = 3,       /* struct boot_info and what it points to                                                 */
    MAP_OWNER_FRAMEBUFFER = 4,     /* map_framebuffer                                                                        */
    MAP_OWNER_RAMDISK = 5,         /* map_ramdisk                                                                            */
    MAP_OWNER_PHYSICAL_MEMORY = 6, /* map_physical_memory                                                                    */
    MAP_OWNER_PAGE_TABLES = 7,     /* map_page_table_recursive                                                               */
    MAP_OWNER_LINTEL = 8,          /* the resident: what reports a fault, and `symbols`; see docs/contract.md                 */
    MAP_OWNER_FILE = 9             /* boot_info.files                                                                        */
};

/* One run of pages with the same permissions, cache, owner and distance from virtual to physical address. Sorted by virtual
 * address, disjoint, page-aligned. From Lintel's own plan: there is no mapping that is not listed. */
struct boot_mapped {
    uint64_t start_virt;
    uint64_t start_phys; /* 0 if the owner is MAP_OWNER_PAGE_TABLES, and says nothing */
    uint64_t bytes;
    uint32_t permissions; /* MAP_WRITE, MAP_EXECUTE, MAP_GLOBAL, combined */
    uint32_t cache;       /* CACHE_                                       */
    uint32_t owner;       /* MAP_OWNER_                                   */
    uint32_t reserved_36;
};

/* boot_file.digest_state: what sha256 is. */
enum {
    DIGEST_NONE = 0,          /* absent                            */
    DIGEST_FROM_MANIFEST = 1, /* what the image's manifest says    */
    DIGEST_VERIFIED = 2       /* that, and Lintel has verified it  */
};

/* A file of the boot volume in memory. */
struct boot_file {
    const char *name;    /* "ramdisk", or the module's name; UTF-8, NUL-terminated                                              */
    const void *address; /* page-aligned, contiguous virtually and physically, zero-filled to the end of its last page        */
    uint64_t bytes;      /* without that filling; may be 0                                                                   */
    uint64_t start_phys;
    uint8_t sha256[32];    /* see digest_state                                                                            */
    uint32_t digest_state; /* DIGEST_ */
    uint32_t reserved_68;
    uint64_t reserved_72;
};

/* A linear framebuffer, as the firmware describes the mode that Lintel chose. A pixel is bits_per_pixel wide, little-endian; a
 * colour has `bits` bits from bit `shift` up. */
struct boot_framebuffer {
    void *address;       /* of the top left pixel; NULL if map_framebuffer is MAPPING_NONE */
    uint64_t start_phys; /* of the top left pixel; not always page-aligned                 */
    uint64_t bytes;      /* at least pitch_bytes * height_px                               */
    uint32_t width_px;
    uint32_t height_px;
    uint32_t pitch_bytes;    /* from a pixel to the one below it */
    uint32_t bits_per_pixel; /* 24 or 32                         */
    uint8_t red_shift, red_bits;
    uint8_t green_shift, green_bits;
    uint8_t blue_shift, blue_bits;
    uint8_t reserved_46[2];
    const void *edid;    /* the display's EDID, or NULL   */
    uint32_t edid_bytes; /* a multiple of 128, or 0       */
    uint32_t reserved_60;
};

/* boot_volume.kind: how the volume that Lintel was started from is found on its medium. */
enum {
    VOLUME_GPT = 1,     /* a partition of a GUID partition table */
    VOLUME_MBR = 2,     /* a partition of an MBR                 */
    VOLUME_OPTICAL = 3, /* the boot image of an ISO             */
    VOLUME_NETWORK = 4  /* a server                              */
};

/* The volume that Lintel was started from, so that a kernel finds it again with its own drivers. What the kind does not have is
 * 0. */
struct boot_volume {
    uint32_t kind;                /* VOLUME_                                                                */
    uint32_t mbr_signature;       /* the disk's, from offset 440 of its MBR; of a GPT disk too               */
    uint32_t partition_number;    /* counted from 1                                                         */
    uint32_t server_ipv4;         /* in network byte order                                                  */
    uint8_t disk_guid[16];        /* GPT, as on the disk                                                    */
    uint8_t partition_guid[16];   /* GPT, as on the disk                                                    */
    uint64_t partition_first_lba; /* in sectors of the disk                                                 */
    uint64_t reserved_56;
};

/* Index into boot_info.stamps: values of the time stamp counter when ... */
enum boot_stamp {
    STAMP_ENTRY,         /* Lintel's first instruction ran       */
    STAMP_KERNEL_FOUND,  /* the kernel file was opened           */
    STAMP_LOADED,        /* kernel and files were in place       */
    STAMP_MAPPED,        /* the page tables were built           */
    STAMP_FIRMWARE_LEFT, /* the firmware's services had ended    */
    STAMP_KERNEL         /* the last word before _start          */
};

/* boot_info.door: how Lintel was entered. */
enum { DOOR_BIOS = 1, DOOR_UEFI = 2, DOOR_PVH = 3 };

struct boot_info {
    uint8_t magic[16];  /* BOOT_INFO_MAGIC                                                     */
    uint16_t abi_major; /* the loader's LINTEL_ABI_MAJOR                                       */
    uint16_t abi_minor; /* the loader's LINTEL_ABI_MINOR; may be older or newer than the kernel's */
    uint32_t size;      /* bytes that this loader knows; zeros follow up to BOOT_INFO_RESERVE    */

    uint32_t door;              /* DOOR_                        */
    uint32_t paging_levels;     /* 4 or 5, as in CR4.LA57 now   */
    const char *loader_name;    /* "Lintel"; never NULL         */
    const char *loader_version; /* "0.1.0"; never NULL          */

    /* What `lintel build` was given by --cmdline or --cmdline-file; UTF-8, NUL-terminated. Never NULL: "" if there was none. */
    const char *command_line;
    uint64_t command_line_bytes; /* without the NUL */

    const struct memory_region *regions; /* all of physical memory that the firmware lists */
    uint64_t region_count;
    const struct boot_mapped *mappings; /* all of virtual memory that is mapped */
    uint64_t mapping_count;

    const struct boot_file *ramdisk; /* the ramdisk, which is not in files[], or NULL */
    const struct boot_file *files;   /* the modules, in the order in which they were given */
    uint64_t file_count;

    const struct boot_framebuffer *framebuffers; /* the first is the one that Lintel writes to */
    uint64_t framebuffer_count;                  /* 0: there is no display */

    uint64_t physical_memory_virt;  /* physical address p is at this + p; valid if the next is not 0        */
    uint64_t physical_memory_bytes; /* how far that reaches, holes included; 0: map_physical_memory is none */
    uint64_t recursive_index;       /* of the entry in the top table that points to itself; 0: none         */

    uint64_t rsdp_phys;             /* ACPI's root pointer                                    */
    uint64_t smbios32_phys;         /* the 32-bit SMBIOS entry point, "_SM_"                  */
    uint64_t smbios64_phys;         /* the 64-bit one, "_SM3_"                                */
    uint64_t efi_system_table_phys; /* UEFI only; boot services have ended                    */
    const void *efi_memory_map;     /* UEFI only: the final map, as the firmware wrote it      */
    uint64_t efi_memory_map_bytes;
    uint32_t efi_descriptor_bytes;   /* from one descriptor to the next; not sizeof of any struct */
    uint32_t efi_descriptor_version; /* of EFI_MEMORY_DESCRIPTOR, as the firmware says */

    uint64_t kernel_start_phys; /* 0: the kernel isn't contiguous in physical memory, see mappings */
    uint64_t kernel_start_virt; /* of its first page                                               */
    uint64_t kernel_bytes;      /* from there to the end of its last page                          */
    uint64_t kernel_slide;      /* address now minus address as linked, modulo 2^64                */

    const void *symbols; /* the kernel's symbol table, of Elf64_Sym, addresses as linked; read-only; or NULL */
    uint64_t symbol_count;
    const char *symbol_names;    /* its string table                      */
    uint64_t symbol_names_bytes; /* of the table; a NUL lies behind it */

    uint64_t stack_bottom_virt; /* the lowest address of the stack, above its guard page */
    uint64_t stack_bytes;       /* without guard pages */

    const void *tls_template;  /* PT_TLS of the kernel, where it was loaded; or NULL */
    uint64_t tls_file_bytes;   /* of the template */
    uint64_t tls_memory_bytes; /* of a thread's copy of it; what lies behind tls_file_bytes is 0 there */
    uint64_t tls_align;        /* bytes */

    const char *log; /* Lintel's messages, UTF-8, lines that end in \n; the first 8 KiB; not NUL-terminated */
    uint64_t log_bytes;

    const struct boot_volume *volume; /* or NULL */

    uint64_t tsc_hz;        /* ticks of the time stamp counter in a second; 0: unknown */
    const uint64_t *stamps; /* by enum boot_stamp; an element of 0 was not taken        */
    uint32_t stamp_count;
    uint32_t tsc_source; /* tsc_hz is from: 0 nowhere, 1 CPUID, 2 the hypervisor, 3 a measurement against another clock */

    /* RDSEED, RDRAND, UEFI's random number generator and the time stamp counter, mixed; all 0: absent. Lintel leaves no copy of
     * it in memory, nor of what it was mixed from. Use once, then wipe. */
    uint8_t random_seed[64];
};

LINTEL_ASSERT(sizeof(void *) == 8, "the boot contract is for 64-bit code");

LINTEL_AT(memory_region, start_phys, 0);
LINTEL_AT(memory_region, bytes, 8);
LINTEL_AT(memory_region, kind, 16);
LINTEL_AT(memory_region, firmware_type, 20);
LINTEL_AT(memory_region, attributes, 24);
LINTEL_ASSERT(sizeof(struct memory_region) == 32, "memory_region is 32 bytes for ever");

LINTEL_AT(boot_mapped, start_virt, 0);
LINTEL_AT(boot_mapped, start_phys, 8);
LINTEL_AT(boot_mapped, bytes, 16);
LINTEL_AT(boot_mapped, permissions, 24);
LINTEL_AT(boot_mapped, cache, 28);
LINTEL_AT(boot_mapped, owner, 32);
LINTEL_AT(boot_mapped, reserved_36, 36);
LINTEL_ASSERT(sizeof(struct boot_mapped) == 40, "boot_mapped is 40 bytes for ever");

LINTEL_AT(boot_file, name, 0);
LINTEL_AT(boot_file, address, 8);
LINTEL_AT(boot_file, bytes, 16);
LINTEL_AT(boot_file, start_phys, 24);
LINTEL_AT(boot_file, sha256, 32);
LINTEL_AT(boot_file, digest_state, 64);
LINTEL_AT(boot_file, reserved_68, 68);
LINTEL_AT(boot_file, reserved_72, 72);
LINTEL_ASSERT(sizeof(struct boot_file) == 80, "boot_file is 80 bytes for ever");

LINTEL_AT(boot_framebuffer, address, 0);
LINTEL_AT(boot_framebuffer, start_phys, 8);
LINTEL_AT(boot_framebuffer, bytes, 16);
LINTEL_AT(boot_framebuffer, width_px, 24);
LINTEL_AT(boot_framebuffer, height_px, 28);
LINTEL_AT(boot_framebuffer, pitch_bytes, 32);
LINTEL_AT(boot_framebuffer, bits_per_pixel, 36);
LINTEL_AT(boot_framebuffer, red_shift, 40);
LINTEL_AT(boot_framebuffer, red_bits, 41);
LINTEL_AT(boot_framebuffer, green_shift, 42);
LINTEL_AT(boot_framebuffer, green_bits, 43);
LINTEL_AT(boot_framebuffer, blue_shift, 44);
LINTEL_AT(boot_framebuffer, blue_bits, 45);
LINTEL_AT(boot_framebuffer, reserved_46, 46);
LINTEL_AT(boot_framebuffer, edid, 48);
LINTEL_AT(boot_framebuffer, edid_bytes, 56);
LINTEL_AT(boot_framebuffer, reserved_60, 60);
LINTEL_ASSERT(sizeof(struct boot_framebuffer) == 64, "boot_framebuffer is 64 bytes for ever");

LINTEL_AT(boot_volume, kind, 0);
LINTEL_AT(boot_volume, mbr_signature, 4);
LINTEL_AT(boot_volume, partition_number, 8);
LINTEL_AT(boot_volume, server_ipv4, 12);
LINTEL_AT(boot_volume, disk_guid, 16);
LINTEL_AT(boot_volume, partition_guid, 32);
LINTEL_AT(boot_volume, partition_first_lba, 48);
LINTEL_AT(boot_volume, reserved_56, 56);
LINTEL_ASSERT(sizeof(struct boot_volume) == 64, "boot_volume is 64 bytes for ever");

LINTEL_AT(boot_info, magic, 0);
LINTEL_AT(boot_info, abi_major, 16);
LINTEL_AT(boot_info, abi_minor, 18);
LINTEL_AT(boot_info, size, 20);
LINTEL_AT(boot_info, door, 24);
LINTEL_AT(boot_info, paging_levels, 28);
LINTEL_AT(boot_info, loader_name, 32);
LINTEL_AT(boot_info, loader_version, 40);
LINTEL_AT(boot_info, command_line, 48);
LINTEL_AT(boot_info, command_line_bytes, 56);
LINTEL_AT(boot_info, regions, 64);
LINTEL_AT(boot_info, region_count, 72);
LINTEL_AT(boot_info, mappings, 80);
LINTEL_AT(boot_info, mapping_count, 88);
LINTEL_AT(boot_info, ramdisk, 96);
LINTEL_AT(boot_info, files, 104);
LINTEL_AT(boot_info, file_count, 112);
LINTEL_AT(boot_info, framebuffers, 120);
LINTEL_AT(boot_info, framebuffer_count, 128);
LINTEL_AT(boot_info, physical_memory_virt, 136);
LINTEL_AT(boot_info, physical_memory_bytes, 144);
LINTEL_AT(boot_info, recursive_index, 152);
LINTEL_AT(boot_info, rsdp_phys, 160);
LINTEL_AT(boot_info, smbios32_phys, 168);
LINTEL_AT(boot_info, smbios64_phys, 176);
LINTEL_AT(boot_info, efi_system_table_phys, 184);
LINTEL_AT(boot_info, efi_memory_map, 192);
LINTEL_AT(boot_info, efi_memory_map_bytes, 200);
LINTEL_AT(boot_info, efi_descriptor_bytes, 208);
LINTEL_AT(boot_info, efi_descriptor_version, 212);
LINTEL_AT(boot_info, kernel_start_phys, 216);
LINTEL_AT(boot_info, kernel_start_virt, 224);
LINTEL_AT(boot_info, kernel_bytes, 232);
LINTEL_AT(boot_info, kernel_slide, 240);
LINTEL_AT(boot_info, symbols, 248);
LINTEL_AT(boot_info, symbol_count, 256);
LINTEL_AT(boot_info, symbol_names, 264);
LINTEL_AT(boot_info, symbol_names_bytes, 272);
LINTEL_AT(boot_info, stack_bottom_virt, 280);
LINTEL_AT(boot_info, stack_bytes, 288);
LINTEL_AT(boot_info, tls_template, 296);
LINTEL_AT(boot_info, tls_file_bytes, 304);
LINTEL_AT(boot_info, tls_memory_bytes, 312);
LINTEL_AT(boot_info, tls_align, 320);
LINTEL_AT(boot_info, log, 328);
LINTEL_AT(boot_info, log_bytes, 336);
LINTEL_AT(boot_info, volume, 344);
LINTEL_AT(boot_info, tsc_hz, 352);
LINTEL_AT(boot_info, stamps, 360);
LINTEL_AT(boot_info, stamp_count, 368);
LINTEL_AT(boot_info, tsc_source, 372);
LINTEL_AT(boot_info, random_seed, 376);
LINTEL_ASSERT(sizeof(struct boot_info) == 440, "boot_info of ABI 1.0 is 440 bytes");

#endif
