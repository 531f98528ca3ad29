/* Promise: segments that share a page get it with the permissions of both, and keep their other pages to themselves; a segment
 * without a byte in the file is all zero. */
#include "check.h"
#include "walk.h"

ENTRY_POINT();

#define PAGE_BYTES 4096ull

/* System V ABI, gABI 4.1 chapter 5: what of a program header is looked at. The linker script puts them at the kernel's start. */
struct program_header {
    uint32_t type, flags;
    uint64_t file_offset, start_virt, start_phys, file_bytes, memory_bytes, align_bytes;
};
extern const unsigned char file_header[];

static const char constants[8192] = { [0] = 'a', [8191] = 'z' };
static volatile char initialised[8192] = { [0] = 'A', [8191] = 'Z' };
static volatile uint64_t cleared[3000];

static void check_permissions(const struct boot_info *info, uint64_t virt, bool can_write, bool can_execute)
{
    struct leaf leaf;
    CHECK(walk_to(info, virt, &leaf));
    CHECK_EQUAL(leaf.can_write, can_write);
    CHECK_EQUAL(leaf.can_execute, can_execute);
}

/* That this kernel is what it claims to be. */
static uint64_t count_segments_without_file_bytes(void)
{
    const struct program_header *headers = (const struct program_header *)(file_header + 64);
    uint64_t count = 0;
    for (unsigned i = 0; i < file_header[56]; i++)
        if (headers[i].type == 1 && headers[i].file_bytes == 0 && headers[i].memory_bytes >= sizeof(cleared))
            count++;
    return count;
}

static void check_content(void)
{
    const volatile char *bytes = constants; /* in memory, not in the compiler's mind */
    CHECK(bytes[0] == 'a' && bytes[sizeof(constants) - 1] == 'z');
    CHECK(initialised[0] == 'A' && initialised[sizeof(initialised) - 1] == 'Z');
    for (size_t i = 0; i < sizeof(cleared) / sizeof(cleared[0]); i++)
        CHECK_EQUAL(cleared[i], 0);
}

void kernel_main(struct boot_info *info)
{
    CHECK_EQUAL(count_segments_without_file_bytes(), 1);
    check_content();
    const char *shared = (const char *)((uint64_t)initialised & ~(PAGE_BYTES - 1));
    CHECK(shared != (const char *)initialised); /* constants are in it as well */
    check_permissions(info, (uint64_t)kernel_main, false, true);
    check_permissions(info, (uint64_t)shared - PAGE_BYTES, false, false);
    check_permissions(info, (uint64_t)shared, true, false);
    check_permissions(info, (uint64_t)shared + PAGE_BYTES, true, false);
    check_permissions(info, (uint64_t)cleared, true, false);
    pass();
}
