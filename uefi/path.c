/* File names for the firmware. */
#include "uefi/path.h"

static bool is_allowed(char letter)
{
    return letter >= ' ' && letter <= '~' && letter != '\\';
}

bool path_convert(const char *path, u16 units[PATH_UNITS_MAX])
{
    for (size_t i = 0; i < PATH_UNITS_MAX; i++) {
        if (path[i] == '\0') {
            units[i] = 0;
            return true;
        }
        if (!is_allowed(path[i]))
            return false;
        units[i] = path[i] == '/' ? u'\\' : (u8)path[i];
    }
    return false;
}
