/* What a kernel asks of Lintel: struct boot_config, which ENTRY_POINT() of entry.h puts into the kernel's section .boot_config.
 *
 * SPDX-License-Identifier: 0BSD
 *
 * Rules that never change:
 *   - Zero means "default". Choices start at 1; "off" and "none" are spelt with a value that is not zero.
 *   - The struct is flat and append-only: offsets never move, values are never renumbered.
 *   - `size` says what the kernel was compiled with. A loader that knows a longer struct reads the rest as zero. A loader that
 *     knows a shorter one takes what it does not know only if that is zero or lies at or past `must_understand`; otherwise, and
 *     for unknown values and reserved bytes that are not zero, it refuses with L406 "needs a newer ABI".
 * An error Lnnn in a comment is what the host tool (`lintel build`) and the loader say alike when the rule beside it is broken;
 * what depends on the machine (L502, L505, L506, L508 and some of L507) `lintel check` says of one that is described.
 */
#ifndef LINTEL_CONFIG_H
#define LINTEL_CONFIG_H
#include <stddef.h>
#include <stdint.h>

/* Differences between the languages. LINTEL_REQUIRE is the constant 0 or a compile error that shows `text`; in C the assertion
 * hides in a sizeof, in C++ in a lambda, because neither language takes the other's form. LINTEL_ZERO is a default member
 * initialiser, which keeps g++ -Wextra silent about the fields that a configuration leaves out. */
#ifdef __cplusplus
#define LINTEL_ASSERT(condition, text) static_assert(condition, text)
#define LINTEL_REQUIRE(condition, text)                                                                                          \
    ([]() constexpr {                                                                                                            \
        static_assert(condition, text);                                                                                          \
        return (uint64_t)0;                                                                                                      \
    }())
#define LINTEL_ZERO  = 0
#define LINTEL_ZEROS = {}
#else
#define LINTEL_ASSERT(condition, text) _Static_assert(condition, text)
#define LINTEL_REQUIRE(condition, text)                                                                                          \
    ((uint64_t)0 * sizeof(struct {                                                                                               \
         _Static_assert(condition, text);                                                                                        \
         char unused;                                                                                                            \
     }))
#define LINTEL_ZERO
#define LINTEL_ZEROS
#endif
#define LINTEL_AT(type, field, offset) LINTEL_ASSERT(offsetof(struct type, field) == (offset), #type "." #field " moved")

/* gcc refuses a configuration by position: ENTRY_POINT(128 * KIB). */
#if defined(__GNUC__) && !defined(__clang__) && !defined(__cplusplus)
#define LINTEL_DESIGNATED __attribute__((designated_init))
#else
#define LINTEL_DESIGNATED
#endif

/* The ABI of these headers. Another major number is another contract (L405); a higher minor one only adds. */
#define LINTEL_ABI_MAJOR 1
#define LINTEL_ABI_MINOR 0

/* The first 16 bytes of each struct: "LINTEL", a line end that a transfer in text mode spoils, 8 arbitrary bytes. A file that is
 * searched for a configuration holds the first exactly once, so no code stores it in this order but the struct itself. */
#define BOOT_CONFIG_MAGIC                                                                                                        \
    {                                                                                                                            \
        0x4c, 0x49, 0x4e, 0x54, 0x45, 0x4c, 0x0d, 0x0a, 0xb1, 0x07, 0xc0, 0xf1, 0x9e, 0xa5, 0x5e, 0xd5                           \
    }
#define BOOT_INFO_MAGIC                                                                                                          \
    {                                                                                                                            \
        0x4c, 0x49, 0x4e, 0x54, 0x45, 0x4c, 0x0d, 0x0a, 0xb1, 0x07, 0x1f, 0x0e, 0x9e, 0xa5, 0x5e, 0xd5                           \
    }

/* Bytes that boot_info owns, zero-filled behind its end: what a newer kernel looks for on an older loader reads as "absent". */
#define BOOT_INFO_RESERVE 4096

/* The largest kernel_stack_size, in bytes: 1 GiB. */
#define LINTEL_STACK_BYTES_MAX 0x40000000

