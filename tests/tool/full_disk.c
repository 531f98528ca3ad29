/* A disk that is full at one of the moments at which the tool wants room, be it in a file, a folder or memory: an error, and what
 * was there before. Each moment in turn, until there are no more: also those of the programs that fill an image. */
#include "tests/tool/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MOMENTS_MAX 500

static void enter_with_files(void)
{
    folder_enter_with_kernel();
    shell("mkdir out old temporary bin && head -c 100000 /dev/urandom >disk && echo first >one && echo older >old/made && "
          "mkdir -p folder/boot/'a folder with a long name' && echo one >folder/'a file with a long name' && "
          "cp kernel.elf folder/boot/'a folder with a long name'/Größe");
}

TestSuite(full_disk, .init = enter_with_files, .fini = folder_leave, .timeout = 300);

/* What the disk was full for is old, and what it had room for whole. */
static void expect_outcome(unsigned moment, const struct result *result)
{
    struct result difference;
    const char *expected = result->status == 0 ? "whole" : "old";
    cr_assert(result->status == 0 || result->status == 2, "moment %u: %d\n%s", moment, result->status, result->errors);
    if (result->status == 2)
        assert_says(result->errors, "lintel: error L7");
    CALL(&difference, "diff", "-r", "out", expected);
    cr_assert_eq(difference.status, 0, "moment %u: %s%s", moment, difference.output, difference.errors);
    cr_assert_eq(entries_in_folder("temporary"), 0, "moment %u", moment);
}

static void call_at(unsigned moment, const char *preload, const char *const *arguments, struct result *result)
{
    char at[32];
    const char *const environment[] = { at, "TMPDIR=temporary", "PATH=bin:/usr/bin:/bin", preload, NULL };
    snprintf(at, sizeof(at), "NO_SPACE_AT=%u", moment);
    shell("rm -rf out && cp -r old out");
    file_write("moment", (struct bytes) { (const u8 *)at, strlen(at) });
    call_program(&(struct call) { .environment = environment }, arguments, result);
}

/* The moments are those of what is preloaded; without, those of the program in bin/. */
static void fail_at_each_moment(const char *preload, unsigned moments_min, const char *const *arguments)
{
    struct result result;
    unsigned moment = 0;
    call_at(MOMENTS_MAX, NULL, arguments, &result);
    assert_status(&result, 0);
    shell("rm -rf whole && mv out whole");
    do {
        call_at(++moment, preload, arguments, &result);
        expect_outcome(moment, &result);
    } while (result.status != 0);
    cr_assert_gt(moment, moments_min, "only %u moments", moment - 1);
}

#define FULL_FOR(moments_min, ...)                                                                                               \
    fail_at_each_moment(system_without("space"), (moments_min), (const char *const[]) { "lintel", __VA_ARGS__, NULL })
#define FILES      "kernel.elf", "-o", "out/made", "--ramdisk", "disk", "--module", "a=one"
#define MORE_FILES FILES, "--files", "folder"

Test(full_disk, of_build)
{
    FULL_FOR(8, "build", MORE_FILES);
    shell("rm old/made");
    FULL_FOR(7, "build", MORE_FILES, "--table=mbr", "--size=64M", "--set", "log_level=debug");
}

Test(full_disk, of_iso)
{
    FULL_FOR(10, "iso", MORE_FILES);
}

Test(full_disk, of_netboot)
{
    struct result result;
    shell("rm old/made");
    FULL_FOR(20, "netboot", FILES);
    CALL(&result, "lintel", "netboot", "kernel.elf", "-o", "old/made", "--cmdline", "older");
    assert_status(&result, 0);
    FULL_FOR(20, "netboot", FILES);
}

Test(full_disk, of_extract)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--ramdisk", "disk");
    assert_status(&result, 0);
    FULL_FOR(4, "extract", "os.img", "/boot/ramdisk", "-o", "out/made");
}

Test(full_disk, of_new)
{
    shell("rm old/made");
    FULL_FOR(6, "new", "out/made");
    shell("mkdir old/made");
    FULL_FOR(6, "new", "out/made");
}

Test(full_disk, of_gdb_with_launch_json)
{
    shell("rm old/made");
    FULL_FOR(3, "gdb", "kernel.elf", "--launch-json", "out/made");
}

/* The temporary image and folders; QEMU and gdb themselves have room. */
Test(full_disk, of_machines)
{
    static char kernel[4200];
    snprintf(kernel, sizeof(kernel), "%s/build/tool-kernels/pass.elf", repository());
    shell("for program in qemu-system-x86_64 gdb; do printf '#!/bin/sh\\nunset LD_PRELOAD\\nexec /usr/bin/%s \"$@\"\\n' $program "
          ">bin/$program &&"
          "chmod +x bin/$program; done");
    FULL_FOR(8, "run", "--headless", "--door=bios", "--no-kvm", kernel);
    FULL_FOR(9, "gdb", "--headless", "--door=bios", "--no-kvm", kernel, "--", "-nx", "-batch");
}

/* The tool gives its programs an environment of its own: so a script with its name puts the library before it. */
static void fail_in(const char *program, unsigned moments_min, const char *verb)
{
    char command[5000];
    snprintf(command, sizeof(command),
             "rm -f bin/*; printf '#!/bin/sh\nexport %s $(cat moment)\nexec /usr/bin/%s \"$@\"\n' >bin/%s && chmod +x bin/%s",
             system_without("space"), program, program, program);
    shell(command);
    fail_at_each_moment(NULL, moments_min, (const char *const[]) { "lintel", verb, MORE_FILES, NULL });
}

Test(full_disk, of_mtools)
{
    fail_in("mformat", 3, "build");
    fail_in("mmd", 10, "build");
    fail_in("mcopy", 1, "build"); /* of empty files */
}

Test(full_disk, of_xorriso)
{
    fail_in("xorriso", 2, "iso");
}

/* mtools end well after some of their failures. */
Test(full_disk, that_a_program_only_complains_of)
{
    struct result result;
    const char *const environment[] = { "PATH=bin:/usr/bin:/bin", NULL };
    shell("printf '#!/bin/sh\necho full >&2\nexec /usr/bin/mmd \"$@\"\n' >bin/mmd && chmod +x bin/mmd && cp old/made out/");
    CALL_AS((&(struct call) { .environment = environment }), &result, "lintel", "build", MORE_FILES);
    assert_status(&result, 2);
    assert_says(result.errors, "full\nlintel: error L753: mmd complained, so the image is not whole (5 bytes of text)");
    shell("diff -r out old");
}
