/* A folder that a TFTP server gives to machines. */
#ifndef TOOLS_IMAGE_NETBOOT_FOLDER_H
#define TOOLS_IMAGE_NETBOOT_FOLDER_H
#include "tools/base/output_folder.h"
#include "tools/image/image.h"

#define NETBOOT_BIOS_PATH "/lintel.nbp"
#define NETBOOT_UEFI_PATH "/BOOTX64.EFI"

/* Whether a new folder may take the place of what is at `path`: nothing, an empty folder, or one with nothing in it but what this
 * tool puts there. ERR_HOST_FOLDER_FOREIGN about the entry that is something else; ERR_HOST_OUTPUT_IS_INPUT. */
struct error netboot_folder_check(const char *path, const struct image_input *input);

/* Puts into an open folder what belongs there. */
struct error netboot_folder_fill(const struct image_input *input, struct output_folder *folder);

/* Writes the folder; it appears at `path` when it is whole. */
struct error netboot_folder_write(const char *path, const struct image_input *input);

#endif
