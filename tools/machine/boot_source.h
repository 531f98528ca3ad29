/* What a verb boots from: the image that it was given, or an unnamed one of the kernel that it was given, or that kernel's files
 * in a folder of our own, for a machine that starts from a network. */
#ifndef TOOLS_MACHINE_BOOT_SOURCE_H
#define TOOLS_MACHINE_BOOT_SOURCE_H
#include "tools/base/output_folder.h"
#include "tools/image/disk_image.h"
#include "tools/image/image_options.h"

#define BOOT_OUTPUTS_MAX 2

struct boot_wishes {
    bool image;                            /* there are media that want one                */
    bool iso;                              /* if it is made of a kernel, it is to be an ISO */
    bool folder;                           /* a network wants one: only a kernel has that  */
    const char *outputs[BOOT_OUTPUTS_MAX]; /* files that will be written: none may be one that is read; NULL: none */
};

struct boot_source {
    struct disk_image image;     /* fd -1: none was wanted */
    struct output_folder folder; /* is never committed     */
    int folder_fd;               /* -1: none was wanted    */
    const char *kernel_path;     /* what they were made of; NULL: the image was given */
};

/* What is wrong is reported; then this is how the verb ends, and nothing is open. OUTCOME_PASS: all that was wished for is open,
 * until boot_source_close. With a folder, signals that would end the program are blocked until then, for the machine's watcher.
 */
enum outcome boot_source_open(const char *path, const struct image_options *options, const struct boot_wishes *wishes,
                              struct boot_source *source);
void boot_source_close(struct boot_source *source);

#endif
