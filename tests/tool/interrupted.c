/* Ended at a random moment, a verb leaves the whole of what it was to make or what was there before: nothing else beside it,
 * nothing in $TMPDIR, no process. */
#include "common/base/checked.h"
#include "tests/tool/support.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define MOMENTS 50
#define SEED    20261127u

static const int signals[] = { SIGKILL, SIGTERM, SIGINT, SIGHUP };

static const char *tool_kernel(const char *name)
{
    static char path[4200];
    snprintf(path, sizeof(path), "%s/build/tool-kernels/%s.elf", repository(), name);
    return path;
}

/* What is made comes to out/made. */
static void enter_with_files(void)
{
    folder_enter_with_kernel();
    shell("mkdir out temporary old whole && head -c 3000000 /dev/urandom >disk && echo first >one && echo older >old/made && "
          "mkdir -p folder/boot/'a folder with a long name' && echo one >folder/'a file with a long name' && "
          "cp kernel.elf folder/boot/'a folder with a long name'/Größe");
}

TestSuite(interrupted, .init = enter_with_files, .fini = folder_leave, .timeout = 300);

static bool are_alike(const char *left, const char *right)
{
    struct result result;
    struct stat status;
    if (stat(left, &status) == 0 && S_ISREG(status.st_mode))
        return files_equal(left, right);
    CALL(&result, "diff", "-r", left, right);
    return result.status == 0;
}

static u64 now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (u64)now.tv_sec * 1000000 + (u64)now.tv_nsec / 1000;
}

static const char *const temporary[] = { "TMPDIR=temporary", NULL };

/* How long it takes undisturbed, at best: other tests run beside us. What it makes is kept. */
static u64 measure_us(const char *const *arguments)
{
    struct call call = { .environment = temporary };
    struct result result;
    u64 least_us = UINT64_MAX;
    for (int i = 0; i < 3; i++) {
        shell("rm -rf out/*");
        const u64 start_us = now_us();
        call_program(&call, arguments, &result);
        assert_status(&result, 0);
        least_us = min_u64(least_us, now_us() - start_us);
    }
    shell("mv out/* whole/ 2>/dev/null || true");
    return least_us;
}

static u32 next_random(u32 *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void expect_clean(bool was_there, const char *moment)
{
    const bool is_there = file_exists("out/made");
    cr_assert(is_there || !was_there, "what was there is gone %s", moment);
    cr_assert_eq(entries_in_folder("out"), is_there, "something lies beside it %s", moment);
    cr_assert_eq(entries_in_folder("temporary"), 0, "something lies in $TMPDIR %s", moment);
    if (is_there && !(was_there && are_alike("out/made", "old/made")))
        cr_assert(are_alike("out/made", "whole/made"), "half of it is there %s", moment);
}

/* Half of the times there is something to replace. Every third time the signal is for the process group: then the tool may see
 * that a program of its own was ended, before it is itself; and a terminal's keys are gdb's. */
static void end_at_random_moments(const char *const *arguments)
{
    const u64 longest_us = measure_us(arguments) * 11 / 10;
    u32 random = SEED;
    unsigned ended_count = 0;
    for (unsigned i = 0; i < MOMENTS; i++) {
        struct call call = { .environment = temporary,
                             .ending_signal = signals[i % COUNT_OF(signals)],
                             .ends_group = i % 3 == 0 };
        struct result result;
        char moment[96];
        const bool was_there = i / COUNT_OF(signals) % 2 == 1 && file_exists("old/made");
        shell(was_there ? "rm -rf out/made && cp -r old/made out/" : "rm -rf out/made");
        call.after_us = (unsigned)(next_random(&random) % longest_us) + 1;
        call_program(&call, arguments, &result);
        snprintf(moment, sizeof(moment), "(moment %u of seed %u: signal %d after %u us)", i, SEED, call.ending_signal,
                 call.after_us);
        cr_assert(result.status == 0 || result.status == 128 + call.ending_signal || (call.ends_group && result.status <= 2),
                  "status %d %s\n%s", result.status, moment, result.errors);
        expect_clean(was_there, moment);
        ended_count += result.status != 0;
    }
    cr_assert_gt(ended_count, MOMENTS / 4, "most signals came when all was over: this shows little");
}

#define END_AT_RANDOM_MOMENTS(...) end_at_random_moments((const char *const[]) { "lintel", __VA_ARGS__, NULL })
#define FILES                      "kernel.elf", "-o", "out/made", "--ramdisk", "disk", "--module", "a=one"
#define MORE_FILES                 FILES, "--files", "folder"

Test(interrupted, build_with_a_gpt)
{
    END_AT_RANDOM_MOMENTS("build", MORE_FILES);
}

Test(interrupted, build_with_an_mbr)
{
    END_AT_RANDOM_MOMENTS("build", MORE_FILES, "--table=mbr", "--size=64M");
}

Test(interrupted, build_with_large_sectors)
{
    END_AT_RANDOM_MOMENTS("build", MORE_FILES, "--sector-size=4096");
}

Test(interrupted, build_where_there_are_no_unnamed_files)
{
    cr_assert_eq(putenv((char *)system_without("tmpfile")), 0);
    END_AT_RANDOM_MOMENTS("build", MORE_FILES);
}

Test(interrupted, iso)
{
    END_AT_RANDOM_MOMENTS("iso", MORE_FILES);
}

Test(interrupted, netboot)
{
    struct result result;
    shell("rm -r old/made");
    CALL(&result, "lintel", "netboot", "kernel.elf", "-o", "old/made", "--cmdline", "older");
    assert_status(&result, 0);
    END_AT_RANDOM_MOMENTS("netboot", FILES);
}

Test(interrupted, extract)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--ramdisk", "disk");
    assert_status(&result, 0);
    END_AT_RANDOM_MOMENTS("extract", "os.img", "/boot/ramdisk", "-o", "out/made");
}

