/* DHCP answers as a firmware keeps them: who serves the boot files, and in which folder. Any bytes give an answer. */
#ifndef COMMON_NETWORK_DHCP_H
#define COMMON_NETWORK_DHCP_H
#include "common/base/bytes.h"

struct dhcp_boot {
    u32 server_ipv4;     /* in network byte order; 0: not said */
    struct bytes folder; /* of the boot file, up to its last slash; a view into the answer, without NULs */
};

/* What the answers say together; those that say more of booting come first: the boot server's, the proxy's, the DHCP server's.
 * The first that names a server and a boot file counts, else the first that names a server. False if none does. */
bool dhcp_find_boot(const struct bytes *answers, size_t count, struct dhcp_boot *boot);

/* The path on the server of a file of the volume ("/boot/kernel.elf"), with its NUL. False if it does not fit. */
bool dhcp_boot_path(const struct dhcp_boot *boot, const char *path, char *full, size_t capacity);

#endif
