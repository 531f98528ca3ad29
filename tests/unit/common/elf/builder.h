/* ELF files made in memory, for the tests of common/elf/. */
#ifndef TESTS_UNIT_COMMON_ELF_BUILDER_H
#define TESTS_UNIT_COMMON_ELF_BUILDER_H
#include "common/elf/elf.h"
#include "common/elf/format.h"

#define KERNEL_VIRT 0xffffffff80000000ull
#define PF_R        4u

struct test_header {
    u32 type, flags;
    u64 file_offset, virt, file_bytes, memory_bytes, align_bytes;
};

struct test_elf {
    u8 data[64 * 1024];
    u64 len; /* what the reader shows; 64 KiB unless a test cuts it */
    u32 header_count;
    struct error_sink sink;
    struct elf_facts facts;
};

/* An ELF header of an x86_64 executable that has no program headers yet; its entry is KERNEL_VIRT. */
void elf_begin(struct test_elf *elf, u16 type);
void elf_add(struct test_elf *elf, struct test_header header);

/* The same at `index`, in place. */
void elf_put(struct test_elf *elf, u32 index, struct test_header header);

/* Text (r-x), rodata (r--) and data (rw-, with bss) at `base_virt`, a page each; the file is 0x4000 bytes. */
void elf_kernel(struct test_elf *elf, u16 type, u64 base_virt);

/* Runs elf_read with a fresh sink. */
struct error elf_read_test(struct test_elf *elf);
struct reader elf_reader(struct test_elf *elf);

/* Asserts that elf_read reports exactly this and nothing else. */
void assert_refused(struct test_elf *elf, enum error_code code, u64 detail);
void assert_accepted(struct test_elf *elf);

#endif
