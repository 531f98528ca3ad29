/* The reader of README.md who has nothing but the page: its first kernel, its commands, in a folder of their own. */
#include "tests/boot/files.h"
#include "tests/boot/qemu.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HEADING "## A first kernel\n"

/* The text of the first block fenced as `language` after the heading; the caller frees it. */
static char *readme_block(const char *language)
{
    char fence[16], *readme = file_text("README.md");
    snprintf(fence, sizeof(fence), "\n```%s\n", language);
    const char *section = strstr(readme, HEADING);
    cr_assert(section != NULL, "README.md has no heading \"A first kernel\"");
    const char *start = strstr(section, fence);
    cr_assert(start != NULL, "README.md has no %s block after \"A first kernel\"", language);
    start += strlen(fence);
    const char *end = strstr(start, "\n```");
    cr_assert(end != NULL);
    char *block = strndup(start, (size_t)(end + 1 - start));
    free(readme);
    return block;
}

static void write_block(const char *folder, const char *name, const char *language)
{
    char path[PATH_BYTES];
    char *block = readme_block(language);
    path_format(path, "%s/%s", folder, name);
    file_write(path, block, strlen(block));
    free(block);
}

/* The commands as printed, but without a window to draw in. */
static void follow_the_page(const char *folder)
{
    char checkout[PATH_BYTES], log[PATH_BYTES];
    cr_assert(getcwd(checkout, sizeof(checkout)) != NULL);
    path_format(log, "%s/commands.log", folder);
    struct command command = { 0 };
    command_add(&command, "env");
    command_add(&command, "-u");
    command_add(&command, "DISPLAY");
    command_add(&command, "-u");
    command_add(&command, "WAYLAND_DISPLAY");
    command_add(&command, "--chdir=%s", folder);
    command_add(&command, "LINTEL=%s", checkout);
    command_add(&command, "sh");
    command_add(&command, "-e");
    command_add(&command, "commands.sh");
    command_must(&command, log);
}

static void boot_image(const char *folder, uint32_t door, const char *name)
{
    char image[PATH_BYTES], logs[PATH_BYTES];
    const struct boot_row row = { .name = name, .door = door, .cold = true };
    struct qemu qemu;
    struct command command = { 0 };
    path_format(image, "%s/os.img", folder);
    path_format(logs, "build/boot/%s", name);
    qemu_machine_words(&row, &command);
    qemu_disk_words(&row, image, true, &command);
    qemu_start(&qemu, &row, logs, &command);
    if (qemu_wait(&qemu) != STATUS_PASS)
        qemu_fail(&qemu, "the first kernel of README.md did not pass");
}

Test(boot, newcomer_follows_the_readme)
{
    char folder[] = "/tmp/lintel-newcomer-XXXXXX";
    cr_assert(mkdtemp(folder) != NULL);
    write_block(folder, "kernel.c", "c");
    write_block(folder, "commands.sh", "sh");
    follow_the_page(folder);
    boot_image(folder, DOOR_BIOS, "newcomer_bios");
    boot_image(folder, DOOR_UEFI, "newcomer_uefi");
    struct command command = { 0 };
    command_add(&command, "rm");
    command_add(&command, "-r");
    command_add(&command, "%s", folder);
    command_must(&command, "/dev/null");
}
