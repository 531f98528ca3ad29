/* The manual pages: what they say of the command line, the manifest and the contract is all that there is, and nothing else; they
 * can be read at 80 columns, and their examples work. */
#include "tests/tool/support.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

TestSuite(manual, .init = folder_enter, .fini = folder_leave);

/* manual.sh prints what is wrong. */
static void expect_nothing_wrong(const char *check)
{
    char script[PATH_MAX], root[PATH_MAX], programs[2 * PATH_MAX], packages[PATH_MAX];
    struct result result;
    snprintf(script, sizeof(script), "%s/tests/tool/manual.sh", repository());
    snprintf(root, sizeof(root), "ROOT=%s", repository());
    snprintf(programs, sizeof(programs), "PATH=%s/build:%s", repository(), getenv("PATH"));
    snprintf(packages, sizeof(packages), "PKG_CONFIG_PATH=%s/build", repository());
    const char *const environment[] = { root, programs, packages, "MAKEFLAGS=", NULL };
    const struct call call = { .environment = environment };
    CALL_AS(&call, &result, script, check);
    cr_assert_str_empty(result.output, "%s", result.output);
    assert_status(&result, 0);
}

Test(manual, has_a_page_for_each_verb_and_for_nothing_else)
{
    expect_nothing_wrong("verbs");
    expect_nothing_wrong("summaries");
}

Test(manual, has_every_option_of_every_verb_and_no_other)
{
    expect_nothing_wrong("options");
}

Test(manual, has_every_exit_status_that_help_names)
{
    expect_nothing_wrong("statuses");
}

Test(manual, has_every_variable_that_is_read_and_no_other)
{
    expect_nothing_wrong("environment");
}

Test(manual, has_every_key_of_the_manifest_and_no_other)
{
    expect_nothing_wrong("manifest");
}

Test(manual, has_every_field_and_constant_of_the_contract_and_no_other)
{
    expect_nothing_wrong("fields");
    expect_nothing_wrong("constants");
}

Test(manual, has_every_error_and_no_other)
{
    expect_nothing_wrong("errors");
}

Test(manual, is_sound_ascii_and_whole)
{
    expect_nothing_wrong("roff");
    expect_nothing_wrong("references");
}

Test(manual, fits_80_columns)
{
    expect_nothing_wrong("width");
}

Test(manual, has_examples_that_work)
{
    expect_nothing_wrong("examples");
    expect_nothing_wrong("kernel");
}
