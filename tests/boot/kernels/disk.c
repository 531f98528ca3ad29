/* Promise: boot_info says by which table, signature, partition number and sector the volume is found again. */
#include "check.h"

ENTRY_POINT();

static void print_number(const char *name, uint64_t number)
{
    print(name);
    print(" ");
    print_hex(number);
    print("\n");
}

/* As the disk has it: three numbers of little-endian order, then eight bytes. */
static void print_guid(const char *name, const uint8_t guid[16])
{
    print(name);
    print(" ");
    for (int i = 0; i < 16; i++) {
        const char digits[] = "0123456789abcdef";
        const char text[] = { digits[guid[i] >> 4], digits[guid[i] & 15], 0 };
        print(text);
    }
    print("\n");
}

static bool is_zero(const uint8_t guid[16])
{
    uint8_t bits = 0;
    for (int i = 0; i < 16; i++)
        bits |= guid[i];
    return bits == 0;
}

void kernel_main(struct boot_info *info)
{
    const struct boot_volume *volume = info->volume;
    CHECK(volume != NULL);
    CHECK_EQUAL(volume->server_ipv4, 0);
    CHECK_EQUAL(volume->reserved_56, 0);
    if (volume->kind == VOLUME_MBR)
        CHECK(is_zero(volume->disk_guid) && is_zero(volume->partition_guid));
    print_number("kind", volume->kind);
    print_number("signature", volume->mbr_signature);
    print_number("partition", volume->partition_number);
    print_number("first sector", volume->partition_first_lba);
    print_guid("disk", volume->disk_guid);
    print_guid("partition", volume->partition_guid);
    pass();
}
