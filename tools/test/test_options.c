/* The command line of `lintel test`. */
#include "tools/test/test_options.h"
#include "tools/base/output_file.h"
#include <string.h>

#define TIMEOUT_DEFAULT_SECONDS 60u /* OVMF alone takes 4 to 8 without KVM */
#define JOBS_MAX                64u

enum {
    OPTION_DOOR = 256,
    OPTION_MEDIUM,
    OPTION_CPU,
    OPTION_SMP,
    OPTION_EXPECT,
    OPTION_UNTIL_EXPECTED,
    OPTION_TAP,
    OPTION_JUNIT,
    OPTION_LOG_DIR,
    OPTION_NO_KVM
};

static const struct argp_option option_list[] = {
    { "door", OPTION_DOOR, "bios,uefi", 0, "Boot by these firmwares (default: both)", 0 },
    { "medium", OPTION_MEDIUM, "WORD,...", 0, "Boot from these: " MEDIUM_WORDS " (default: cd for an ISO, else ahci)", 0 },
    { "memory", 'm', "SIZE,...", 0, "With so much memory, in K, M or G (default: 256M)", 0 },
    { "cpu", OPTION_CPU, "CPU,...", 0, "On these CPUs of QEMU; +feature and -feature go with the one before (default: max)", 0 },
    { "smp", OPTION_SMP, "NUMBER,...", 0, "With so many CPUs (default: 1)", 0 },
    { "expect", OPTION_EXPECT, "TEXT", 0, "Fail if TEXT does not appear on the serial line; as often as wanted", 1 },
    { "until-expected", OPTION_UNTIL_EXPECTED, NULL, 0,
      "End a boot, as a pass, once all expected has appeared: for a kernel that never ends the machine", 1 },
    { "timeout", 't', "SECONDS", 0, "Call a boot a hang after SECONDS (default: 60)", 1 },
    { "jobs", 'j', "NUMBER", 0, "Boot so many at a time (default: 1)", 2 },
    { "tap", OPTION_TAP, "FILE", 0, "Write the results to FILE, or with - to standard output, as TAP", 2 },
    { "junit", OPTION_JUNIT, "FILE", 0, "Write the results to FILE, or with - to standard output, as JUnit's XML", 2 },
    { "log-dir", OPTION_LOG_DIR, "FOLDER", 0,
      "Keep serial log and screen of failed boots below FOLDER, which is made for the first of them (default: lintel-test)", 2 },
    { "no-kvm", OPTION_NO_KVM, NULL, 0, "Emulate, even if KVM is there", 2 },
    { 0 },
};

/* A word that its axis does not know. */
static void complain_of_word(struct argp_state *state, enum axis_kind kind, const char *word)
{
    switch (kind) {
    case AXIS_DOOR:
        (void)options_choice(state, "door", word, door_word_at);
        return;
    case AXIS_MEDIUM:
        (void)options_choice(state, "medium", word, medium_word_at);
        return;
    case AXIS_MEMORY:
        argp_error(state, "--memory %s: give " MEMORY_WORD, word);
        return;
    case AXIS_CPU_COUNT:
        (void)options_number(state, "smp", word, 1, CPU_COUNT_MAX);
        return;
    default:
        argp_error(state, "--cpu %s: a CPU's name begins with a letter or a digit", word);
    }
}

static void complain(struct argp_state *state, enum axis_kind kind, enum axis_fault fault, const char *culprit)
{
    static const char *const options[AXIS_KINDS] = { "door", "medium", "memory", "cpu", "smp" };
    static const char *const faults[] = {
        [AXIS_EMPTY_WORD] = "nothing stands before or behind a comma",
        [AXIS_TWICE] = "it is there twice",
        [AXIS_TOO_MANY] = "these are too many",
        [AXIS_TOO_LONG] = "nothing has so many letters",
    };
    if (fault == AXIS_UNKNOWN_WORD)
        complain_of_word(state, kind, culprit);
    else
        argp_error(state, "--%s %s: %s", options[kind], culprit, faults[fault]);
}

static void take_axis(struct argp_state *state, struct test_options *options, enum axis_kind kind, char *list)
{
    const char *culprit = list;
    enum axis_fault fault = axis_read(kind, list, &options->matrix.axes[kind], &culprit);
    if (fault != AXIS_OK)
        complain(state, kind, fault, culprit);
}

static void take_expected(struct argp_state *state, struct expectation *expectation, const char *text)
{
    if (text[0] == '\0' || strlen(text) > EXPECTED_BYTES_MAX)
        argp_error(state, "--expect: give 1 to %d characters", EXPECTED_BYTES_MAX);
    if (expectation->count == EXPECTED_MAX)
        argp_error(state, "more than %d --expect", EXPECTED_MAX);
    expectation->texts[expectation->count++] = text;
}

