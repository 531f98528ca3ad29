/* Reading a kernel's ELF64 file. Nothing here trusts the file: any input gives facts or an error. */
#ifndef COMMON_ELF_ELF_H
#define COMMON_ELF_ELF_H
#include "common/base/address.h"
#include "common/base/error.h"
#include "common/base/reader.h"

#define ELF_SEGMENTS_MAX       32 /* loadable ones                                     */
#define ELF_HEADERS_MAX        64 /* program headers of all types                      */
#define ELF_SECTION_NAME_BYTES 32
#define ELF_RUNS_MAX           (3 * ELF_SEGMENTS_MAX)
#define ELF_CLUSTER_GAP_BYTES  LARGE_PAGE_BYTES
#define ELF_KERNEL_BYTES_MAX   (512 * MIB_BYTES)

/* A PT_LOAD segment as the file has it; not page-aligned. Sorted by address, disjoint, memory_bytes > 0. */
struct elf_segment {
    u64 start_virt, memory_bytes;
    u64 file_offset, file_bytes; /* the rest of memory_bytes is zero */
    u32 permissions;             /* MAP_WRITE | MAP_EXECUTE          */
};

/* A range named by another program header (relro, TLS, dynamic); bytes 0: not there. */
struct elf_range {
    u64 start_virt, memory_bytes;
    u64 file_offset, file_bytes;
    u64 align_bytes;
};

/* Segments less than ELF_CLUSTER_GAP_BYTES apart are loaded as one physically contiguous block. */
struct elf_cluster {
    u64 start_virt, bytes; /* page-aligned */
    u64 align_bytes;       /* for the physical block: 2 MiB if it is that large, so that large leaves fit, else a page */
};

struct elf_facts {
    const char *name; /* the reader's, for errors: must outlive the facts    */
    bool relocatable; /* ET_DYN: may be slid                     */
    u64 entry_virt;
    u64 start_virt, end_virt; /* page-aligned hull of all segments       */
    u64 align_bytes;          /* largest p_align of a loadable segment, at least a page: a slide is a multiple of it */
    struct elf_segment segments[ELF_SEGMENTS_MAX];
    u64 segment_count;
    struct elf_cluster clusters[ELF_SEGMENTS_MAX];
    u64 cluster_count;
    struct elf_range relro, tls, dynamic;
    u32 stack_flags;          /* of PT_GNU_STACK, as the file has them; 0: there is none */
    u64 section_table_offset; /* 0: none */
    u32 section_count, section_names_index;
};

/* ELF header and program headers → facts, all checked but for W+X (elf_plan_pages). One read where the headers lie together.
 * Errors L301..L313, L315, L319, L322, L323 go to the sink; the facts are good if sink->count did not change. The return
 * value is the sink's first error. Addresses are canonical in 57 bits; whether 48 are enough is for the configuration to say. */
struct error elf_read(struct reader *kernel, struct error_sink *sink, struct elf_facts *facts);

/* Where a section lies in the file. `found` is false if there are no section headers or none of that name has bytes
 * (SHT_NOBITS has none). More than one of that name: ERR_CONFIG_TWICE. Malformed headers: ERR_ELF_SECTIONS, a table past the
 * file's end: ERR_READ_PAST_END. `name` has less than ELF_SECTION_NAME_BYTES. Reads header by header: the slow way, without
 * manifest. */
struct error elf_find_section(struct reader *kernel, const struct elf_facts *facts, const char *name, bool *found,
                              u64 *file_offset, u64 *bytes);

/* The symbol table and its names in the file; count 0: it has none. */
#define ELF_SYMBOL_BYTES 24
struct elf_symbols {
    u64 file_offset, count;
    u64 names_file_offset, names_bytes;
};

/* Sections that take memory, as many as there is room for, in the file's order; the names of all of them in the file, names_bytes
 * 0 if it has none. */
#define ELF_SECTIONS_MAX 48
struct elf_section {
    u64 start_virt, bytes; /* as linked                                        */
    u64 name_offset;       /* into the names; may lie outside, since the file says so */
};
struct elf_sections {
    struct elf_section each[ELF_SECTIONS_MAX];
    u64 count;
    u64 names_file_offset, names_bytes;
};

/* The first section of type SHT_SYMTAB and the strings that it is linked with, both inside the file. Malformed: ERR_ELF_SECTIONS,
 * headers past the file's end: ERR_READ_PAST_END. Stripped is no error. What the symbols say is not looked at. On the same way
 * through the headers `sections` is filled in; what is wrong with a section is no error, it is left out. */
struct error elf_find_symbols(struct reader *kernel, const struct elf_facts *facts, struct elf_symbols *symbols,
                              struct elf_sections *sections);

/* Pages of the loaded kernel with equal permissions; sorted, disjoint, page-aligned, addresses before any slide. */
struct elf_run {
    u64 start_virt, bytes;
    u32 permissions;
    bool widened; /* a page shared by segments of different permissions: worth a warning */
};

/* PT_GNU_STACK wants it so. */
bool elf_stack_is_executable(const struct elf_facts *facts);

/* Segments that share a page give it the union of their permissions; a union of W and X is ERR_ELF_WRITABLE_CODE (to the sink)
 * unless allowed, and so is an executable stack ERR_ELF_EXECUTABLE_STACK. Whole pages of RELRO lose MAP_WRITE. `runs` has
 * ELF_RUNS_MAX entries. */
struct error elf_plan_pages(const struct elf_facts *facts, bool allow_writable_code, struct error_sink *sink,
                            struct elf_run *runs, u64 *run_count);

/* The kernel in memory: `memory[i]` is where cluster i was loaded, bss cleared. */
struct elf_image {
    void *memory[ELF_SEGMENTS_MAX];
};

/* Applies R_X86_64_RELATIVE by DT_RELA and by DT_RELR. Without a dynamic section there is nothing to do. ET_EXEC is not
 * relocated. The dynamic section and the tables are outside data as well: ERR_ELF_RELOCATION, ERR_ELF_RELOCATION_PLACE,
 * ERR_ELF_DYNAMIC. */
struct error elf_relocate(const struct elf_facts *facts, const struct elf_image *image, u64 slide);

#endif
