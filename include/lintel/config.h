/* The boot configuration that a kernel carries. Layout from the design; documentation is being written. */
#ifndef LINTEL_CONFIG_H
#define LINTEL_CONFIG_H
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define LINTEL_ASSERT(condition, text) static_assert(condition, text)
#define LINTEL_ZERO = 0                /* default member initialiser: silences -Wmissing-field-initializers of g++ -Wextra */
#define LINTEL_ZEROS = {}
#else
#define LINTEL_ASSERT(condition, text) _Static_assert(condition, text)
#define LINTEL_ZERO
#define LINTEL_ZEROS
#endif
#define LINTEL_AT(type, field, offset) LINTEL_ASSERT(offsetof(struct type, field) == (offset), #type "." #field " moved")

/* "LINTEL", 1 line end that text mode spoils, and 8 arbitrary bytes; never stored by the loader in this order. */
#define BOOT_CONFIG_MAGIC { 0x4c, 0x49, 0x4e, 0x54, 0x45, 0x4c, 0x0d, 0x0a, 0xb1, 0x07, 0xc0, 0xf1, 0x9e, 0xa5, 0x5e, 0xd5 }
#define BOOT_INFO_MAGIC   { 0x4c, 0x49, 0x4e, 0x54, 0x45, 0x4c, 0x0d, 0x0a, 0xb1, 0x07, 0x1f, 0x0e, 0x9e, 0xa5, 0x5e, 0xd5 }
#define LINTEL_ABI_MAJOR 1
#define LINTEL_ABI_MINOR 0
#define BOOT_INFO_RESERVE 4096

/* A mapping wish in one word: the kind in bits 0..11, a page-aligned virtual address above.  FIXED(0) is not zero. */
typedef uint64_t boot_mapping;
#define MAPPING_DEFAULT ((boot_mapping)0)
#define MAPPING_NONE    ((boot_mapping)1)
#define MAPPING_DYNAMIC ((boot_mapping)2)
#define MAPPING_FIXED(virt) \
    ((boot_mapping)(virt) | 3u | (boot_mapping)(0 * sizeof(char[LINTEL_ADDRESS_OK((uint64_t)(virt)) ? 1 : -1])))
/* page-aligned and canonical in 57 bits; whether 48 are enough depends on paging_max_levels: the loader and the host tool check. */
#define LINTEL_ADDRESS_OK(virt) (((virt) & 0xfff) == 0 && (((virt) >> 56) == 0 || ((virt) >> 56) == 0xff))

enum { SWITCH_DEFAULT = 0, SWITCH_ON = 1, SWITCH_OFF = 2 };
enum { LOG_LEVEL_DEFAULT = 0, LOG_LEVEL_OFF = 1, LOG_LEVEL_ERROR = 2, LOG_LEVEL_WARNING = 3, LOG_LEVEL_INFO = 4, LOG_LEVEL_DEBUG = 5 };

struct boot_config {
    uint8_t  magic[16];
    uint16_t abi_major;
    uint16_t abi_minor;
    uint32_t size;                             /* bytes of this struct as the kernel knew it                              */
    uint32_t must_understand LINTEL_ZERO;      /* the loader may ignore what lies at or past this offset; 0: nothing      */
    uint32_t reserved_28 LINTEL_ZERO;
    uint64_t kernel_stack_size LINTEL_ZERO;    /* bytes                                                                   */
    boot_mapping map_kernel_stack LINTEL_ZERO;
    boot_mapping map_kernel_base LINTEL_ZERO;
    boot_mapping map_boot_info LINTEL_ZERO;
    boot_mapping map_framebuffer LINTEL_ZERO;
    boot_mapping map_ramdisk LINTEL_ZERO;
    boot_mapping map_physical_memory LINTEL_ZERO;
    boot_mapping map_page_table_recursive LINTEL_ZERO;
    uint64_t dynamic_range_start LINTEL_ZERO;  /* 0: 0xffff800000000000 (the lowest legal value is 0x1000)                */
    uint64_t dynamic_range_end LINTEL_ZERO;    /* exclusive; 0 is literally 2^64: the top                                 */
    uint64_t memory_min_bytes LINTEL_ZERO;
    uint64_t cpu_required LINTEL_ZERO;         /* Lintel's own bits, not CPUID's                                          */
    uint32_t framebuffer_min_width LINTEL_ZERO;
    uint32_t framebuffer_min_height LINTEL_ZERO;
    uint8_t  framebuffer_required LINTEL_ZERO; /* SWITCH_*; so are all that follow but the two named                      */
    uint8_t  ramdisk_required LINTEL_ZERO;
    uint8_t  aslr LINTEL_ZERO;
    uint8_t  paging_max_levels LINTEL_ZERO;    /* 0, 4 or 5                                                               */
    uint8_t  allow_writable_code LINTEL_ZERO;
    uint8_t  log_level LINTEL_ZERO;            /* LOG_LEVEL_*                                                             */
    uint8_t  log_serial LINTEL_ZERO;
    uint8_t  log_screen LINTEL_ZERO;
    uint8_t  log_debugcon LINTEL_ZERO;
    uint8_t  reserved_145[7] LINTEL_ZEROS;     /* later switches come here first                                          */
};
LINTEL_AT(boot_config, abi_major, 16);               LINTEL_AT(boot_config, abi_minor, 18);
LINTEL_AT(boot_config, size, 20);                    LINTEL_AT(boot_config, must_understand, 24);
LINTEL_AT(boot_config, reserved_28, 28);             LINTEL_AT(boot_config, kernel_stack_size, 32);
LINTEL_AT(boot_config, map_kernel_stack, 40);        LINTEL_AT(boot_config, map_kernel_base, 48);
LINTEL_AT(boot_config, map_boot_info, 56);           LINTEL_AT(boot_config, map_framebuffer, 64);
LINTEL_AT(boot_config, map_ramdisk, 72);             LINTEL_AT(boot_config, map_physical_memory, 80);
LINTEL_AT(boot_config, map_page_table_recursive, 88);LINTEL_AT(boot_config, dynamic_range_start, 96);
LINTEL_AT(boot_config, dynamic_range_end, 104);      LINTEL_AT(boot_config, memory_min_bytes, 112);
LINTEL_AT(boot_config, cpu_required, 120);           LINTEL_AT(boot_config, framebuffer_min_width, 128);
LINTEL_AT(boot_config, framebuffer_min_height, 132); LINTEL_AT(boot_config, framebuffer_required, 136);
LINTEL_AT(boot_config, ramdisk_required, 137);       LINTEL_AT(boot_config, aslr, 138);
LINTEL_AT(boot_config, paging_max_levels, 139);      LINTEL_AT(boot_config, allow_writable_code, 140);
LINTEL_AT(boot_config, log_level, 141);              LINTEL_AT(boot_config, log_serial, 142);
LINTEL_AT(boot_config, log_screen, 143);             LINTEL_AT(boot_config, log_debugcon, 144);
LINTEL_AT(boot_config, reserved_145, 145);
LINTEL_ASSERT(sizeof(struct boot_config) == 152, "boot_config v1 is 152 bytes");
#endif
