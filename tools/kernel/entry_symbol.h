/* Whether a kernel starts where ENTRY_POINT() wants it to. */
#ifndef TOOLS_KERNEL_ENTRY_SYMBOL_H
#define TOOLS_KERNEL_ENTRY_SYMBOL_H
#include "tools/kernel/kernel_file.h"

/* Warns on standard error if the symbol table has a _start that is not the entry point: GNU ld only warns of an ENTRY() that it
 * doesn't know, and takes the first byte of .text. Silent without symbols, or if they are malformed: nothing is loaded from them.
 */
void entry_symbol_check(const struct kernel_file *kernel);

/* After L401: says what probably became of the configuration, as far as the symbols tell. */
void entry_symbol_explain_missing_config(const struct kernel_file *kernel);

#endif
