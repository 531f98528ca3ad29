/* `lintel`: makes bootable images of kernels, runs and inspects them. A verb is a file; this one only chooses it. */
#include "tools/base/edit_distance.h"
#include "tools/base/host_file.h"
#include "tools/tool.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct verb {
    const char *name, *summary;
    verb_main *main;
};

static const struct verb verbs[] = {
    { "build", "make a disk image of a kernel, for BIOS and UEFI", verb_build },
    { "iso", "make a hybrid ISO of a kernel, for CDs and sticks", verb_iso },
    { "netboot", "make a folder for a TFTP server, for PXE on BIOS and UEFI", verb_netboot },
    { "check", "say what the loader would refuse on a machine", verb_check },
    { "run", "boot a kernel or an image in QEMU", verb_run },
    { "test", "boot a kernel on a matrix of machines, and judge each boot", verb_test },
    { "gdb", "boot a kernel in QEMU under gdb, with its symbols where it is", verb_gdb },
    { "new", "start a kernel project in a new folder", verb_new },
    { "inspect", "show a kernel's boot configuration and segments, or an image", verb_inspect },
    { "extract", "write a file of an image out", verb_extract },
};

static void print_help(void)
{
    printf("Usage: lintel VERB [OPTION...] ...\n"
           "Makes bootable images of kernels that carry a Lintel boot configuration.\n\n");
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        printf("  %-10s %s\n", verbs[i].name, verbs[i].summary);
    printf("\n  -?, --help   give this help\n"
           "  -V, --version\n\n"
           "`lintel VERB --help' or `lintel help VERB' shows a verb's options. For example:\n"
           "  lintel build kernel.elf -o os.img && lintel run os.img\n\n"
           "Exit status: 0 pass, 1 fail, 2 usage or host error, 3 fault, 4 hang, 5 refused.\n");
}

static const struct verb *verb_find(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    return NULL;
}

static bool is_option(const char *word, const char *short_name, const char *long_name)
{
    return strcmp(word, short_name) == 0 || strcmp(word, long_name) == 0;
}

static enum outcome usage_error(const char *complaint)
{
    report_note("%s\nTry `lintel --help' for more information.", complaint);
    return OUTCOME_HOST_ERROR;
}

static enum outcome unknown_verb(const char *word)
{
    char buffer[512] = "";
    struct text complaint = TEXT_OF(buffer);
    struct word_search search = { .word = word };
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        word_consider(&search, verbs[i].name);
    word_consider(&search, "help");
    text_add(&complaint, "there is no verb ");
    text_add_bytes(&complaint, word, strnlen(word, 256));
    word_suggest(&search, "", &complaint);
    return usage_error(complaint.data);
}

static enum outcome unknown_option(const char *word)
{
    char buffer[512] = "";
    struct text complaint = TEXT_OF(buffer);
    struct word_search search = { .word = word };
    word_consider(&search, "--help");
    word_consider(&search, "--version");
    text_add(&complaint, "there is no option ");
    text_add_bytes(&complaint, word, strnlen(word, 256));
    word_suggest(&search, "", &complaint);
    return usage_error(complaint.data);
}

/* `words' are the verb's name, whatever it is, and its arguments. */
static enum outcome call_verb(int count, char **words)
{
    const struct verb *verb = verb_find(words[0]);
    char name[32];
    if (verb == NULL)
        return unknown_verb(words[0]);
    snprintf(name, sizeof(name), "lintel %s", verb->name);
    words[0] = name;
    return verb->main(count, words);
}

/* `lintel help VERB' is `lintel VERB --help'. */
static enum outcome help(int argc, char **argv)
{
    char option[] = "--help";
    if (argc > 3)
        return usage_error("help: give one verb, or none");
    if (argc == 3)
        return call_verb(2, (char *[]) { argv[2], option, NULL });
    print_help();
    return OUTCOME_PASS;
}

static enum outcome dispatch(int argc, char **argv)
{
    if (argc < 2)
        return usage_error("no verb given");
    if (strcmp(argv[1], "help") == 0)
        return help(argc, argv);
    if (is_option(argv[1], "-?", "--help")) {
        print_help();
        return OUTCOME_PASS;
    }
    if (is_option(argv[1], "-V", "--version")) {
        printf("lintel %s\n", LINTEL_VERSION);
        return OUTCOME_PASS;
    }
    if (argv[1][0] == '-')
        return unknown_option(argv[1]);
    return call_verb(argc - 1, argv + 1);
}

static bool descriptor_reserve(int fd, int flags)
{
    return fcntl(fd, F_GETFD) >= 0 || open("/dev/null", flags) == fd;
}

/* A descriptor that we open must never become a child's standard input or output by accident. Where results were to go and
 * cannot, every write is an error; on standard error nobody is waiting for them. */
static bool standard_descriptors_open(void)
{
    return descriptor_reserve(STDIN_FILENO, O_RDONLY) && descriptor_reserve(STDOUT_FILENO, O_RDONLY) &&
           descriptor_reserve(STDERR_FILENO, O_WRONLY);
}

/* Whoever ends the program: argp does so itself after --help. Of an earlier write the reason is lost. */
static void check_output(void)
{
    const int reason = fflush(stdout) != 0 ? errno : ferror(stdout) ? EIO : 0;
    if (reason == 0)
        return;
    report_error(error_about(ERR_HOST_WRITE, "standard output", (u64)reason));
    _exit(OUTCOME_HOST_ERROR);
}

static void give_up(struct error error)
{
    report_error(error);
    _exit((int)outcome_of(error));
}

int main(int argc, char **argv)
{
    /* Whoever started us may have left it ignored: then nobody learns how a child ends. */
    signal(SIGCHLD, SIG_DFL);
    /* A file size limit shall be an error that can be reported, not a death; children inherit this. */
    signal(SIGXFSZ, SIG_IGN);
    host_file_watch_losses(give_up);
    if (!standard_descriptors_open())
        return OUTCOME_HOST_ERROR;
    atexit(check_output);
    return (int)dispatch(argc, argv);
}
