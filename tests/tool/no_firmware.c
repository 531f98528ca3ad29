/* Preloaded: a system on which no UEFI firmware for QEMU is installed below /usr. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int access(const char *path, int mode)
{
    if (strncmp(path, "/usr/", 5) == 0 &&
        (strstr(path, "OVMF") != NULL || strstr(path, "ovmf") != NULL || strstr(path, "edk2") != NULL)) {
        errno = ENOENT;
        return -1;
    }
    return (int)syscall(SYS_faccessat, AT_FDCWD, path, mode);
}
