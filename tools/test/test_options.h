/* What `lintel test` was asked for. */
#ifndef TOOLS_TEST_TEST_OPTIONS_H
#define TOOLS_TEST_TEST_OPTIONS_H
#include "tools/image/image_options.h"
#include "tools/machine/expectation.h"
#include "tools/machine/matrix.h"

struct test_options {
    struct image_options image;
    const char *path; /* a kernel or an image */
    struct matrix matrix;
    struct expectation expectation; /* nothing seen yet */
    bool ends_when_satisfied, may_use_kvm;
    unsigned timeout_seconds; /* of one boot */
    unsigned job_count;
    const char *tap_path, *junit_path; /* NULL: none */
    const char *log_folder;
};

/* Complete, defaults filled in, all but the medium's: that depends on the image. Does not return after --help or an error of
 * usage. */
void test_options_parse(int argc, char **argv, struct test_options *options);

#endif
