/* Options that nobody knows: getopt says that they are unknown, and this what was meant. */
#ifndef TOOLS_BASE_OPTION_WORDS_H
#define TOOLS_BASE_OPTION_WORDS_H
#include <argp.h>

/* Goes over the command line as getopt will, and complains about the first option that is in none of the tables of
 * state->root_argp. Everything else that may be wrong is left to argp. */
void option_words_check(struct argp_state *state);

#endif
