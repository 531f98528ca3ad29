/* What all calls of mtools have in common. */
#include "tools/image/mtools.h"
#include "tools/base/spawn.h"
#include "tools/image/epoch.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAMES_BYTES_MAX  (64 * KIB_BYTES) /* of one call; Linux takes at least 128 KiB */
#define OTHER_ARGUMENTS  5                /* program, -i, image, target, NULL          */
#define ARGUMENTS_BEFORE 3

struct error mtools_prepare(int image_fd, u64 offset_mib, struct mtools *mtools)
{
    u64 seconds;
    mtools->image_fd = image_fd;
    snprintf(mtools->image, sizeof(mtools->image), "/proc/self/fd/%d@@%lluM", image_fd, (unsigned long long)offset_mib);
    TRY(epoch_read(&seconds));
    snprintf(mtools->epoch, sizeof(mtools->epoch), "SOURCE_DATE_EPOCH=%llu", (unsigned long long)seconds);
    return OK;
}

struct error mtools_run(const struct mtools *mtools, const char *const *arguments)
{
    /* The settings are those that change bytes: an /etc/mtools.conf must not. The home folder may hold a .mtoolsrc. */
    const char *const environment[] = {
        mtools->epoch,
        "TZ=UTC",
        "LC_ALL=C",
        "HOME=/dev/null",
        "MTOOLSRC=/dev/null",
        "MTOOLS_SKIP_CHECK=1",
        "MTOOLS_FAT_COMPATIBILITY=0",
        "MTOOLS_NO_VFAT=0",
        "MTOOLS_LOWER_CASE=0",
        "MTOOLS_NAME_NUMERIC_TAIL=1",
        NULL,
    };
    const struct spawn_request request = {
        .arguments = arguments,
        .environment = environment,
        .input = SPAWN_NONE,
        .output = SPAWN_NONE,
        .kept = { mtools->image_fd },
        .kept_count = 1,
        .missing_code = ERR_HOST_NO_MTOOLS,
    };
    return spawn_run_silent(&request); /* of a full disk they complain, and then end well */
}

/* How many of the names one call takes. */
static size_t names_of_call(char *const *names, size_t count)
{
    size_t taken = 1, bytes = strlen(names[0]);
    while (taken < count && (bytes += strlen(names[taken])) <= NAMES_BYTES_MAX)
        taken++;
    return taken;
}

struct error mtools_run_for_each(const struct mtools *mtools, const char *program, char *const *names, size_t count,
                                 const char *target)
{
    struct error error = OK;
    const char **arguments = calloc(count + OTHER_ARGUMENTS, sizeof(*arguments));
    if (arguments == NULL)
        return error_about(ERR_HOST_OPEN, "the list of files", ENOMEM);
    arguments[0] = program;
    arguments[1] = "-i";
    arguments[2] = mtools->image;
    for (size_t i = 0, taken; i < count && error.code == ERR_NONE; i += taken) {
        taken = names_of_call(names + i, count - i);
        for (size_t j = 0; j < taken; j++)
            arguments[ARGUMENTS_BEFORE + j] = names[i + j];
        arguments[ARGUMENTS_BEFORE + taken] = target;
        arguments[ARGUMENTS_BEFORE + taken + 1] = NULL;
        error = mtools_run(mtools, arguments);
    }
    free(arguments);
    return error;
}