/* Where in the virtual address space something goes: the kind in bits 0..11, a page-aligned address above.
 *   MAPPING_DEFAULT     what the field's comment says; a field that is left out
 *   MAPPING_NONE        not mapped; only for map_framebuffer, map_physical_memory, map_page_table_recursive (else L409)
 *   MAPPING_DYNAMIC     where Lintel finds room, inside dynamic_range_start..dynamic_range_end
 *   MAPPING_FIXED(virt) exactly there; `virt` is an integer constant expression, a multiple of 4096 (L407), canonical (L408), and
 *                       not page 0 (L410). The compiler checks all three, canonical form in 57 bits: whether 48 are enough
 *                       depends on paging_max_levels, and the host tool and the loader check that. They also refuse what
 *                       reaches the last page of the address space (L512) or collides with something (L507). */
typedef uint64_t boot_mapping;
#define MAPPING_DEFAULT ((boot_mapping)0)
#define MAPPING_NONE    ((boot_mapping)1)
#define MAPPING_DYNAMIC ((boot_mapping)2)
#define MAPPING_FIXED(virt)                                                                                                      \
    (((boot_mapping)(virt) | 3u) +                                                                                               \
     LINTEL_REQUIRE(((uint64_t)(virt)&0xfff) == 0, "MAPPING_FIXED: the address is not a multiple of 4096") +                     \
     LINTEL_REQUIRE((uint64_t)(virt) >> 56 == 0 || (uint64_t)(virt) >> 56 == 0xff,                                               \
                    "MAPPING_FIXED: the address is not canonical") +                                                             \
     LINTEL_REQUIRE((uint64_t)(virt) != 0, "MAPPING_FIXED: virtual page 0 is never mapped"))

/* Values of the fields that are called a switch. Other values: L406. */
enum { SWITCH_DEFAULT = 0, SWITCH_ON = 1, SWITCH_OFF = 2 };

/* Bits of cpu_required, and where CPUID shows them (leaf and register, Intel SDM 2A; subleaf 0). Others: L406. The first three
 * are the levels of the x86-64 psABI, each with all that the ones before it have. What a CPU has is not switched on for that: CR4
 * is as docs/contract.md says, so a kernel sets OSXSAVE, SMEP, SMAP and the like itself. */
/* SSE3, SSSE3, SSE4.1, SSE4.2, POPCNT, CMPXCHG16B (1 ecx), LAHF and SAHF (80000001h ecx) */
#define CPU_X86_64_V2 (UINT64_C(1) << 0)
/* AVX, F16C, FMA, MOVBE, XSAVE (1 ecx), AVX2, BMI1, BMI2 (7 ebx), LZCNT (80000001h ecx) */
#define CPU_X86_64_V3 (UINT64_C(1) << 1)
/* AVX512F, AVX512BW, AVX512CD, AVX512DQ, AVX512VL (7 ebx) */
#define CPU_X86_64_V4     (UINT64_C(1) << 2)
#define CPU_NX            (UINT64_C(1) << 3)  /* pages that are not executable         80000001h edx bit 20 */
#define CPU_1_GIB_PAGES   (UINT64_C(1) << 4)  /*                                       80000001h edx bit 26 */
#define CPU_LA57          (UINT64_C(1) << 5)  /* page tables of 5 levels                       7 ecx bit 16 */
#define CPU_PCID          (UINT64_C(1) << 6)  /* address spaces told apart in the TLB          1 ecx bit 17 */
#define CPU_INVPCID       (UINT64_C(1) << 7)  /*                                               7 ebx bit 10 */
#define CPU_SMEP          (UINT64_C(1) << 8)  /* the kernel cannot run users' pages            7 ebx bit 7  */
#define CPU_SMAP          (UINT64_C(1) << 9)  /* nor access them by mistake                    7 ebx bit 20 */
#define CPU_UMIP          (UINT64_C(1) << 10) /* SGDT and the like are the kernel's            7 ecx bit 2  */
#define CPU_FSGSBASE      (UINT64_C(1) << 11) /* RDFSBASE and the like                         7 ebx bit 0  */
#define CPU_XSAVE         (UINT64_C(1) << 12) /* XSAVE, XGETBV                                 1 ecx bit 26 */
#define CPU_RDTSCP        (UINT64_C(1) << 13) /*                                       80000001h edx bit 27 */
#define CPU_INVARIANT_TSC (UINT64_C(1) << 14) /* one rate in every power state         80000007h edx bit 8  */
#define CPU_TSC_DEADLINE  (UINT64_C(1) << 15) /* the local APIC's timer by TSC                 1 ecx bit 24 */
#define CPU_X2APIC        (UINT64_C(1) << 16) /*                                               1 ecx bit 21 */
#define CPU_RDRAND        (UINT64_C(1) << 17) /*                                               1 ecx bit 30 */
#define CPU_RDSEED        (UINT64_C(1) << 18) /*                                               7 ebx bit 18 */

