/* Files that give less than was asked for, nothing, or an error. */
#include "tests/boot/bad_uefi/services.h"

#define OPEN_MAX 16

/* `face` comes first: the loader's pointer to it is a pointer to all. */
struct open_file {
    EFI_FILE face;
    EFI_FILE *real;
};

static EFI_FILE_IO_INTERFACE *real_volume;
static UINT32 large_read_count;

static EFI_FILE *real_of(EFI_FILE *face)
{
    return ((struct open_file *)face)->real;
}

static EFI_FILE *open_face(EFI_FILE *real);

static EFI_STATUS EFIAPI open_file(EFI_FILE *folder, EFI_FILE **file, CHAR16 *name, UINT64 mode, UINT64 attributes)
{
    EFI_FILE *real;
    if (protocol_call_fails("Open"))
        return EFI_DEVICE_ERROR;
    EFI_STATUS status = real_of(folder)->Open(real_of(folder), &real, name, mode, attributes);
    if (status == EFI_SUCCESS)
        *file = open_face(real);
    return status;
}

static EFI_STATUS EFIAPI close_file(EFI_FILE *file)
{
    if (protocol_call_fails("Close"))
        return EFI_DEVICE_ERROR;
    return real_of(file)->Close(real_of(file));
}

static EFI_STATUS EFIAPI read_file(EFI_FILE *file, UINTN *bytes, void *buffer)
{
    const BOOLEAN is_large = *bytes >= LARGE_READ_BYTES;
    large_read_count += is_large;
    if (protocol_call_fails("Read") || (is_large && large_read_count == bad.misdeeds.failing_large_read))
        return EFI_DEVICE_ERROR;
    if (is_large && large_read_count == bad.misdeeds.empty_large_read) {
        *bytes = 0;
        return EFI_SUCCESS;
    }
    if (bad.misdeeds.read_bytes_max != 0 && *bytes > bad.misdeeds.read_bytes_max)
        *bytes = bad.misdeeds.read_bytes_max;
    return real_of(file)->Read(real_of(file), bytes, buffer);
}

static EFI_STATUS EFIAPI set_position(EFI_FILE *file, UINT64 position)
{
    if (protocol_call_fails("SetPosition"))
        return EFI_DEVICE_ERROR;
    return real_of(file)->SetPosition(real_of(file), position);
}

static EFI_STATUS EFIAPI get_info(EFI_FILE *file, EFI_GUID *kind, UINTN *bytes, void *buffer)
{
    if (protocol_call_fails("GetInfo"))
        return EFI_DEVICE_ERROR;
    return real_of(file)->GetInfo(real_of(file), kind, bytes, buffer);
}

static EFI_FILE *open_face(EFI_FILE *real)
{
    static struct open_file files[OPEN_MAX];
    static UINTN count;
    rule(count < OPEN_MAX, "the loader opened more files than bad_uefi/files.c has room for");
    struct open_file *file = &files[count++];
    file->real = real;
    file->face = (EFI_FILE) { .Revision = real->Revision,
                              .Open = open_file,
                              .Close = close_file,
                              .Read = read_file,
                              .SetPosition = set_position,
                              .GetInfo = get_info };
    return &file->face;
}

static EFI_STATUS EFIAPI open_volume(EFI_FILE_IO_INTERFACE *volume, EFI_FILE **root)
{
    EFI_FILE *real;
    (void)volume;
    if (protocol_call_fails("OpenVolume"))
        return EFI_DEVICE_ERROR;
    EFI_STATUS status = real_volume->OpenVolume(real_volume, &real);
    if (status == EFI_SUCCESS)
        *root = open_face(real);
    return status;
}

void *files_replace(void *protocol)
{
    static EFI_FILE_IO_INTERFACE face;
    real_volume = protocol;
    face = (EFI_FILE_IO_INTERFACE) { .Revision = real_volume->Revision, .OpenVolume = open_volume };
    return &face;
}
