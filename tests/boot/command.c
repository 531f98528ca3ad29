/* Child programs of the boot tests. */
#include "tests/boot/files.h"
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

void command_add(struct command *command, const char *format, ...)
{
    cr_assert(command->count + 1 < sizeof(command->words) / sizeof(command->words[0]));
    char *word = command->text + command->used;
    size_t room = sizeof(command->text) - command->used;
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(word, room, format, arguments);
    va_end(arguments);
    cr_assert(len >= 0 && (size_t)len < room, "the command line is too long");
    command->words[command->count++] = word;
    command->words[command->count] = NULL;
    command->used += (size_t)len + 1;
}

/* In the child. A test that ends early must not leave QEMU behind. */
_Noreturn static void become(struct command *command, const char *output_path)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int input = open("/dev/null", O_RDONLY);
    int output = open(output_path, O_CREAT | O_WRONLY | O_TRUNC, 0666);
    if (input >= 0 && output >= 0 && dup2(input, 0) == 0 && dup2(output, 1) == 1 && dup2(output, 2) == 2)
        execvp(command->words[0], command->words);
    perror(command->words[0]);
    _exit(127);
}

pid_t command_start(struct command *command, const char *output_path)
{
    pid_t child = fork();
    cr_assert(child >= 0, "fork failed");
    if (child == 0)
        become(command, output_path);
    return child;
}

int command_run(struct command *command, const char *output_path)
{
    int status = 0;
    pid_t child = command_start(command, output_path);
    cr_assert(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void command_must(struct command *command, const char *output_path)
{
    int status = command_run(command, output_path);
    if (status == 0)
        return;
    char output[3000];
    file_tail(output_path, output, sizeof(output));
    cr_assert_fail("%s %s ... ended with status %d: %s", command->words[0], command->count > 1 ? command->words[1] : "", status,
                   output);
}
