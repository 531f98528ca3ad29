/* All that a kernel includes. */
#ifndef LINTEL_KERNEL_H
#define LINTEL_KERNEL_H
#include "config.h"
#include "entry.h"
#include "info.h"
#endif
