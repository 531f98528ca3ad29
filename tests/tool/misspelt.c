/* Misspelt words of the command line: what was meant, if it can be guessed; what there is, if it can be listed. */
#include "tests/tool/support.h"
#include <string.h>

TestSuite(misspelt, .init = folder_enter, .fini = folder_leave);

#define EXPECT_WRONG(complaint, ...)                                                                                             \
    do {                                                                                                                         \
        struct result result;                                                                                                    \
        CALL(&result, "lintel", __VA_ARGS__);                                                                                    \
        assert_status(&result, 2);                                                                                               \
        assert_says(result.errors, complaint);                                                                                   \
        cr_assert_str_empty(result.output);                                                                                      \
    } while (0)

/* Read past: the first thing wrong is the kernel, which is not there. */
#define EXPECT_UNDERSTOOD(...) EXPECT_WRONG("lintel: error L701: k.elf cannot be opened", __VA_ARGS__)

Test(misspelt, option_of_each_verb)
{
    EXPECT_WRONG("lintel build: there is no option --ramdsk; did you mean --ramdisk?\nTry `lintel build --help'", "build",
                 "k.elf", "--ramdsk", "x");
    EXPECT_WRONG("lintel iso: there is no option --ouptut; did you mean --output?\n", "iso", "--ouptut", "x");
    EXPECT_WRONG("lintel netboot: there is no option --verfy; did you mean --verify?\n", "netboot", "--verfy");
    EXPECT_WRONG("lintel check: there is no option --memroy; did you mean --memory?\n", "check", "--memroy", "1G");
    EXPECT_WRONG("lintel run: there is no option --hedless; did you mean --headless?\n", "run", "--hedless");
    EXPECT_WRONG("lintel test: there is no option --junti; did you mean --junit?\n", "test", "--junti", "x");
    EXPECT_WRONG("lintel gdb: there is no option --laoder; did you mean --loader?\n", "gdb", "--laoder");
    EXPECT_WRONG("lintel new: there is no option --hlep; did you mean --help?\n", "new", "--hlep");
    EXPECT_WRONG("lintel inspect: there is no option --jsno; did you mean --json?\n", "inspect", "--jsno");
    EXPECT_WRONG("lintel extract: there is no option --outptu; did you mean --output?\n", "extract", "--outptu");
    EXPECT_WRONG("lintel: there is no option --versoin; did you mean --version?\n", "--versoin");
}

Test(misspelt, option_with_its_value)
{
    EXPECT_WRONG("lintel run: there is no option --ramdsk; did you mean --ramdisk?\n", "run", "k.elf", "--ramdsk=initrd");
    EXPECT_WRONG("lintel test: there is no option --cmdlin-file; did you mean --cmdline-file?\n", "test", "--cmdlin-file=x");
}

Test(misspelt, option_that_is_like_none)
{
    EXPECT_WRONG("lintel build: there is no option --frobnicate\nTry", "build", "--frobnicate");
    EXPECT_WRONG("lintel build: there is no option -x\nTry", "build", "-x");
    EXPECT_WRONG("lintel inspect: there is no option -x\nTry", "inspect", "-jx");
    EXPECT_WRONG("lintel build: there is no option --a-word-that-is-longer-than-all-that-is-compared\nTry", "build",
                 "--a-word-that-is-longer-than-all-that-is-compared");
}

Test(misspelt, beginning_of_an_option_is_enough_if_it_is_of_one_only)
{
    EXPECT_UNDERSTOOD("build", "k.elf", "--ou", "x", "--verif");
    EXPECT_WRONG("lintel build: option '--s' is ambiguous; possibilities:", "build", "k.elf", "--s", "x");
}

Test(misspelt, values_are_no_options)
{
    EXPECT_UNDERSTOOD("build", "k.elf", "--cmdline", "--foo", "-o", "x");
    EXPECT_UNDERSTOOD("build", "k.elf", "--cmdline=--foo", "-o", "x");
    EXPECT_UNDERSTOOD("build", "k.elf", "-c", "--foo", "-o", "x");
    EXPECT_UNDERSTOOD("build", "k.elf", "-c--foo", "-ox");
    EXPECT_UNDERSTOOD("run", "k.elf", "--gdb", "--", "--foo");
    EXPECT_WRONG("there is no option --foo\n", "run", "k.elf", "--gdb", "--foo");
    EXPECT_WRONG("lintel build: option requires an argument -- 'o'\n", "build", "k.elf", "-o");
}

