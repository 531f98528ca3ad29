/* Writes the headers by hand: what the tests spoil must not depend on a linker. */
#include "tests/tool/elf_kernel.h"
#include "tests/tool/support.h"
#include <string.h>

static void make_header(u8 *header)
{
    static const u8 identity[] = { 0x7f, 'E', 'L', 'F', 2, 1, 1 };
    memcpy(header, identity, sizeof(identity));
    store_u16(header + ELF_AT_TYPE, 2);
    store_u16(header + ELF_AT_MACHINE, 62);
    store_u32(header + 20, 1); /* version */
    store_u64(header + ELF_AT_ENTRY, KERNEL_BASE_VIRT);
    store_u64(header + 32, ELF_AT_HEADERS);
    store_u16(header + 52, 64); /* bytes of this header, of a program header, their number */
    store_u16(header + 54, PROGRAM_HEADER_BYTES_TEST);
    store_u16(header + 56, SEGMENT_COUNT);
}

static void make_segment(u8 *header, u64 index, u32 flags, u64 bytes)
{
    u64 virt = KERNEL_BASE_VIRT + index * 0x1000;
    store_u32(header, 1); /* PT_LOAD */
    store_u32(header + SEGMENT_AT_FLAGS, flags);
    store_u64(header + 8, (index + 1) * 0x1000);
    store_u64(header + SEGMENT_AT_VIRT, virt);
    store_u64(header + 24, virt);
    store_u64(header + 32, bytes);
    store_u64(header + 40, bytes);
    store_u64(header + 48, 0x1000);
}

u8 *elf_kernel_segment(struct elf_kernel *kernel, unsigned index)
{
    return kernel->bytes + ELF_AT_HEADERS + index * PROGRAM_HEADER_BYTES_TEST;
}

struct boot_config *elf_kernel_config(struct elf_kernel *kernel)
{
    return (struct boot_config *)(void *)(kernel->bytes + KERNEL_CONFIG_OFFSET);
}

void elf_kernel_make(struct elf_kernel *kernel)
{
    static const u8 code[] = { 0xf4, 0xeb, 0xfd }; /* hlt; jmp back */
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
    make_segment(elf_kernel_segment(kernel, SEGMENT_DATA), SEGMENT_DATA, 6, 0x10);
    memcpy(kernel->bytes + KERNEL_TEXT_OFFSET, code, sizeof(code));
    memcpy(kernel->bytes + KERNEL_CONFIG_OFFSET, &config, sizeof(config));
}

void elf_kernel_write(const struct elf_kernel *kernel, const char *path)
{
    file_write(path, (struct bytes) { kernel->bytes, sizeof(kernel->bytes) });
}
