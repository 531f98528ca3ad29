/* The boot volume through the firmware's Simple File System. */
#include "uefi/files.h"
#include "uefi/device_path.h"
#include "uefi/disk_identity.h"
#include "uefi/firmware.h"
#include "uefi/path.h"

/* FAT drivers are known that fail on very large reads; measured on OVMF, larger ones are no faster than this. */
#define READ_BYTES_MAX MIB_BYTES

/* No offset in a file: the position is unknown after a failure. */
#define POSITION_UNKNOWN UINT64_MAX

static const struct efi_guid device_path_guid = EFI_DEVICE_PATH_GUID;
static const struct efi_guid file_system_guid = EFI_SIMPLE_FILE_SYSTEM_GUID;
static const struct efi_guid file_info_guid = EFI_FILE_INFO_GUID;

/* The root folder: a firmware handle, open until the firmware is left. Its device is connected, since the loader came from it;
 * with Fast Boot others may not be. */
static struct efi_file *root;

struct error files_open_volume(efi_handle device, struct boot_volume *identity)
{
    void *volume;
    TRY(firmware_need(device, &file_system_guid, "file system on the boot device", &volume));
    efi_status status = ((struct efi_simple_file_system *)volume)->open_volume(volume, &root);
    if (status != EFI_SUCCESS)
        return error_about(ERR_UEFI_PROTOCOL, "readable file system on the boot device", status);
    const u8 *path = firmware_protocol(device, &device_path_guid);
    if (path == NULL)
        return OK;
    const struct bytes nodes = { path, DEVICE_PATH_BYTES_MAX };
    device_path_identify(nodes, identity);
    disk_identity_add(nodes, identity);
    return OK;
}

static struct error seek(struct reader *reader, u64 offset)
{
    struct efi_file *file = reader->context;
    if (reader->state[0] == offset)
        return OK;
    efi_status status = file->set_position(file, offset);
    if (status != EFI_SUCCESS)
        return error_about(ERR_FILE_READ, reader->name, status);
    reader->state[0] = offset;
    return OK;
}

/* Reads what the firmware gives at once, at least one byte. It may be less than was asked for, and nothing at all if the file
 * has become shorter since it was opened. */
static struct error read_some(struct reader *reader, void *destination, u64 len, u64 *done)
{
    struct efi_file *file = reader->context;
    u64 position = reader->state[0];
    u64 asked = min_u64(len, READ_BYTES_MAX);
    u64 taken = asked;
    reader->state[0] = POSITION_UNKNOWN;
    efi_status status = file->read(file, &taken, destination);
    if (status != EFI_SUCCESS)
        return error_about(ERR_FILE_READ, reader->name, status);
    if (taken == 0 || taken > asked)
        return error_about(ERR_READ_PAST_END, reader->name, position + len);
    reader->state[0] = position + taken;
    *done = taken;
    return OK;
}

static struct error read_file(struct reader *reader, u64 offset, void *destination, u64 len)
{
    TRY(seek(reader, offset));
    u8 *to = destination;
    while (len > 0) {
        u64 done = 0;
        TRY(read_some(reader, to, len, &done));
        to += done;
        len -= done;
    }
    return OK;
}

static struct error measure(struct efi_file *file, const char *path, u64 *bytes)
{
    struct efi_file_info info;
    u64 info_bytes = sizeof(info);
    efi_status status = file->get_info(file, &file_info_guid, &info_bytes, &info);
    if (status != EFI_SUCCESS)
        return error_about(ERR_FILE_READ, path, status);
    if ((info.attributes & EFI_FILE_DIRECTORY) != 0)
        return error_about(ERR_FILE_NOT_FOUND, path, EFI_NOT_FOUND);
    *bytes = info.file_bytes;
    return OK;
}

struct error files_open(const char *path, struct reader *file)
{
    u16 units[PATH_UNITS_MAX];
    if (!path_convert(path, units))
        return error_about(ERR_FILE_NOT_FOUND, path, EFI_INVALID);
    struct efi_file *opened = NULL;
    efi_status status = root->open(root, &opened, units, EFI_FILE_MODE_READ, 0);
    if (status == EFI_NOT_FOUND)
        return error_about(ERR_FILE_NOT_FOUND, path, status);
    if (status != EFI_SUCCESS)
        return error_about(ERR_FILE_READ, path, status);
    u64 bytes = 0;
    struct error error = measure(opened, path, &bytes);
    if (error.code != ERR_NONE) {
        opened->close(opened);
        return error;
    }
    *file = (struct reader) { .read = read_file, .bytes = bytes, .name = path, .context = opened, .state = { 0 } };
    return OK;
}
