/* A small good kernel as bytes, for tests that spoil one thing in it. It reports a pass to QEMU and halts. */
#ifndef TESTS_SPOILT_ELF_KERNEL_H
#define TESTS_SPOILT_ELF_KERNEL_H
#include "common/base/bytes.h"
#include "include/lintel/config.h"

/* Where things lie in the file: three segments, r-x, r-- and rw-, each with a page of its own. The data starts with a dynamic
 * section of four entries, which matters only if the type is made ET_DYN. At the end stand three section headers (none,
 * .boot_config, .shstrtab) that the ELF header does not point to. */
enum {
    KERNEL_TEXT_OFFSET = 0x1000,
    KERNEL_CONFIG_OFFSET = 0x2000,
    KERNEL_DATA_OFFSET = 0x3000,
    KERNEL_RELA_OFFSET = 0x3100,
    KERNEL_SECTIONS_OFFSET = 0x4000,
    KERNEL_SECTION_NAMES_OFFSET = 0x40c0,
    KERNEL_BYTES = 0x40e0,
};
#define KERNEL_BASE_VIRT 0xffffffff80000000ull /* of the text; the others follow, a page each */
#define KERNEL_DATA_VIRT (KERNEL_BASE_VIRT + 0x2000)

/* Fields of the ELF header, of a program header and of a section header (ELF-64 Object File Format, figures 3, 4 and 6). */
enum {
    ELF_AT_CLASS = 4,
    ELF_AT_DATA = 5,
    ELF_AT_IDENT_VERSION = 6,
    ELF_AT_TYPE = 16,
    ELF_AT_MACHINE = 18,
    ELF_AT_VERSION = 20,
    ELF_AT_ENTRY = 24,
    ELF_AT_PROGRAM_OFFSET = 32,
    ELF_AT_SECTION_OFFSET = 40,
    ELF_AT_HEADER_BYTES = 52,
    ELF_AT_PROGRAM_BYTES = 54,
    ELF_AT_PROGRAM_COUNT = 56,
    ELF_AT_SECTION_BYTES = 58,
    ELF_AT_SECTION_COUNT = 60,
    ELF_AT_SECTION_NAMES = 62,
    ELF_AT_HEADERS = 64,
};
enum { SEGMENT_TEXT, SEGMENT_CONFIG, SEGMENT_DATA, SEGMENT_DYNAMIC, SEGMENT_SPARE, SEGMENT_SPARE_TOO, SEGMENT_COUNT };
enum {
    PROGRAM_HEADER_BYTES_TEST = 56,
    SEGMENT_AT_TYPE = 0,
    SEGMENT_AT_FLAGS = 4,
    SEGMENT_AT_OFFSET = 8,
    SEGMENT_AT_VIRT = 16,
    SEGMENT_AT_FILE_BYTES = 32,
    SEGMENT_AT_MEMORY_BYTES = 40,
    SEGMENT_AT_ALIGN = 48,
};
enum { SECTION_HEADER_BYTES_TEST = 64, SECTION_AT_NAME = 0, SECTION_AT_TYPE = 4, SECTION_AT_OFFSET = 24, SECTION_AT_BYTES = 32 };

struct elf_kernel {
    u8 bytes[KERNEL_BYTES];
};

void elf_kernel_make(struct elf_kernel *kernel);
u8 *elf_kernel_segment(struct elf_kernel *kernel, unsigned index); /* its program header */
struct boot_config *elf_kernel_config(struct elf_kernel *kernel);
struct bytes elf_kernel_view(const struct elf_kernel *kernel);

#endif
