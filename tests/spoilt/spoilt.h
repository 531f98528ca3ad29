/* Kernels of which one thing was spoilt: each has its error on the host, and the same one on a machine. The table is rows.h. */
#ifndef TESTS_SPOILT_SPOILT_H
#define TESTS_SPOILT_SPOILT_H
#include "tests/spoilt/elf_kernel.h"

#define SPOILT_PATCHES 8

/* Bytes of the file become the low ones of a number; `bytes` 0: no patch. */
struct spoilt_patch {
    u64 offset, bytes, number;
};

struct spoilt {
    const char *name;
    const char *sentence; /* the error's; KERNEL in it stands for the kernel's name */
    u64 cut_bytes;        /* what is missing at the end of the file                 */
    struct spoilt_patch patches[SPOILT_PATCHES];
    bool lacks_memory; /* on the machine of the tests; a larger one boots it        */
};

/* The words that rows.h is written in. */
#define PATCHES(...) .patches = { __VA_ARGS__ }
#define ELF(offset, bytes, number)                                                                                               \
    {                                                                                                                            \
        (offset), (bytes), (number)                                                                                              \
    }
#define SEGMENT(index, field, bytes, number)                                                                                     \
    {                                                                                                                            \
        ELF_AT_HEADERS + SEGMENT_##index *PROGRAM_HEADER_BYTES_TEST + SEGMENT_AT_##field, (bytes), (number)                      \
    }
#define SECTION(index, field, bytes, number)                                                                                     \
    {                                                                                                                            \
        KERNEL_SECTIONS_OFFSET + (index)*SECTION_HEADER_BYTES_TEST + SECTION_AT_##field, (bytes), (number)                       \
    }
#define CONFIG_AT(offset, bytes, number)                                                                                         \
    {                                                                                                                            \
        KERNEL_CONFIG_OFFSET + (offset), (bytes), (number)                                                                       \
    }
#define CONFIG(field, number)                                                                                                    \
    CONFIG_AT(offsetof(struct boot_config, field), sizeof(((struct boot_config *)NULL)->field), (number))
#define DYNAMIC_TAG(index, number)                                                                                               \
    {                                                                                                                            \
        KERNEL_DATA_OFFSET + 16 * (index), 8, (number)                                                                           \
    }
#define DYNAMIC_VALUE(index, number)                                                                                             \
    {                                                                                                                            \
        KERNEL_DATA_OFFSET + 16 * (index) + 8, 8, (number)                                                                       \
    }
#define RELA(field, number)                                                                                                      \
    {                                                                                                                            \
        KERNEL_RELA_OFFSET + RELA_AT_##field, 8, (number)                                                                        \
    }
enum { RELA_AT_PLACE = 0, RELA_AT_INFO = 8 };
#define AS_PIE        ELF(ELF_AT_TYPE, 2, 3)
#define WITH_SECTIONS ELF(ELF_AT_SECTION_OFFSET, 8, KERNEL_SECTIONS_OFFSET)

/* The good kernel, then the patches. `*bytes`: how many of `kernel` there are. */
void spoilt_make(const struct spoilt *spoilt, struct elf_kernel *kernel, size_t *bytes);

/* The sentence with a kernel's name in it; `text` has 512 bytes. */
void spoilt_sentence(const struct spoilt *spoilt, const char *kernel_name, char *text);

#endif
