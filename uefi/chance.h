/* The firmware's generator of random numbers. */
#ifndef UEFI_CHANCE_H
#define UEFI_CHANCE_H
#include "common/platform.h"

/* Asks it, if there is one and the firmware is not being left. Whatever it does not give is zero. */
void chance_ask(u8 chance[CHANCE_BYTES]);

#endif
