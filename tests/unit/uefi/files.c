/* The boot volume over a fake file system: short reads, shrinking files, failures. */
#include "uefi/files.h"
#include "tests/unit/uefi/fake_firmware.h"
#include <criterion/criterion.h>

static struct fake_file {
    struct efi_file calls; /* first: the firmware's view of it */
    u8 data[64];
    u64 bytes, position, attributes;
    u64 bytes_per_read; /* more are never given at once */
    unsigned seeks, closes;
    efi_status open_status, info_status, read_status;
    u16 opened_name[32];
} file;

static struct efi_file folder;

static efi_status EFIAPI file_close(struct efi_file *closed)
{
    cr_assert_eq(closed, &file.calls);
    file.closes++;
    return EFI_SUCCESS;
}

static efi_status EFIAPI file_read(struct efi_file *read, u64 *bytes, void *buffer)
{
    (void)read;
    if (file.read_status != EFI_SUCCESS)
        return file.read_status;
    u64 left = file.bytes > file.position ? file.bytes - file.position : 0;
    *bytes = min_u64(*bytes, min_u64(left, file.bytes_per_read));
    memcpy(buffer, file.data + file.position, *bytes);
    file.position += *bytes;
    return EFI_SUCCESS;
}

static efi_status EFIAPI file_set_position(struct efi_file *moved, u64 position)
{
    (void)moved;
    file.seeks++;
    file.position = position;
    return EFI_SUCCESS;
}

static efi_status EFIAPI file_get_info(struct efi_file *asked, const struct efi_guid *kind, u64 *bytes, void *buffer)
{
    (void)asked;
    (void)kind;
    cr_assert_geq(*bytes, 80 + 2 * sizeof(file.opened_name));
    struct efi_file_info *info = buffer;
    info->file_bytes = file.bytes;
    info->attributes = file.attributes;
    return file.info_status;
}

static efi_status EFIAPI folder_open(struct efi_file *from, struct efi_file **opened, const u16 *name, u64 mode, u64 attributes)
{
    cr_assert_eq(from, &folder);
    cr_assert_eq(mode, EFI_FILE_MODE_READ);
    cr_assert_eq(attributes, 0);
    memcpy(file.opened_name, name, sizeof(file.opened_name));
    *opened = &file.calls;
    return file.open_status;
}

static efi_status EFIAPI volume_open(struct efi_simple_file_system *volume, struct efi_file **opened)
{
    (void)volume;
    *opened = &folder;
    return EFI_SUCCESS;
}

static struct efi_simple_file_system volume = { .open_volume = volume_open };
static int device;
static const u8 device_path[] = { 4, 2, 24, 0, 0, 0, 0, 0, 99, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 0xff, 4, 0 };

static void start(void)
{
    fake_firmware_reset();
    folder.open = folder_open;
    file = (struct fake_file) {
        .calls = { .close = file_close, .read = file_read, .set_position = file_set_position, .get_info = file_get_info },
        .bytes = sizeof(file.data),
        .bytes_per_read = 1000
    };
    for (u8 i = 0; i < sizeof(file.data); i++)
        file.data[i] = i;
    fake_protocol_add(&device, (struct efi_guid)EFI_SIMPLE_FILE_SYSTEM_GUID, &volume);
}

static struct reader open_file(void)
{
    struct boot_volume identity = { .kind = 0 };
    struct reader reader;
    cr_assert_eq(files_open_volume(&device, &identity).code, ERR_NONE);
    cr_assert_eq(files_open("/boot/kernel.elf", &reader).code, ERR_NONE);
    return reader;
}

TestSuite(uefi_files, .init = start);

Test(uefi_files, tells_the_volume_by_its_device_path)
{
    struct boot_volume identity = { .kind = 0 };
    cr_assert_eq(files_open_volume(&device, &identity).code, ERR_NONE);
    cr_assert_eq(identity.kind, 0);
    fake_protocol_add(&device, (struct efi_guid)EFI_DEVICE_PATH_GUID, (void *)(uintptr_t)device_path);
    cr_assert_eq(files_open_volume(&device, &identity).code, ERR_NONE);
    cr_assert_eq(identity.kind, VOLUME_OPTICAL);
    cr_assert_eq(identity.partition_first_lba, 99);
}

