/* Everything that Lintel makes is the same, bit by bit, wherever and whenever it is made. */
#include "tests/tool/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void shell_without_home(const char *command)
{
    struct result result;
    CALL(&result, "sh", "-c", command, system_without("home") + strlen("LD_PRELOAD="));
    assert_status(&result, 0);
}

/* For --files; made in another order elsewhere, at another time. */
static void make_folders(void)
{
    shell_without_home(
        "folder='boot/a folder with a long name'; file='a file with a long name'\n"
        "mkdir -p \"here/folder/$folder\" here/folder/empty && cp one \"here/folder/$file\" &&\n"
        "cp two \"here/folder/$folder/Größe\" && cp kernel.elf here/folder/z &&\n"
        "mkdir -p elsewhere/f && cd elsewhere/f && cp ../k z && mkdir -p empty \"$folder\" && cp ../t \"$folder/Größe\" &&\n"
        "cp ../o \"$file\" && find . -exec touch -d 2001-02-03 {} +");
}

/* The programs of bin/ are not at home: see no_home.c. */
static void enter_here_and_elsewhere(void)
{
    folder_enter_with_kernel();
    shell_without_home(
        "mkdir bin here elsewhere && head -c 3000000 /dev/urandom >disk && echo first >one && echo second >two\n"
        "cp kernel.elf disk one two here && cd elsewhere\n"
        "cp ../two t && cp ../one o && cp ../disk d && cp ../kernel.elf k && chmod 400 t o d k && touch -d 2001-02-03 t o d k\n"
        "echo mtools_no_vfat=1 >.mtoolsrc && printf '%s\\n' '-volid OTHER' '-joliet on' >.xorrisorc && cd ..\n"
        "for program in mformat mmd mcopy xorriso; do\n"
        "  printf '#!/bin/sh\\necho %s >>../called\\nLD_PRELOAD=%s exec /usr/bin/%s \"$@\"\\n' $program \"$0\" $program "
        ">bin/$program\n"
        "done\n"
        "chmod +x bin/*");
    make_folders();
}

TestSuite(reproducible, .init = enter_here_and_elsewhere, .fini = folder_leave, .timeout = 300);

/* What a network serves has no volume for them. */
static bool takes_files(const char *verb)
{
    return strcmp(verb, "netboot") != 0;
}

static void make_here(const char *verb, const char *option)
{
    struct call call = { .folder = "here" };
    struct result result;
    CALL_AS(&call, &result, "lintel", verb, "kernel.elf", "--ramdisk", "disk", "--module", "a=one", "--module", "b=two",
            "--cmdline", "x=1", "-o", "../made-here", option, takes_files(verb) ? "--files=folder" : NULL);
    assert_status(&result, 0);
}

static void make_elsewhere(const char *verb, const char *option)
{
    static const char *const environment[] = {
        "TZ=Pacific/Kiritimati",
        "LC_ALL=de_DE.UTF-8",
        "LANG=tr_TR",
        "HOME=.",
        "MTOOLSRC=.mtoolsrc",
        "MTOOLS_LOWER_CASE=1",
        "USER=somebody",
        "TMPDIR=.",
        "MTOOLS_NO_VFAT=1",
        "PATH=../bin:/usr/bin:/bin",
        NULL,
    };
    struct call call = { .folder = "elsewhere", .environment = environment, .umask = 0077 };
    struct result result;
    CALL_AS(&call, &result, "lintel", verb, "-o", "../made-elsewhere", "k", "--cmdline=x=1", "--ramdisk=d", "--module=a=o",
            "--module=b=t", option, takes_files(verb) ? "--files=f" : NULL);
    assert_status(&result, 0);
}

static void expect_the_same(const char *verb, const char *option)
{
    struct result result;
    make_here(verb, option);
    make_elsewhere(verb, option);
    CALL(&result, "diff", "-r", "made-here", "made-elsewhere");
    assert_status(&result, 0);
}

static void expect_called(const char *programs)
{
    struct result result;
    CALL(&result, "sh", "-c", "sort -u called | tr '\\n' ' '");
    cr_assert_str_eq(result.output, programs);
}

Test(reproducible, image_with_a_gpt)
{
    expect_the_same("build", "--size=100M");
    expect_called("mcopy mformat mmd ");
}

Test(reproducible, image_with_an_mbr)
{
    expect_the_same("build", "--table=mbr");
    expect_called("mcopy mformat mmd ");
}

Test(reproducible, image_with_large_sectors)
{
    expect_the_same("build", "--sector-size=4096");
    expect_called("mcopy mformat mmd ");
}

Test(reproducible, iso_with_a_gpt)
{
    expect_the_same("iso", "--table=gpt");
    expect_called("mcopy mformat mmd xorriso ");
}

Test(reproducible, iso_with_an_mbr)
{
    expect_the_same("iso", "--table=mbr");
    expect_called("mcopy mformat mmd xorriso ");
}

/* Names and contents: who may read them is for the umask to say. */
Test(reproducible, netboot_folder)
{
    expect_the_same("netboot", "--verify");
}

/* Without what the tool does about it, all of this would be seen: the clock by mtools and xorriso ... */
Test(reproducible, in_spite_of_a_clock_that_programs_see)
{
    shell_without_home(
        "year=$(date -d '+3650 days' +%Y)\n"
        "export LD_PRELOAD=\"$0\"\n"
        "truncate -s 2M volume && mformat -i volume :: && mcopy -i volume one :: && mdir -i volume :: | grep \" $year-\" &&\n"
        "xorriso -no_rc -outdev iso -map one /one -commit -pvd_info 2>/dev/null | grep \"^Creation Time: $year\"");
}

/* ... and the settings in the home folder too. */
Test(reproducible, in_spite_of_settings_that_programs_read)
{
    shell_without_home(
        "cd elsewhere && export HOME=. && xorriso -outdev iso -map o /o -commit -pvd_info 2>/dev/null | grep '^Volume Id    : "
        "OTHER'");
}
