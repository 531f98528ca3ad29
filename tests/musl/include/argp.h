/* What glibc's manual and argp-standalone say that argp has, as far as the tool uses it: for compiling only. See README.md. */
#ifndef TESTS_MUSL_ARGP_H
#define TESTS_MUSL_ARGP_H
#include <stddef.h>
#include <stdio.h>

typedef int error_t;
struct argp;
struct argp_state;
typedef error_t (*argp_parser_t)(int key, char *arg, struct argp_state *state);

struct argp_option {
    const char *name;
    int key;
    const char *arg;
    int flags;
    const char *doc;
    int group;
};

struct argp_child {
    const struct argp *argp;
    int flags;
    const char *header;
    int group;
};

struct argp {
    const struct argp_option *options;
    argp_parser_t parser;
    const char *args_doc;
    const char *doc;
    const struct argp_child *children;
    char *(*help_filter)(int key, const char *text, void *input);
    const char *argp_domain;
};

struct argp_state {
    const struct argp *root_argp;
    int argc;
    char **argv;
    int next;
    unsigned flags;
    unsigned arg_num;
    int quoted;
    void *input;
    void **child_inputs;
    void *hook;
    char *name;
    FILE *err_stream;
    FILE *out_stream;
    void *pstate;
};

#define OPTION_ARG_OPTIONAL 0x1
#define OPTION_HIDDEN       0x2
#define OPTION_ALIAS        0x4
#define OPTION_DOC          0x8
#define OPTION_NO_USAGE     0x10

#define ARGP_NO_ARGS  0x4
#define ARGP_IN_ORDER 0x8
#define ARGP_NO_HELP  0x10
#define ARGP_NO_EXIT  0x20

#define ARGP_ERR_UNKNOWN  7 /* E2BIG */
#define ARGP_KEY_ARG      0
#define ARGP_KEY_END      0x1000001
#define ARGP_KEY_NO_ARGS  0x1000002
#define ARGP_KEY_INIT     0x1000003
#define ARGP_KEY_FINI     0x1000007
#define ARGP_KEY_SUCCESS  0x1000004
#define ARGP_KEY_ERROR    0x1000005
#define ARGP_KEY_ARGS     0x1000006
#define ARGP_HELP_STD_ERR 0x10a

extern error_t argp_err_exit_status;

error_t argp_parse(const struct argp *argp, int argc, char **argv, unsigned flags, int *arg_index, void *input);
void argp_usage(const struct argp_state *state);
void argp_state_help(const struct argp_state *state, FILE *stream, unsigned flags);
[[gnu::format(printf, 2, 3)]] void argp_error(const struct argp_state *state, const char *format, ...);
[[gnu::format(printf, 4, 5)]] void argp_failure(const struct argp_state *state, int status, int errnum, const char *format, ...);

#endif
