/* The ELF64 file format as far as Lintel reads it: constants, and where each field lies in its record.
 * Source: System V ABI, gABI 4.1 chapters 4 and 5; x86-64 psABI 1.0 §4.4. Fields are read by these offsets from checked bytes; no
 * buffer is ever cast to a struct. */
#ifndef COMMON_ELF_FORMAT_H
#define COMMON_ELF_FORMAT_H

#define ELF_MAGIC 0x464c457fu /* 7f 'E' 'L' 'F' */

/* The ELF header. ERR_ELF_HEADER and ERR_ELF_ENCODING name fields by these offsets. */
enum {
    EH_CLASS = 4,
    EH_DATA = 5,
    EH_IDENT_VERSION = 6,
    EH_TYPE = 16,
    EH_MACHINE = 18,
    EH_VERSION = 20,
    EH_ENTRY = 24,
    EH_PROGRAM_OFFSET = 32,
    EH_SECTION_OFFSET = 40,
    EH_HEADER_BYTES = 52,
    EH_PROGRAM_BYTES = 54,
    EH_PROGRAM_COUNT = 56,
    EH_SECTION_BYTES = 58,
    EH_SECTION_COUNT = 60,
    EH_SECTION_NAMES = 62,
    ELF_HEADER_BYTES = 64,
};
enum { ELFCLASS64 = 2, ELFDATA2LSB = 1, EV_CURRENT = 1, ET_EXEC = 2, ET_DYN = 3, EM_X86_64 = 62 };

enum {
    PH_TYPE = 0,
    PH_FLAGS = 4,
    PH_FILE_OFFSET = 8,
    PH_VIRTUAL = 16,
    PH_FILE_BYTES = 32,
    PH_MEMORY_BYTES = 40,
    PH_ALIGN = 48,
    PROGRAM_HEADER_BYTES = 56,
};
#define PT_LOAD      1u
#define PT_DYNAMIC   2u
#define PT_INTERP    3u
#define PT_TLS       7u
#define PT_GNU_STACK 0x6474e551u
#define PT_GNU_RELRO 0x6474e552u
#define PF_X         1u
#define PF_W         2u

enum {
    SH_NAME = 0,
    SH_TYPE = 4,
    SH_FLAGS = 8,
    SH_VIRTUAL = 16,
    SH_FILE_OFFSET = 24,
    SH_BYTES = 32,
    SH_LINK = 40,
    SH_ENTRY_BYTES = 56,
    SECTION_HEADER_BYTES = 64,
};
enum { SHT_NULL = 0, SHT_SYMTAB = 2, SHT_STRTAB = 3, SHT_NOBITS = 8 };

/* Section flags. */
enum { SHF_ALLOC = 2, SHF_TLS = 1024 };

enum { DYN_TAG = 0, DYN_VALUE = 8, DYNAMIC_ENTRY_BYTES = 16 };
enum {
    DT_NULL = 0,
    DT_PLTRELSZ = 2,
    DT_RELA = 7,
    DT_RELASZ = 8,
    DT_RELAENT = 9,
    DT_REL = 17,
    DT_RELSZ = 18,
    DT_JMPREL = 23,
    DT_RELRSZ = 35,
    DT_RELR = 36,
    DT_RELRENT = 37,
};

enum { RELA_PLACE = 0, RELA_INFO = 8, RELA_ADDEND = 16, RELA_BYTES = 24, RELR_BYTES = 8 };
enum { R_X86_64_NONE = 0, R_X86_64_RELATIVE = 8 };

#endif