/* The only thing there that it would fill is an empty folder. */
Test(interrupted, new)
{
    shell("rm -r old/made && mkdir old/made");
    END_AT_RANDOM_MOMENTS("new", "out/made");
}

#define MACHINE "--door", "bios", "--no-kvm", "--timeout", "120"

Test(interrupted, run)
{
    shell("rm -r old/made");
    END_AT_RANDOM_MOMENTS("run", "--headless", MACHINE, tool_kernel("pass"));
}

Test(interrupted, test)
{
    shell("rm -r old/made");
    END_AT_RANDOM_MOMENTS("test", MACHINE, tool_kernel("pass"));
}

Test(interrupted, gdb)
{
    shell("rm -r old/made");
    END_AT_RANDOM_MOMENTS("gdb", "--headless", MACHINE, tool_kernel("pass"), "--", "-nx", "-batch");
}

/* Such a machine never ends by itself. */
static void expect_machine_to_end(const char *verb, const char *option)
{
    struct call call = { .environment = temporary, .ending_signal = SIGKILL, .after_ms = 2000 };
    struct result result;
    CALL_AS(&call, &result, "lintel", verb, option, MACHINE, tool_kernel("hang"));
    assert_status(&result, 128 + SIGKILL);
    cr_assert_eq(entries_in_folder("temporary"), 0);
}

Test(interrupted, machines_end_with_the_tool)
{
    expect_machine_to_end("run", "--headless");
    expect_machine_to_end("test", "--jobs=1");
}

/* What a network serves lies in a folder, whose name the machine does not know. */
Test(interrupted, run_from_a_network)
{
    for (size_t i = 0; i < COUNT_OF(signals); i++) {
        struct call call = { .environment = temporary, .ending_signal = signals[i], .after_ms = 20 + (unsigned)i * 300 };
        struct result result;
        CALL_AS(&call, &result, "lintel", "run", "--headless", MACHINE, "--medium=pxe", tool_kernel("hang"));
        assert_status(&result, 128 + signals[i]);
        cr_assert_eq(entries_in_folder("temporary"), 0);
    }
}

/* As `nohup` has it. A slow mformat, and no unnamed files, so that there is a name to be removed. */
Test(interrupted, not_by_what_was_ignored_before)
{
    const char *const environment[] = { system_without("tmpfile"), "PATH=bin:/usr/bin:/bin", NULL };
    struct call call = { .environment = environment, .ending_signal = SIGHUP, .after_ms = 700 };
    struct result result;
    shell("mkdir bin && printf '#!/bin/sh\\nsleep 1.4\\nexec /usr/bin/mformat \"$@\"\\n' >bin/mformat && chmod +x bin/mformat");
    CALL_AS(&call, &result, "sh", "-c", "trap '' HUP; exec \"${LINTEL:-$0/build/lintel}\" build kernel.elf -o out/made",
            repository());
    assert_status(&result, 0);
    cr_assert_eq(entries_in_folder("out"), 1);
}
