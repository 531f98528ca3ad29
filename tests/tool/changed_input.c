/* An input that changes while it is read: an error that names it, or the image of what it was; never a mixture. */
#include "tests/spoilt/elf_kernel.h"
#include "tests/tool/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Each spans several pages: cut to a byte, some are gone. */
static void enter_with_files(void)
{
    struct elf_kernel kernel;
    folder_enter();
    elf_kernel_make(&kernel);
    file_write("kernel", elf_kernel_view(&kernel));
    shell("mkdir given out && head -c 300000 /dev/urandom >ramdisk && head -c 20000 /dev/urandom >module &&"
          "head -c 20000 /dev/zero | tr '\\0' w >words && mv kernel ramdisk module words given && echo other >other");
}

TestSuite(changed_input, .init = enter_with_files, .fini = folder_leave, .timeout = 300);

/* What somebody may do to a file that has a name: does it stay the file that was opened? */
static const struct change {
    const char *command;
    bool stays_what_it_was;
} changes[] = {
    { "truncate -s 0", false },
    { "truncate -s 1", false },
    { "dd if=other conv=notrunc of=", false },
    { "tee -a <other >/dev/null", false },
    { "cp given/module", false },
    { "mv other", true },
    { "rm", true },
};

/* `at`: see no_peace.c. */
static void call_disturbed(const char *at, const struct change *change, const char *file, const char *const *arguments,
                           struct result *result)
{
    char moment[64], command[256];
    const char *const environment[] = { system_without("peace"), moment, command, NULL };
    snprintf(moment, sizeof(moment), "PEACE_ENDS_AT=%s", at);
    snprintf(command, sizeof(command), "PEACE_ENDS_BY=%s%s%s 2>/dev/null", change->command,
             strchr(change->command, '=') ? "" : " ", file);
    shell("rm -rf out/* kernel ramdisk module words && cp given/* . && echo other >other");
    call_program(&(struct call) { .environment = environment }, arguments, result);
}

static void expect_error_or_whole(const struct change *change, const char *file, const struct result *result)
{
    char sentence[128];
    snprintf(sentence, sizeof(sentence), "lintel: error L712: %s changed while it was read", file);
    if (!change->stays_what_it_was) {
        cr_assert_eq(result->status, 2, "%s %s: %d\n%s", change->command, file, result->status, result->errors);
        assert_says(result->errors, sentence);
        cr_assert_eq(entries_in_folder("out"), 0);
        return;
    }
    assert_status(result, 0);
    shell("diff -r out/made whole");
}

static void disturb(const char *at, const char *const *files, const char *const *arguments)
{
    struct result result;
    shell("cp given/* .");
    call_program(&(struct call) { 0 }, arguments, &result);
    assert_status(&result, 0);
    shell("rm -rf whole && mv out/made whole");
    for (; *files != NULL; files++)
        for (size_t i = 0; i < COUNT_OF(changes); i++) {
            call_disturbed(at, &changes[i], *files, arguments, &result);
            expect_error_or_whole(&changes[i], *files, &result);
        }
}

static const char *const inputs[] = { "kernel", "ramdisk", "module", "words", NULL };

#define MAKE(...)                                                                                                                \
    (const char *const[])                                                                                                        \
    {                                                                                                                            \
        "lintel", __VA_ARGS__, "kernel", "-o", "out/made", "--ramdisk", "ramdisk", "--module", "a=module", "--cmdline-file",     \
            "words", NULL                                                                                                        \
    }

Test(changed_input, of_build_before_it_is_digested)
{
    disturb("open", inputs, MAKE("build"));
}

Test(changed_input, of_build_after_it_was_digested)
{
    disturb("memfd_create", inputs, MAKE("build"));
}

/* Then the kernel is copied from memory. */
Test(changed_input, of_build_with_a_kernel_that_it_alters)
{
    disturb("memfd_create", (const char *const[]) { "kernel", NULL }, MAKE("build", "--set", "log_level=debug"));
}

Test(changed_input, of_iso)
{
    disturb("open", inputs, MAKE("iso"));
    disturb("memfd_create", inputs, MAKE("iso"));
}

Test(changed_input, of_netboot)
{
    disturb("memfd_create", inputs, MAKE("netboot"));
}

Test(changed_input, of_extract)
{
    struct result result;
    shell("cp given/* .");
    CALL(&result, "lintel", "build", "kernel", "-o", "given/image", "--ramdisk", "ramdisk");
    assert_status(&result, 0);
    disturb("open", (const char *const[]) { "image", NULL },
            (const char *const[]) { "lintel", "extract", "image", "/boot/ramdisk", "-o", "out/made", NULL });
}

/* Its image is unnamed. */
Test(changed_input, of_run)
{
    struct result result;
    call_disturbed("open", &changes[0], "ramdisk",
                   (const char *const[]) { "lintel", "run", "kernel", "--ramdisk", "ramdisk", NULL }, &result);
    expect_error_or_whole(&changes[0], "ramdisk", &result);
}
