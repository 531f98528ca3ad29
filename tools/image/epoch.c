/* SOURCE_DATE_EPOCH, as far as every file system of an image can hold it. */
#include "tools/image/epoch.h"
#include <stdlib.h>
#include <string.h>

/* The earliest and the latest time that a FAT directory entry can hold; the earliest is what an image gets by default. */
#define EPOCH_FIRST 315532800ull
#define EPOCH_LAST  4354819199ull

struct error epoch_read(u64 *seconds)
{
    const char *given = getenv("SOURCE_DATE_EPOCH");
    *seconds = EPOCH_FIRST;
    if (given == NULL || given[0] == '\0')
        return OK;
    const size_t digits = strspn(given, "0123456789");
    *seconds = strtoull(given, NULL, 10); /* the largest number if it is larger */
    if (given[digits] != '\0' || *seconds < EPOCH_FIRST || *seconds > EPOCH_LAST)
        return error_about(ERR_HOST_EPOCH, given, digits + 1);
    return OK;
}