/* Values of log_level: messages of this level and those before it are shown. Failures are shown always. Other values: L406. */
enum {
    LOG_LEVEL_DEFAULT = 0, /* info                                      */
    LOG_LEVEL_OFF = 1,
    LOG_LEVEL_ERROR = 2,
    LOG_LEVEL_WARNING = 3, /* what works, but not as asked              */
    LOG_LEVEL_INFO = 4,    /* what is booted, a line each               */
    LOG_LEVEL_DEBUG = 5    /* the memory map and every mapping, as well */
};

struct LINTEL_DESIGNATED boot_config {
    /* Identity: ENTRY_POINT() writes these four; leave them alone.                                                L403..L405 */
    uint8_t magic[16];  /* BOOT_CONFIG_MAGIC                                                                             L403 */
    uint16_t abi_major; /* LINTEL_ABI_MAJOR                                                                              L405 */
    uint16_t abi_minor; /* LINTEL_ABI_MINOR                                                                                   */
    uint32_t size;      /* bytes: sizeof(struct boot_config) where the kernel was compiled; a multiple of 8              L404 */

    /* Byte offset in this struct. An older loader may ignore what it does not know at or past it; what it does not know before
     * it, it refuses (L406). Default: nothing may be ignored. Fields that a loader knows are honoured wherever this points. */
    uint32_t must_understand LINTEL_ZERO;
    uint32_t reserved_28 LINTEL_ZERO; /* 0                                                                               L406 */

    /* Bytes of the stack that kernel_main runs on, rounded up to pages; at most LINTEL_STACK_BYTES_MAX. An unmapped guard page
     * lies on both sides. Default: 80 KiB.                                                                              L411 */
    uint64_t kernel_stack_size LINTEL_ZERO;

    /* Address of the stack's lowest byte. Default: dynamic.                                                    L407..L410, L507
     */
    boot_mapping map_kernel_stack LINTEL_ZERO;
    /* Address of the kernel's start, rounded down to the largest alignment of its segments. Fixed needs a position-independent
     * kernel (L414) and a multiple of that alignment (L415). Default: as linked, or dynamic for a position-independent kernel.
     *                                                                                              L407..L410, L414, L415, L507
     */
    boot_mapping map_kernel_base LINTEL_ZERO;
    /* Address of struct boot_info and of everything that it points to but files and framebuffers. Default: dynamic.
     *                                                                                                          L407..L410, L507
     */
    boot_mapping map_boot_info LINTEL_ZERO;
    /* Address of the framebuffer, write-combining. MAPPING_NONE: only its physical address is reported. Default: dynamic.
     *                                                                                                    L407, L408, L410, L507
     */
    boot_mapping map_framebuffer LINTEL_ZERO;
    /* Address of the ramdisk, read and write. Default: dynamic.                                                L407..L410, L507
     */
    boot_mapping map_ramdisk LINTEL_ZERO;
    /* Address at which physical address 0 would be: all RAM and at least the first 4 GiB, read and write, not executable. Pages
     * that the kernel has read-only are read-only here too; the framebuffer is write-combining; bad memory and large holes are
     * not mapped. MAPPING_NONE: not at all. Default: dynamic.                                                L407, L408, L410,
     * L507 */
    boot_mapping map_physical_memory LINTEL_ZERO;
    /* Start of the slot of the root table through which the page tables show themselves, a multiple of the slot's size (L413):
     * 512 GiB with 4 levels, 256 TiB with 5. Default: none.                                        L407, L408, L410, L413, L507
     */
    boot_mapping map_page_table_recursive LINTEL_ZERO;

    /* Dynamic addresses lie in [start, end), both multiples of 4096, canonical, in the same half of the address space.
     * Default of start: 0xffff800000000000; its lowest value is 0x1000. An end of 0 is 2^64, the top.                L412, L508
     */
    uint64_t dynamic_range_start LINTEL_ZERO;
    uint64_t dynamic_range_end LINTEL_ZERO;

