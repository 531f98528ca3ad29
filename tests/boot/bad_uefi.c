/* Putting the application of bad_uefi/ between the firmware and the loader, on a disk image's volume. */
#include "tests/boot/image.h"
#include "tests/boot/volume.h"
#include <string.h>

bool image_needs_bad_uefi(const struct boot_row *row)
{
    static const struct misdeeds none;
    return memcmp(&row->bad_uefi, &none, sizeof(none)) != 0;
}

void image_add_bad_uefi(const struct misdeeds *misdeeds, const char *image_path)
{
    char path[PATH_BYTES];
    path_format(path, "%s.misdeeds", image_path);
    file_write(path, misdeeds, sizeof(*misdeeds));
    volume_put(image_path, path, MISDEEDS_PATH_ON_VOLUME);
    path_format(path, "%s.loader", image_path);
    volume_get(image_path, LOADER_PATH_ON_VOLUME, path);
    volume_put(image_path, misdeeds->high_image ? "build/boot/high_loader.efi" : path, RENAMED_PATH_ON_VOLUME);
    volume_put(image_path, "build/boot/bad_uefi.efi", LOADER_PATH_ON_VOLUME);
}
