/* All that a kernel includes: #include <lintel/kernel.h>
 *
 * SPDX-License-Identifier: 0BSD */
#ifndef LINTEL_KERNEL_H
#define LINTEL_KERNEL_H
#include "config.h"
#include "entry.h"
#include "info.h"
#endif
