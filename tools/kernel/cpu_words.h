/* A CPU in QEMU's words: "qemu64,+la57,-nx". */
#ifndef TOOLS_KERNEL_CPU_WORDS_H
#define TOOLS_KERNEL_CPU_WORDS_H
#include "common/base/bytes.h"
#include "common/cpu/features.h"

/* The model first, which may be left out, then features with + or -, and phys-bits=N; by commas. False: what is not known starts
 * at `*bad`. */
bool cpu_words_read(struct bytes words, struct cpu_features *features, size_t *bad);

#endif
