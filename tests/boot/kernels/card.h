/* The network card that the machine was started from, as virtio's legacy registers show it. */
#ifndef TESTS_BOOT_KERNELS_CARD_H
#define TESTS_BOOT_KERNELS_CARD_H
#include <lintel/kernel.h>

/* The loader came from 10.0.2.`server`, and says so; no driver drives the card any more, so it writes to no memory. */
void check_network(const struct boot_info *info, unsigned server);

#endif
