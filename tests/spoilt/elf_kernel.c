/* Writes the headers by hand: what the tests spoil must not depend on a linker. */
#include "tests/spoilt/elf_kernel.h"
#include <string.h>

static void make_header(u8 *header)
{
    static const u8 identity[] = { 0x7f, 'E', 'L', 'F', 2, 1, 1 };
    memcpy(header, identity, sizeof(identity));
    store_u16(header + ELF_AT_TYPE, 2);
    store_u16(header + ELF_AT_MACHINE, 62);
    store_u32(header + ELF_AT_VERSION, 1);
    store_u64(header + ELF_AT_ENTRY, KERNEL_BASE_VIRT);
    store_u64(header + ELF_AT_PROGRAM_OFFSET, ELF_AT_HEADERS);
    store_u16(header + ELF_AT_HEADER_BYTES, 64);
    store_u16(header + ELF_AT_PROGRAM_BYTES, PROGRAM_HEADER_BYTES_TEST);
    store_u16(header + ELF_AT_PROGRAM_COUNT, SEGMENT_COUNT);
    store_u16(header + ELF_AT_SECTION_BYTES, SECTION_HEADER_BYTES_TEST);
    store_u16(header + ELF_AT_SECTION_COUNT, 3);
    store_u16(header + ELF_AT_SECTION_NAMES, 2);
}

static void make_segment(u8 *header, u64 index, u32 flags, u64 bytes)
{
    u64 virt = KERNEL_BASE_VIRT + index * 0x1000;
    store_u32(header + SEGMENT_AT_TYPE, 1); /* PT_LOAD */
    store_u32(header + SEGMENT_AT_FLAGS, flags);
    store_u64(header + SEGMENT_AT_OFFSET, (index + 1) * 0x1000);
    store_u64(header + SEGMENT_AT_VIRT, virt);
    store_u64(header + SEGMENT_AT_VIRT + 8, virt);
    store_u64(header + SEGMENT_AT_FILE_BYTES, bytes);
    store_u64(header + SEGMENT_AT_MEMORY_BYTES, bytes);
    store_u64(header + SEGMENT_AT_ALIGN, 0x1000);
}

/* DT_RELA, DT_RELASZ, DT_RELAENT, DT_NULL; one relocation, R_X86_64_RELATIVE. */
static void make_dynamic(struct elf_kernel *kernel)
{
    const u64 entries[] = { 7, KERNEL_DATA_VIRT + 0x100, 8, 24, 9, 24, 0, 0 };
    const u64 relocation[] = { KERNEL_DATA_VIRT + 0x200, 8, KERNEL_BASE_VIRT };
    u8 *header = elf_kernel_segment(kernel, SEGMENT_DYNAMIC);
    make_segment(header, SEGMENT_DATA, 6, sizeof(entries));
    store_u32(header + SEGMENT_AT_TYPE, 2); /* PT_DYNAMIC */
    store_u64(header + SEGMENT_AT_ALIGN, 8);
    memcpy(kernel->bytes + KERNEL_DATA_OFFSET, entries, sizeof(entries));
    memcpy(kernel->bytes + KERNEL_RELA_OFFSET, relocation, sizeof(relocation));
}

static void make_section(u8 *header, u32 name, u32 type, u64 offset, u64 bytes)
{
    store_u32(header + SECTION_AT_NAME, name);
    store_u32(header + SECTION_AT_TYPE, type);
    store_u64(header + SECTION_AT_OFFSET, offset);
    store_u64(header + SECTION_AT_BYTES, bytes);
}

static void make_sections(u8 *sections)
{
    static const char names[] = "\0.boot_config\0.shstrtab";
    make_section(sections + SECTION_HEADER_BYTES_TEST, 1, 1, KERNEL_CONFIG_OFFSET, 0x200);
    make_section(sections + 2 * SECTION_HEADER_BYTES_TEST, 14, 3, KERNEL_SECTION_NAMES_OFFSET, sizeof(names));
    memcpy(sections + (KERNEL_SECTION_NAMES_OFFSET - KERNEL_SECTIONS_OFFSET), names, sizeof(names));
}

u8 *elf_kernel_segment(struct elf_kernel *kernel, unsigned index)
{
    return kernel->bytes + ELF_AT_HEADERS + index * PROGRAM_HEADER_BYTES_TEST;
}

struct boot_config *elf_kernel_config(struct elf_kernel *kernel)
{
    return (struct boot_config *)(void *)(kernel->bytes + KERNEL_CONFIG_OFFSET);
}

struct bytes elf_kernel_view(const struct elf_kernel *kernel)
{
    return (struct bytes) { kernel->bytes, sizeof(kernel->bytes) };
}

void elf_kernel_make(struct elf_kernel *kernel)
{
    /* mov dx, 0f4h; mov al, 10h; out dx, al; hlt; jmp back */
    static const u8 code[] = { 0x66, 0xba, 0xf4, 0x00, 0xb0, 0x10, 0xee, 0xf4, 0xeb, 0xfd };
    static const struct boot_config config = {
        .magic = BOOT_CONFIG_MAGIC,
        .abi_major = LINTEL_ABI_MAJOR,
        .abi_minor = LINTEL_ABI_MINOR,
        .size = sizeof(struct boot_config),
    };
    memset(kernel, 0, sizeof(*kernel));
    make_header(kernel->bytes);
    make_segment(elf_kernel_segment(kernel, SEGMENT_TEXT), SEGMENT_TEXT, 5, 0x1000);
    make_segment(elf_kernel_segment(kernel, SEGMENT_CONFIG), SEGMENT_CONFIG, 4, 0x1000);
    make_segment(elf_kernel_segment(kernel, SEGMENT_DATA), SEGMENT_DATA, 6, 0x1000);
    make_dynamic(kernel);
    make_sections(kernel->bytes + KERNEL_SECTIONS_OFFSET);
    memcpy(kernel->bytes + KERNEL_TEXT_OFFSET, code, sizeof(code));
    memcpy(kernel->bytes + KERNEL_CONFIG_OFFSET, &config, sizeof(config));
}
