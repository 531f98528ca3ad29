/* `lintel test`: boots a kernel on every machine of a matrix, and judges each boot. */
#include "tools/test/test.h"
#include "tools/machine/qemu.h"
#include "tools/test/test_options.h"
#include "tools/tool.h"
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

static const enum outcome worst_first[] = { OUTCOME_HOST_ERROR, OUTCOME_FAULT, OUTCOME_HANG, OUTCOME_REFUSED, OUTCOME_FAIL };

enum outcome test_worst(const struct test *test)
{
    for (size_t rank = 0; rank < COUNT_OF(worst_first); rank++)
        for (size_t i = 0; i < test->boot_count; i++)
            if (test->boots[i].verdict.outcome == worst_first[rank])
                return worst_first[rank];
    return OUTCOME_PASS;
}

/* NULL: none. */
static const char *report_file(const char *path)
{
    return path != NULL && !output_is_standard(path) ? path : NULL;
}

static struct boot_wishes wishes_of(const struct test_options *options)
{
    const struct axis *media = &options->matrix.axes[AXIS_MEDIUM];
    struct boot_wishes wishes = { .outputs = { report_file(options->tap_path), report_file(options->junit_path) } };
    for (size_t i = 0; i < media->count; i++) {
        const struct medium *medium = medium_find(media->words[i]);
        wishes.image |= !medium->is_network;
        wishes.iso |= medium->is_optical;
        wishes.folder |= medium->is_network;
    }
    return wishes;
}

/* An ISO and large sectors want another medium than the usual one, large sectors another door as well. */
static struct error fit_to_image(struct test_options *options, const struct disk_image *image)
{
    struct axis *media = &options->matrix.axes[AXIS_MEDIUM];
    if (!media->is_given)
        media->words[0] = medium_of_image(image)->word;
    for (size_t i = 0; i < matrix_count(&options->matrix); i++) {
        struct boot_plan plan;
        matrix_boot(&options->matrix, i, &plan);
        TRY(medium_check(plan.medium, plan.is_uefi, options->path, image));
    }
    return OK;
}

static struct error plan_boots(const struct test_options *options, struct test *test)
{
    test->boot_count = matrix_count(&options->matrix);
    test->boots = mmap(NULL, test->boot_count * sizeof(*test->boots), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (test->boots == MAP_FAILED)
        return error_about(ERR_HOST_START, "a worker", ENOMEM);
    for (size_t i = 0; i < test->boot_count; i++)
        matrix_boot(&options->matrix, i, &test->boots[i].plan);
    return OK;
}

static void boot_is_over(struct test *test, struct test_boot *boot)
{
    if (boot->verdict.outcome != OUTCOME_PASS) {
        struct error error = test_logs_keep(test, boot);
        if (error.code != ERR_NONE)
            report_error(error);
    }
    test_print_boot(test, boot);
}

static struct error run(struct test_options *options, struct test *test)
{
    static const struct test_listener listener = { boot_is_over, test_print_progress };
    TRY(fit_to_image(options, &test->source->image));
    TRY(plan_boots(options, test));
    TRY(test_reports_check(options));
    TRY(test_logs_prepare(test));
    TRY(test_run(test, &listener));
    if (test->interrupted_by != 0)
        return OK;
    test_print_summary(test);
    return test_reports_write(test);
}

enum outcome verb_test(int argc, char **argv)
{
    static struct test_options options; /* large */
    struct boot_source source;
    test_options_parse(argc, argv, &options);
    const struct boot_wishes wishes = wishes_of(&options);
    enum outcome opened = boot_source_open(options.path, &options.image, &wishes, &source);
    if (opened != OUTCOME_PASS)
        return opened;
    struct test test = {
        .options = &options,
        .source = &source,
        .lines = test_reports_take_standard_output(&options) ? stderr : stdout,
        .has_kvm = options.may_use_kvm && kvm_is_usable(),
    };
    struct error error = run(&options, &test);
    boot_source_close(&source);
    if (error.code != ERR_NONE) {
        report_error(error);
        return outcome_of(error);
    }
    return test.interrupted_by != 0 ? end_by_signal(test.interrupted_by) : test_worst(&test);
}
