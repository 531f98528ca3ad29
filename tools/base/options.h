/* Command lines, by argp set up as this tool wants it. */
#ifndef TOOLS_BASE_OPTIONS_H
#define TOOLS_BASE_OPTIONS_H
#include "tools/base/report.h"
#include <argp.h>

#define TIMEOUT_SECONDS_MAX 1000000u

/* -q: an argp child; its input is a bool, which says whether only errors and warnings are said, and what was asked for. */
extern const struct argp quiet_argp;

/* argp_parse with the tool's exit status for wrong usage, and suggestions for misspelt options. Does not return after --help or
 * an error of usage. */
void options_parse(const struct argp *argp, int argc, char **argv, void *input);

/* Whether the argument at hand stands after `--'. */
bool options_are_over(const struct argp_state *state);

/* The verb's one positional argument: complains if there is a second one. */
void options_take_argument(struct argp_state *state, const char *argument, const char **taken);

/* For a verb that needs one argument: takes it, and complains if there is none, or a second one. `what` is missing then: "DIR".
 */
error_t options_parse_argument(int key, const char *value, struct argp_state *state, const char *what, const char **taken);

/* The names of a list, by a number from 0 on; NULL behind the last. */
typedef const char *word_at(size_t index);

/* The number of `value` in the list: complains about a value that is not there, with all that are. */
size_t options_choice(struct argp_state *state, const char *option, const char *value, word_at *list);

/* For --door. */
word_at door_word_at;

/* A whole decimal number from `least` to `most`: complains about others. */
unsigned options_number(struct argp_state *state, const char *option, const char *value, unsigned least, unsigned most);

#endif
