/* `make install`: what it puts there is enough to build and boot a kernel, and `make uninstall` takes all of it away. */
#include "tests/tool/support.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Without a space: pkgconf 1.8 mistakes a system root that has one. */
#define DESTDIR   "root"
#define INSTALLED DESTDIR "/opt/lintel"

static const char kernel_source[] = "#include <lintel/kernel.h>\n"
                                    "ENTRY_POINT();\n"
                                    "void kernel_main(struct boot_info *info)\n"
                                    "{ (void)info; for (;;) __asm__ volatile(\"hlt\"); }\n";

static char root_path[PATH_MAX];

/* Not a part of the make that may be running these tests: this one has its own jobs. */
static void make(const char *goal, struct result *result)
{
    char destination[PATH_MAX + 16];
    snprintf(destination, sizeof(destination), "DESTDIR=%s", root_path);
    CALL(result, "env", "-u", "MAKEFLAGS", "-u", "MAKELEVEL", "make", "--no-print-directory", "-C", repository(), goal,
         destination, "PREFIX=/opt/lintel");
}

static void enter_and_install(void)
{
    char here[PATH_MAX - sizeof("/" DESTDIR)];
    struct result result;
    folder_enter();
    cr_assert_not_null(getcwd(here, sizeof(here)));
    snprintf(root_path, sizeof(root_path), "%s/%s", here, DESTDIR);
    make("install", &result);
    assert_status(&result, 0);
}

TestSuite(install, .init = enter_and_install, .fini = folder_leave, .timeout = 300);

/* By a shell that finds the installed program, and nothing of the checkout. */
static void call_installed(const char *command, struct result *result)
{
    char programs[2 * PATH_MAX], packages[PATH_MAX + 64], system_root[PATH_MAX + 32];
    snprintf(programs, sizeof(programs), "PATH=%s/opt/lintel/bin:%s", root_path, getenv("PATH"));
    snprintf(packages, sizeof(packages), "PKG_CONFIG_PATH=%s/opt/lintel/share/pkgconfig", root_path);
    snprintf(system_root, sizeof(system_root), "PKG_CONFIG_SYSROOT_DIR=%s", root_path);
    const char *const environment[] = { programs, packages, system_root, NULL };
    struct call call = { .environment = environment };
    CALL_AS(&call, result, "sh", "-c", command);
}

static void expect_installed(const char *path)
{
    cr_assert(file_exists(path), "%s is not installed", path);
}

Test(install, puts_everything_in_its_usual_place)
{
    expect_installed(INSTALLED "/bin/lintel");
    expect_installed(INSTALLED "/include/lintel/kernel.h");
    expect_installed(INSTALLED "/share/pkgconfig/lintel.pc");
    expect_installed(INSTALLED "/share/man/man1/lintel.1");
    expect_installed(INSTALLED "/share/man/man1/lintel-build.1");
    expect_installed(INSTALLED "/share/man/man5/lintel-manifest.5");
    expect_installed(INSTALLED "/share/man/man7/lintel-contract.7");
    expect_installed(INSTALLED "/share/bash-completion/completions/lintel");
    expect_installed(INSTALLED "/share/zsh/site-functions/_lintel");
    expect_installed(INSTALLED "/share/doc/lintel/LICENSE");
    expect_installed(INSTALLED "/share/lintel/kernel-sample/console.h");
    expect_installed(INSTALLED "/share/lintel/kernel-sample/hello/main.c");
}

Test(install, what_is_installed_names_no_place_but_its_own)
{
    struct result result;
    CALL(&result, "grep", "-rlF", "--include=*.pc", "--include=*.h", "--include=*.[157]", repository(), INSTALLED);
    assert_status(&result, 1);
    CALL(&result, "grep", "-x", "prefix=/opt/lintel", INSTALLED "/share/pkgconfig/lintel.pc");
    assert_status(&result, 0);
}

Test(install, a_kernel_is_built_and_becomes_an_image_with_nothing_else)
{
    struct result result;
    file_write("kernel.c", (struct bytes) { (const u8 *)kernel_source, strlen(kernel_source) });
    call_installed("gcc $(pkg-config --cflags --libs lintel) kernel.c -o kernel.elf && lintel build kernel.elf -o os.img",
                   &result);
    assert_status(&result, 0);
    assert_says(result.output, "os.img: ");
    cr_assert(file_exists("os.img"));
}

Test(install, the_sample_kernel_is_built_where_it_lies)
{
    struct result result;
    call_installed("gcc -O2 -mgeneral-regs-only -fno-pie $(pkg-config --cflags --libs lintel) " INSTALLED
                   "/share/lintel/kernel-sample/hello/main.c -o kernel.elf && lintel check kernel.elf",
                   &result);
    assert_status(&result, 0);
}

Test(install, a_new_project_is_built_with_nothing_else)
{
    struct result result;
    call_installed("lintel new k && env -u MAKEFLAGS -u MAKELEVEL make -C k", &result);
    assert_status(&result, 0);
    assert_says(result.output, "build/os.img: ");
}

Test(install, gdb_finds_the_loaders_symbols)
{
    char command[PATH_MAX];
    struct result result;
    snprintf(command, sizeof(command),
             "lintel gdb --loader --door bios --headless --no-kvm --timeout 120 '%s/build/tool-kernels/pass.elf' -- -nx -batch "
             "-ex 'info line'",
             repository());
    call_installed(command, &result);
    assert_status(&result, 0);
    assert_says(result.output, " of \"common/boot.c\" starts at address ");
}

Test(install, uninstall_leaves_no_file_and_no_folder_of_ours)
{
    struct result result;
    make("uninstall", &result);
    assert_status(&result, 0);
    CALL(&result, "find", DESTDIR, "!", "-type", "d", "-o", "-name", "*lintel*", "!", "-path", INSTALLED);
    assert_status(&result, 0);
    cr_assert_str_empty(result.output, "left: %s", result.output);
}

/* As for other programs: also where there is no such folder any more. */
Test(install, uninstall_where_nothing_is_installed_ends_well)
{
    struct result result;
    make("uninstall", &result);
    make("uninstall", &result);
    assert_status(&result, 0);
    CALL(&result, "rm", "-r", DESTDIR);
    make("uninstall", &result);
    assert_status(&result, 0);
    cr_assert_str_empty(result.errors);
    cr_assert_not(file_exists(DESTDIR));
}

Test(install, uninstall_leaves_what_is_not_ours)
{
    static const char mine[] = INSTALLED "/include/lintel/mine.h";
    struct result result;
    file_write(mine, text_bytes(""));
    make("uninstall", &result);
    assert_status(&result, 0);
    cr_assert(file_exists(mine));
    cr_assert_not(file_exists(INSTALLED "/include/lintel/kernel.h"));
}

Test(install, a_relative_prefix_is_refused)
{
    struct result result;
    CALL(&result, "make", "-C", repository(), "install", "DESTDIR=elsewhere", "PREFIX=usr");
    assert_status(&result, 2);
    assert_says(result.errors, "PREFIX=usr: give an absolute path");
}
