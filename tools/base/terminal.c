/* https://no-color.org is about colours; we keep from such a terminal whatever takes an escape sequence. */
#include "tools/base/terminal.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool terminal_is_lively(int fd)
{
    const char *kind = getenv("TERM"), *forbidden = getenv("NO_COLOR");
    return isatty(fd) != 0 && kind != NULL && strcmp(kind, "dumb") != 0 && (forbidden == NULL || forbidden[0] == '\0');
}
