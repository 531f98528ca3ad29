/* Device paths as firmware gives them, and as it should not. */
#include "uefi/device_path.h"
#include <criterion/criterion.h>
#include <stdlib.h>

static u8 path[256];
static size_t path_len;

static void start(void)
{
    memset(path, 0, sizeof(path));
    path_len = 0;
}

static u8 *put(u8 type, u8 subtype, u16 len)
{
    u8 *node = path + path_len;
    node[0] = type;
    node[1] = subtype;
    store_u16(node + 2, len);
    path_len += len;
    return node;
}

static void put_hard_drive(u32 number, u64 first_lba, u8 signature_kind)
{
    u8 *node = put(4, 1, 42);
    store_u32(node + 4, number);
    store_u64(node + 8, first_lba);
    store_u64(node + 16, 1000);
    for (u8 i = 0; i < 16; i++)
        node[24 + i] = (u8)(0xa0 + i);
    node[40] = 2;
    node[41] = signature_kind;
}

static void put_end(void)
{
    put(0x7f, 0xff, 4);
}

/* In memory of exactly its length, so that the sanitizer sees a byte too many. */
static struct boot_volume identify(size_t len)
{
    struct boot_volume identity = { .kind = 0 };
    u8 *exact = malloc(len > 0 ? len : 1);
    memcpy(exact, path, len);
    device_path_identify((struct bytes) { exact, len }, &identity);
    free(exact);
    return identity;
}

TestSuite(uefi_device_path, .init = start);

Test(uefi_device_path, reads_a_gpt_partition)
{
    put(2, 1, 12);
    put(1, 1, 6);
    put_hard_drive(3, 2048, 2);
    put_end();
    struct boot_volume identity = identify(path_len);
    cr_assert_eq(identity.kind, VOLUME_GPT);
    cr_assert_eq(identity.partition_number, 3);
    cr_assert_eq(identity.partition_first_lba, 2048);
    cr_assert_eq(identity.partition_guid[0], 0xa0);
    cr_assert_eq(identity.partition_guid[15], 0xaf);
    cr_assert_eq(identity.mbr_signature, 0);
}

Test(uefi_device_path, reads_an_mbr_partition)
{
    put_hard_drive(1, 63, 1);
    put_end();
    struct boot_volume identity = identify(path_len);
    cr_assert_eq(identity.kind, VOLUME_MBR);
    cr_assert_eq(identity.mbr_signature, 0xa3a2a1a0);
    cr_assert_eq(identity.partition_guid[0], 0);
}

Test(uefi_device_path, reads_a_partition_without_signature)
{
    put_hard_drive(1, 63, 0);
    put_end();
    struct boot_volume identity = identify(path_len);
    cr_assert_eq(identity.kind, VOLUME_MBR);
    cr_assert_eq(identity.mbr_signature, 0);
}

Test(uefi_device_path, reads_a_cd)
{
    u8 *node = put(4, 2, 24);
    store_u64(node + 8, 77);
    put_end();
    struct boot_volume identity = identify(path_len);
    cr_assert_eq(identity.kind, VOLUME_OPTICAL);
    cr_assert_eq(identity.partition_first_lba, 77);
}

Test(uefi_device_path, believes_the_last_of_nested_partitions)
{
    put(4, 2, 24);
    put_hard_drive(2, 100, 2);
    put_end();
    cr_assert_eq(identify(path_len).kind, VOLUME_GPT);
}

Test(uefi_device_path, stops_at_the_end_node)
{
    put_end();
    put_hard_drive(1, 2048, 2);
    cr_assert_eq(identify(path_len).kind, 0);
}

Test(uefi_device_path, takes_no_partition_from_a_node_that_is_too_short)
{
    put(4, 1, 41);
    put(4, 2, 23);
    put_end();
    cr_assert_eq(identify(path_len).kind, 0);
}

Test(uefi_device_path, stops_at_a_node_without_length)
{
    put(4, 3, 3);
    path_len = 0;
    cr_assert_eq(identify(64).kind, 0);
    memset(path, 0, sizeof(path));
    cr_assert_eq(identify(64).kind, 0);
}

Test(uefi_device_path, reads_nothing_past_any_cut)
{
    put(2, 1, 12);
    put_hard_drive(3, 2048, 2);
    put_end();
    for (size_t len = 0; len <= path_len; len++)
        cr_assert_eq(identify(len).kind, len < 12 + 42 ? 0 : VOLUME_GPT);
}