    /* Bytes of memory that is usable or loader-reclaimable which the machine must have, else L502. Default: whatever there is. */
    uint64_t memory_min_bytes LINTEL_ZERO;
    /* Features that the kernel cannot do without: CPU_ bits, else L406. A CPU that lacks one is L506. Default: none needed. */
    uint64_t cpu_required LINTEL_ZERO;

    /* Pixels. The current mode is kept if it is large enough, else the smallest mode that is, else the largest of all; 32 bits a
     * pixel before 24. Default: no wish, which keeps the current mode on UEFI, and on BIOS takes what the display prefers, else
     * something near 1280 x 720. */
    uint32_t framebuffer_min_width LINTEL_ZERO;
    uint32_t framebuffer_min_height LINTEL_ZERO;

    /* Switches, but for the two that say otherwise. */
    uint8_t framebuffer_required LINTEL_ZERO; /* on: no framebuffer of the size above is L505. Default: off.                  */
    uint8_t ramdisk_required LINTEL_ZERO;     /* on: an image without ramdisk is L504. Default: off.                          */
    uint8_t aslr LINTEL_ZERO;                 /* on: dynamic addresses and a PIE's base are random. Default: off.             */
    uint8_t paging_max_levels LINTEL_ZERO;    /* 4, or 5 to have 5 where the CPU can (LA57). Default: 4.                 L406 */
    uint8_t allow_writable_code LINTEL_ZERO;  /* on: code, and an executable stack, may be writable. Default: off. L314, L320 */
    uint8_t log_level LINTEL_ZERO;            /* a LOG_LEVEL_. Default: info.                                            L406 */
    uint8_t log_serial LINTEL_ZERO;           /* messages to COM1, 115200 8n1, if it is there. Default: on.                   */
    uint8_t log_screen LINTEL_ZERO;           /* messages to the framebuffer, if there is one. Default: on.                   */
    uint8_t log_debugcon LINTEL_ZERO;         /* messages to port 0xe9, if it reads 0xe9. Default: on.                        */
    uint8_t reserved_145[7] LINTEL_ZEROS;     /* 0; later switches come here first                                       L406 */
};

LINTEL_AT(boot_config, magic, 0);
LINTEL_AT(boot_config, abi_major, 16);
LINTEL_AT(boot_config, abi_minor, 18);
LINTEL_AT(boot_config, size, 20);
LINTEL_AT(boot_config, must_understand, 24);
LINTEL_AT(boot_config, reserved_28, 28);
LINTEL_AT(boot_config, kernel_stack_size, 32);
LINTEL_AT(boot_config, map_kernel_stack, 40);
LINTEL_AT(boot_config, map_kernel_base, 48);
LINTEL_AT(boot_config, map_boot_info, 56);
LINTEL_AT(boot_config, map_framebuffer, 64);
LINTEL_AT(boot_config, map_ramdisk, 72);
LINTEL_AT(boot_config, map_physical_memory, 80);
LINTEL_AT(boot_config, map_page_table_recursive, 88);
LINTEL_AT(boot_config, dynamic_range_start, 96);
LINTEL_AT(boot_config, dynamic_range_end, 104);
LINTEL_AT(boot_config, memory_min_bytes, 112);
LINTEL_AT(boot_config, cpu_required, 120);
LINTEL_AT(boot_config, framebuffer_min_width, 128);
LINTEL_AT(boot_config, framebuffer_min_height, 132);
LINTEL_AT(boot_config, framebuffer_required, 136);
LINTEL_AT(boot_config, ramdisk_required, 137);
LINTEL_AT(boot_config, aslr, 138);
LINTEL_AT(boot_config, paging_max_levels, 139);
LINTEL_AT(boot_config, allow_writable_code, 140);
LINTEL_AT(boot_config, log_level, 141);
LINTEL_AT(boot_config, log_serial, 142);
LINTEL_AT(boot_config, log_screen, 143);
LINTEL_AT(boot_config, log_debugcon, 144);
LINTEL_AT(boot_config, reserved_145, 145);
LINTEL_ASSERT(sizeof(struct boot_config) == 152, "boot_config of ABI 1.0 is 152 bytes");

#endif