Test(uefi_files, says_when_the_boot_device_has_no_file_system)
{
    static int bare_device;
    struct boot_volume identity;
    cr_assert_eq(files_open_volume(&bare_device, &identity).code, ERR_UEFI_PROTOCOL);
    cr_assert_eq(files_open_volume(NULL, &identity).code, ERR_UEFI_PROTOCOL);
}

Test(uefi_files, opens_by_the_firmwares_kind_of_path)
{
    struct reader reader = open_file();
    static const u16 name[] = u"\\boot\\kernel.elf";
    cr_assert_arr_eq(file.opened_name, name, sizeof(name));
    cr_assert_eq(reader.bytes, sizeof(file.data));
    cr_assert_str_eq(reader.name, "/boot/kernel.elf");
}

Test(uefi_files, seeks_only_when_the_position_is_elsewhere)
{
    struct reader reader = open_file();
    u8 buffer[64];
    cr_assert_eq(reader_read(&reader, 0, buffer, 10).code, ERR_NONE);
    cr_assert_eq(reader_read(&reader, 10, buffer, 10).code, ERR_NONE);
    cr_assert_eq(file.seeks, 0);
    cr_assert_eq(buffer[0], 10);
    cr_assert_eq(reader_read(&reader, 5, buffer, 3).code, ERR_NONE);
    cr_assert_eq(file.seeks, 1);
    cr_assert_eq(buffer[0], 5);
}

Test(uefi_files, goes_on_after_short_reads)
{
    struct reader reader = open_file();
    u8 buffer[64];
    file.bytes_per_read = 7;
    cr_assert_eq(reader_read(&reader, 0, buffer, 64).code, ERR_NONE);
    cr_assert_arr_eq(buffer, file.data, 64);
}

Test(uefi_files, says_when_a_file_shrank_meanwhile)
{
    struct reader reader = open_file();
    u8 buffer[64];
    file.bytes = 63;
    cr_assert_eq(reader_read(&reader, 0, buffer, 64).code, ERR_READ_PAST_END);
    cr_assert_eq(reader_read(&reader, 0, buffer, 63).code, ERR_NONE);
}

Test(uefi_files, seeks_again_after_a_failure)
{
    struct reader reader = open_file();
    u8 buffer[64];
    file.read_status = EFI_INVALID;
    struct error error = reader_read(&reader, 0, buffer, 8);
    cr_assert_eq(error.code, ERR_FILE_READ);
    cr_assert_eq(error.detail, EFI_INVALID);
    file.read_status = EFI_SUCCESS;
    file.position = 3;
    cr_assert_eq(reader_read(&reader, 0, buffer, 8).code, ERR_NONE);
    cr_assert_eq(buffer[0], 0);
}

Test(uefi_files, takes_an_empty_file_for_a_file)
{
    file.bytes = 0;
    struct reader reader = open_file();
    cr_assert_eq(reader.bytes, 0);
    cr_assert_eq(reader_read(&reader, 0, NULL, 0).code, ERR_NONE);
}

Test(uefi_files, tells_a_missing_file_from_an_unreadable_one)
{
    struct reader reader = open_file();
    file.open_status = EFI_NOT_FOUND;
    struct error error = files_open("/boot/x", &reader);
    cr_assert_eq(error.code, ERR_FILE_NOT_FOUND);
    cr_assert_str_eq(error_subject(error), "/boot/x");
    file.open_status = EFI_INVALID;
    cr_assert_eq(files_open("/boot/x", &reader).code, ERR_FILE_READ);
    cr_assert_eq(file.closes, 0);
}

Test(uefi_files, closes_what_it_cannot_use)
{
    struct reader reader = open_file();
    file.attributes = EFI_FILE_DIRECTORY;
    cr_assert_eq(files_open("/boot", &reader).code, ERR_FILE_NOT_FOUND);
    cr_assert_eq(file.closes, 1);
    file.info_status = EFI_INVALID;
    cr_assert_eq(files_open("/boot", &reader).code, ERR_FILE_READ);
    cr_assert_eq(file.closes, 2);
}

Test(uefi_files, refuses_names_that_the_firmware_cannot_have)
{
    struct reader reader = open_file();
    cr_assert_eq(files_open("/b\xc3\xb6se", &reader).code, ERR_FILE_NOT_FOUND);
}
