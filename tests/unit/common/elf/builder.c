/* ELF files made in memory. */
#include "tests/unit/common/elf/builder.h"
#include <criterion/criterion.h>
#include <string.h>

void elf_begin(struct test_elf *elf, u16 type)
{
    static const u8 identity[] = { 0x7f, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB, EV_CURRENT };
    memset(elf, 0, sizeof(*elf));
    elf->len = sizeof(elf->data);
    memcpy(elf->data, identity, sizeof(identity));
    store_u16(elf->data + EH_TYPE, type);
    store_u16(elf->data + EH_MACHINE, EM_X86_64);
    store_u32(elf->data + EH_VERSION, EV_CURRENT);
    store_u64(elf->data + EH_ENTRY, KERNEL_VIRT);
    store_u64(elf->data + EH_PROGRAM_OFFSET, ELF_HEADER_BYTES);
    store_u16(elf->data + EH_HEADER_BYTES, ELF_HEADER_BYTES);
    store_u16(elf->data + EH_PROGRAM_BYTES, PROGRAM_HEADER_BYTES);
}

void elf_put(struct test_elf *elf, u32 index, struct test_header header)
{
    u8 *at = elf->data + load_u64(elf->data + EH_PROGRAM_OFFSET) + index * PROGRAM_HEADER_BYTES;
    store_u32(at + PH_TYPE, header.type);
    store_u32(at + PH_FLAGS, header.flags);
    store_u64(at + PH_FILE_OFFSET, header.file_offset);
    store_u64(at + PH_VIRTUAL, header.virt);
    store_u64(at + PH_FILE_BYTES, header.file_bytes);
    store_u64(at + PH_MEMORY_BYTES, header.memory_bytes);
    store_u64(at + PH_ALIGN, header.align_bytes);
}

void elf_add(struct test_elf *elf, struct test_header header)
{
    elf_put(elf, elf->header_count++, header);
    store_u16(elf->data + EH_PROGRAM_COUNT, (u16)elf->header_count);
}

void elf_kernel(struct test_elf *elf, u16 type, u64 base_virt)
{
    elf_begin(elf, type);
    store_u64(elf->data + EH_ENTRY, base_virt);
    elf_add(elf, (struct test_header) { PT_LOAD, PF_R | PF_X, 0x1000, base_virt, 0x1000, 0x1000, 0x1000 });
    elf_add(elf, (struct test_header) { PT_LOAD, PF_R, 0x2000, base_virt + 0x1000, 0x1000, 0x1000, 0x1000 });
    elf_add(elf, (struct test_header) { PT_LOAD, PF_R | PF_W, 0x3000, base_virt + 0x2000, 0x1000, 0x3000, 0x1000 });
    elf->len = 0x4000;
}

struct reader elf_reader(struct test_elf *elf)
{
    return reader_of_bytes("kernel.elf", (struct bytes) { elf->data, (size_t)elf->len });
}

struct error elf_read_test(struct test_elf *elf)
{
    struct reader reader = elf_reader(elf);
    elf->sink = (struct error_sink) { 0 };
    return elf_read(&reader, &elf->sink, &elf->facts);
}

void assert_refused(struct test_elf *elf, enum error_code code, u64 detail)
{
    struct error error = elf_read_test(elf);
    cr_assert_eq(error.code, code);
    cr_assert_eq(error.detail, detail);
    cr_assert_str_eq(error_subject(error), "kernel.elf");
    cr_assert_eq(elf->sink.count, 1);
}

void assert_accepted(struct test_elf *elf)
{
    struct error error = elf_read_test(elf);
    cr_assert_eq(error.code, ERR_NONE);
    cr_assert_eq(elf->sink.count, 0);
}
