/* Promise: a ramdisk of nearly 4 GiB, the most that FAT holds, arrives whole: begin, middle and end have their bytes, at places
 * that lie one behind the other, and what is zero between them is zero. */
#include "../pattern.h"
#include "check.h"
#include "walk.h"

ENTRY_POINT(.ramdisk_required = SWITCH_ON);

static const uint64_t starts[] = SPARSE_PIECE_STARTS;
#define PIECES (sizeof(starts) / sizeof(starts[0]))

static void check_piece(const uint8_t *bytes, uint64_t start)
{
    for (uint64_t at = start; at < start + SPARSE_PIECE_BYTES && at < SPARSE_RAMDISK_BYTES; at++)
        CHECK_EQUAL(bytes[at], pattern_byte(at));
}

static void check_zeros(const uint8_t *bytes, uint64_t start, uint64_t end)
{
    for (uint64_t at = start; at < end; at += 8)
        CHECK_EQUAL(*(const uint64_t *)(bytes + at), 0);
}

static void check_places(const struct boot_info *info, const struct boot_file *file)
{
    for (uint64_t at = 0; at < file->bytes; at += 2 * MIB)
        CHECK_EQUAL(walk_phys(info, (uint64_t)file->address + at), file->start_phys + at);
}

void kernel_main(struct boot_info *info)
{
    const struct boot_file *file = info->ramdisk;
    CHECK(file != NULL);
    CHECK_EQUAL(file->bytes, SPARSE_RAMDISK_BYTES);
    const uint8_t *bytes = file->address;
    for (size_t i = 0; i < PIECES; i++)
        check_piece(bytes, starts[i]);
    for (size_t i = 1; i < PIECES; i++)
        check_zeros(bytes, starts[i - 1] + SPARSE_PIECE_BYTES, starts[i]);
    check_places(info, file);
    pass();
}