/* One image is made for all boots, an ISO if one of them is from a CD; none if all are from a network. */
static void check_image_options(struct argp_state *state, const struct test_options *options)
{
    const struct axis *media = &options->matrix.axes[AXIS_MEDIUM];
    bool has_image = false;
    for (size_t i = 0; i < media->count; i++) {
        const struct medium *medium = medium_find(media->words[i]);
        has_image |= !medium->is_network;
        if (medium->is_optical)
            image_options_check_iso(state, &options->image);
    }
    if (!has_image)
        image_options_check_no_disk(state, &options->image);
}

static bool are_same(const char *left, const char *right)
{
    return output_is_standard(left) == output_is_standard(right) && output_is_same(left, right);
}

static void complete(struct argp_state *state, const struct test_options *options)
{
    if (options->path == NULL)
        argp_error(state, "no KERNEL and no IMAGE given");
    if (options->ends_when_satisfied && options->expectation.count == 0)
        argp_error(state, "--until-expected: nothing is expected; add --expect TEXT");
    if (options->tap_path != NULL && options->junit_path != NULL && are_same(options->tap_path, options->junit_path))
        argp_error(state, "--tap and --junit: give each a file of its own");
    if (matrix_count(&options->matrix) > MATRIX_BOOTS_MAX)
        argp_error(state, "these are more than %u boots", MATRIX_BOOTS_MAX);
    check_image_options(state, options);
}

static error_t parse_judgement(int key, char *value, struct argp_state *state)
{
    struct test_options *options = state->input;
    switch (key) {
    case OPTION_EXPECT:
        take_expected(state, &options->expectation, value);
        return 0;
    case OPTION_UNTIL_EXPECTED:
        options->ends_when_satisfied = true;
        return 0;
    case 't':
        options->timeout_seconds = options_number(state, "timeout", value, 1, TIMEOUT_SECONDS_MAX);
        return 0;
    case 'j':
        options->job_count = options_number(state, "jobs", value, 1, JOBS_MAX);
        return 0;
    case OPTION_TAP:
        options->tap_path = value;
        return 0;
    case OPTION_JUNIT:
        options->junit_path = value;
        return 0;
    case OPTION_LOG_DIR:
        options->log_folder = value;
        return 0;
    case OPTION_NO_KVM:
        options->may_use_kvm = false;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse_option(int key, char *value, struct argp_state *state)
{
    struct test_options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &options->image;
        state->child_inputs[1] = &options->image.is_quiet;
        return 0;
    case OPTION_DOOR:
        take_axis(state, options, AXIS_DOOR, value);
        return 0;
    case OPTION_MEDIUM:
        take_axis(state, options, AXIS_MEDIUM, value);
        return 0;
    case 'm':
        take_axis(state, options, AXIS_MEMORY, value);
        return 0;
    case OPTION_CPU:
        take_axis(state, options, AXIS_CPU, value);
        return 0;
    case OPTION_SMP:
        take_axis(state, options, AXIS_CPU_COUNT, value);
        return 0;
    case ARGP_KEY_ARG:
        options_take_argument(state, value, &options->path);
        return 0;
    case ARGP_KEY_END:
        complete(state, options);
        return 0;
    default:
        return parse_judgement(key, value, state);
    }
}

static const struct argp_child children[] = {
    { &image_argp, 0, "For a KERNEL, as in `lintel build':", 3 },
    { &quiet_argp, 0, NULL, 0 },
    { 0 },
};
static const struct argp argp = {
    .options = option_list,
    .parser = parse_option,
    .children = children,
    .args_doc = "KERNEL|IMAGE",
    .doc = "Boots KERNEL (by way of a temporary image) or IMAGE in QEMU, once for every combination of door, medium, memory, CPU "
           "and "
           "number of CPUs, and judges each boot. Nothing is written to IMAGE, and no window is opened.\v"
           "For example:\n"
           "  lintel test kernel.elf --medium ahci,nvme --memory 128M,4G --junit report.xml\n\n"
           "A boot passes if the kernel reports a pass (0x10 to port 0xf4) or switches the machine off. Exit status, of several "
           "boots "
           "the first of these that there was: 2 usage or host error, 3 fault, 4 hang, 5 refused, 1 fail, 0 pass.",
};

void test_options_parse(int argc, char **argv, struct test_options *options)
{
    *options = (struct test_options) {
        .matrix.axes = {
            [AXIS_DOOR] = { .words = { "bios", "uefi" }, .count = 2 },
            [AXIS_MEDIUM] = { .words = { "ahci" }, .count = 1 },
            [AXIS_MEMORY] = { .words = { "256M" }, .count = 1 },
            [AXIS_CPU] = { .words = { "max" }, .count = 1 },
            [AXIS_CPU_COUNT] = { .words = { "1" }, .count = 1 },
        },
        .may_use_kvm = true,
        .timeout_seconds = TIMEOUT_DEFAULT_SECONDS,
        .job_count = 1,
        .log_folder = "lintel-test",
    };
    options_parse(&argp, argc, argv, options);
}
