/* A small good kernel as bytes, for tests that spoil one thing in it. */
#ifndef TESTS_TOOL_ELF_KERNEL_H
#define TESTS_TOOL_ELF_KERNEL_H
#include "common/base/bytes.h"
#include "include/lintel/config.h"

/* Where things lie in the file: three segments, r-x, r-- and rw-, each with a page of its own. No section headers. */
enum {
    KERNEL_TEXT_OFFSET = 0x1000,
    KERNEL_CONFIG_OFFSET = 0x2000,
    KERNEL_DATA_OFFSET = 0x3000,
    KERNEL_BYTES = 0x3010,
};
#define KERNEL_BASE_VIRT 0xffffffff80000000ull /* of the text; the others follow, a page each */

/* Fields of the ELF header and of a program header (ELF-64 Object File Format, figures 3 and 6). */
enum { ELF_AT_CLASS = 4, ELF_AT_TYPE = 16, ELF_AT_MACHINE = 18, ELF_AT_ENTRY = 24, ELF_AT_HEADERS = 64 };
enum { SEGMENT_TEXT, SEGMENT_CONFIG, SEGMENT_DATA, SEGMENT_COUNT };
enum { PROGRAM_HEADER_BYTES_TEST = 56, SEGMENT_AT_FLAGS = 4, SEGMENT_AT_VIRT = 16 };

struct elf_kernel {
    u8 bytes[KERNEL_BYTES];
};

void elf_kernel_make(struct elf_kernel *kernel);
u8 *elf_kernel_segment(struct elf_kernel *kernel, unsigned index); /* its program header */
struct boot_config *elf_kernel_config(struct elf_kernel *kernel);
void elf_kernel_write(const struct elf_kernel *kernel, const char *path);

#endif
