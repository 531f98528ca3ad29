/* The disk's own identity, through Block I/O. */
#include "uefi/disk_identity.h"
#include "tests/unit/common/disk/gpt_disk.h"
#include "tests/unit/uefi/fake_firmware.h"
#include "uefi/device_path.h"
#include <criterion/criterion.h>

static struct gpt_disk disk;
static u64 reads;

static efi_status EFIAPI read_blocks(struct efi_block_io *io, u32 media_id, u64 lba, u64 bytes, void *buffer)
{
    cr_assert_eq(media_id, 7);
    cr_assert_eq(bytes, io->media->block_bytes);
    cr_assert_eq((uintptr_t)buffer % 4096, 0);
    cr_assert_leq((lba + 1) * bytes, disk.bytes);
    memcpy(buffer, disk.data + lba * bytes, bytes);
    reads++;
    return EFI_SUCCESS;
}

static efi_status EFIAPI refuse_blocks(struct efi_block_io *io, u32 media_id, u64 lba, u64 bytes, void *buffer)
{
    (void)io, (void)media_id, (void)lba, (void)bytes, (void)buffer;
    return EFI_INVALID;
}

static struct efi_block_media media;
static struct efi_block_io block_io;
static int handle;

/* A PCI device, then a partition of it; what the partition's node says does not matter here. */
static u8 path[6 + 42 + 4] = { 1, 1, 6, 0, 0, 0, 4, 1, 42, 0, [48] = 0x7f, 0xff, 4, 0 };
static struct boot_volume identity;

static void start(void)
{
    fake_firmware_reset();
    gpt_disk_begin(&disk, 512);
    store_u32(disk.data + MBR_DISK_ID, 0x1e71e105);
    media = (struct efi_block_media) { .id = 7, .block_bytes = 512, .last_block = GPT_DISK_SECTORS - 1 };
    block_io = (struct efi_block_io) { .media = &media, .read_blocks = read_blocks };
    fake.disk = &handle;
    fake_protocol_add(&handle, (struct efi_guid)EFI_BLOCK_IO_GUID, &block_io);
    identity = (struct boot_volume) { .kind = VOLUME_GPT };
    reads = 0;
}

static void end(void)
{
    gpt_disk_end(&disk);
}

TestSuite(uefi_disk_identity, .init = start, .fini = end);

static void add(void)
{
    disk_identity_add((struct bytes) { path, sizeof(path) }, &identity);
}

static void assert_guid_of_disk(void)
{
    cr_assert_arr_eq(identity.disk_guid, gpt_disk_backup(&disk) + GPT_DISK_GUID, 16);
    cr_assert_eq(identity.mbr_signature, 0x1e71e105);
}

static void assert_nothing(void)
{
    static const u8 zeros[16];
    add();
    cr_assert_arr_eq(identity.disk_guid, zeros, 16);
    cr_assert_eq(identity.mbr_signature, 0);
}

Test(uefi_disk_identity, is_guid_and_signature)
{
    add();
    assert_guid_of_disk();
    cr_assert_eq(reads, 2, "a sector each");
}

Test(uefi_disk_identity, comes_from_the_backup_if_the_first_header_is_damaged)
{
    gpt_disk_primary(&disk)[GPT_DISK_GUID] ^= 1;
    add();
    assert_guid_of_disk();
}

Test(uefi_disk_identity, is_absent_without_a_good_header)
{
    gpt_disk_primary(&disk)[GPT_DISK_GUID] ^= 1;
    gpt_disk_backup(&disk)[GPT_DISK_GUID] ^= 1;
    assert_nothing();
}

Test(uefi_disk_identity, is_absent_if_the_disk_cannot_be_read)
{
    block_io.read_blocks = refuse_blocks;
    assert_nothing();
    fake.disk = NULL;
    assert_nothing();
}

Test(uefi_disk_identity, does_not_trust_the_size_of_blocks)
{
    static const u32 sizes[] = { 0, 256, 8192, UINT32_MAX };
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        media.block_bytes = sizes[i];
        assert_nothing();
    }
    cr_assert_eq(reads, 0);
}

Test(uefi_disk_identity, is_not_asked_for_without_a_gpt)
{
    identity.kind = VOLUME_MBR;
    assert_nothing();
    cr_assert_eq(reads, 0);
}

Test(device_path, of_a_disk_ends_before_its_partition)
{
    u8 copy[DEVICE_PATH_BYTES_MAX];
    static const u8 expected[] = { 1, 1, 6, 0, 0, 0, 0x7f, 0xff, 4, 0 };
    cr_assert(device_path_of_disk((struct bytes) { path, sizeof(path) }, copy));
    cr_assert_arr_eq(copy, expected, sizeof(expected));
}

Test(device_path, without_partition_is_no_disks)
{
    u8 copy[DEVICE_PATH_BYTES_MAX];
    cr_assert_not(device_path_of_disk((struct bytes) { path, 6 }, copy));
    cr_assert_not(device_path_of_disk((struct bytes) { path + 48, 4 }, copy));
    static const u8 stuck[8] = { 1, 1, 0, 0 };
    cr_assert_not(device_path_of_disk((struct bytes) { stuck, sizeof(stuck) }, copy));
}