Test(misspelt, value_that_is_one_of_few)
{
    EXPECT_WRONG("lintel run: --door ueif: give one of bios, uefi; did you mean uefi?\n", "run", "k.elf", "--door", "ueif");
    EXPECT_WRONG("lintel gdb: --door coreboot: give one of bios, uefi\n", "gdb", "k.elf", "--door=coreboot");
    EXPECT_WRONG("lintel check: --door boos: give one of bios, uefi; did you mean bios?\n", "check", "k.elf", "--door", "boos");
    EXPECT_WRONG("lintel test: --door ueif: give one of bios, uefi; did you mean uefi?\n", "test", "k.elf", "--door",
                 "bios,ueif");
    EXPECT_WRONG("lintel run: --medium uzb: give one of ahci, ide, virtio, nvme, usb, cd", "run", "k.elf", "--medium", "uzb");
    EXPECT_WRONG("; did you mean usb?\n", "test", "k.elf", "--medium", "ahci,uzb");
    EXPECT_WRONG("lintel build: --guid rnadom: give one of content, random; did you mean random?\n", "build", "k.elf", "-ox",
                 "--guid", "rnadom");
    EXPECT_WRONG("lintel build: --table mbrr: give one of gpt, mbr; did you mean mbr?\n", "build", "k.elf", "-ox", "--table",
                 "mbrr");
    EXPECT_WRONG("lintel check: --table gtp: give one of gpt, mbr; did you mean gpt?\n", "check", "k.elf", "--table", "gtp");
}

Test(misspelt, value_of_another_kind)
{
    EXPECT_WRONG("--memory 128: give a number with K, M or G, at least 1M\n", "test", "k.elf", "--memory", "128");
    EXPECT_WRONG("--memory 128: give a number with K, M or G, at least 1M\n", "run", "k.elf", "--memory", "128");
    EXPECT_WRONG("--smp many: give a whole number from 1 to 255\n", "test", "k.elf", "--smp", "many");
}

Test(misspelt, field)
{
    struct result result;
    CALL(&result, "lintel", "build", kernel_path("pass"), "-o", "x", "--set", "kernel_stak_size=1M");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L704: --set kernel_stak_size=1M: there is no such field");
    assert_says(result.errors, "lintel: note: did you mean kernel_stack_size?\n");
}

static void expect_value(const char *assignment, const char *suggestion)
{
    struct result result;
    CALL(&result, "lintel", "build", kernel_path("pass"), "-o", "x", "--set", assignment);
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L705: --set ");
    assert_says(result.errors, suggestion);
}

Test(misspelt, value_of_a_field)
{
    expect_value("aslr=onn", "lintel: note: did you mean on?\n");
    expect_value("log_level=wraning", "lintel: note: did you mean warning?\n");
    expect_value("map_physical_memory=dinamic", "lintel: note: did you mean dynamic?\n");
    expect_value("log_level=defualt", "lintel: note: did you mean default?\n");
    expect_value("cpu_required=nx,rdrnad,la57", "lintel: note: did you mean rdrand?\n");
}

Test(misspelt, value_that_is_like_none_of_its_field)
{
    struct result result;
    CALL(&result, "lintel", "build", kernel_path("pass"), "-o", "x", "--set", "aslr=warning");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L705: --set aslr=warning: ");
    cr_assert_null(strstr(result.errors, "did you mean"));
}

Test(misspelt, field_that_is_like_none)
{
    struct result result;
    CALL(&result, "lintel", "build", kernel_path("pass"), "-o", "x", "--set", "frobnicate=1M");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L704: --set frobnicate=1M: there is no such field");
    cr_assert_null(strstr(result.errors, "did you mean"));
}
