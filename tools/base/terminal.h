/* What a terminal gets that a file does not. */
#ifndef TOOLS_BASE_TERMINAL_H
#define TOOLS_BASE_TERMINAL_H
#include "common/base/types.h"

#define TERMINAL_CLEAR_LINE "\r\033[K"

/* Whether colours and lines that are rewritten are welcome there: on a terminal that can show them, unless NO_COLOR is set to
 * something. */
bool terminal_is_lively(int fd);

#endif
