/* Kernels that a linker, a linker script or objcopy spoilt: each is named, with the line that mends it. What only looks strange
 * builds; tests/boot/rows_toolchains.c boots what works. */
#include "tests/tool/support.h"
#include <stdio.h>
#include <string.h>

static const char kernel_source[] = "#include <lintel/kernel.h>\n"
                                    "ENTRY_POINT();\n"
                                    "static volatile int counter = 5, zeroed;\n"
                                    "static const volatile char text[] = \"text\";\n"
                                    "void kernel_main(struct boot_info *info)\n"
                                    "{ for (;;) counter += zeroed + text[counter & 3] + (int)info->size; }\n";
static const char second_source[] = "#include <lintel/kernel.h>\nENTRY_POINT();\n";

/* A script of the higher half, with what stands in .rodata and what follows .data. */
#define SCRIPT(rodata, rest)                                                                                                     \
    "ENTRY(_start)\nSECTIONS {\n. = 0xffffffff80000000;\n.text : { *(.text .text.*) }\n"                                         \
    ". = ALIGN(4096);\n.rodata : { *(.rodata .rodata.*) " rodata " }\n"                                                          \
    ". = ALIGN(4096);\n.data : { *(.data .data.* .bss .bss.*) }\n" rest "}\n"

/* The line that L401's hint and L416's name. */
static const char mending_line[] = "KEEP(*(.boot_config)) in the .rodata part of its linker script";

static void write_text(const char *path, const char *text)
{
    file_write(path, (struct bytes) { (const u8 *)text, strlen(text) });
}

static void enter_with_sources(void)
{
    folder_enter();
    write_text("kernel.c", kernel_source);
    write_text("second.c", second_source);
}

TestSuite(toolchains, .init = enter_with_sources, .fini = folder_leave);

/* A shell command in which $CC compiles and links a kernel of the higher half. */
static void make(const char *command)
{
    char compiler[4200];
    snprintf(compiler, sizeof(compiler),
             "CC=gcc -std=c17 -I %s/include -O2 -ffreestanding -mno-red-zone -fno-stack-protector -nostdlib -static -fno-pie "
             "-mcmodel=kernel -Wl,--build-id=none",
             repository());
    const char *const environment[] = { compiler, NULL };
    struct call call = { .environment = environment };
    struct result result;
    CALL_AS(&call, &result, "sh", "-c", command);
    assert_status(&result, 0);
}

static void make_with_script(const char *script, const char *options)
{
    char command[256];
    write_text("kernel.ld", script);
    snprintf(command, sizeof(command), "$CC -T kernel.ld %s kernel.c -o kernel.elf", options);
    make(command);
}

static void build(struct result *result)
{
    CALL(result, "lintel", "build", "kernel.elf", "-o", "os.img");
}

static void expect_built(void)
{
    struct result result;
    build(&result);
    assert_status(&result, 0);
    cr_assert_str_empty(result.errors);
}

static void expect_refused(const char *sentence, const char *hint, const char *note)
{
    struct result result, check;
    build(&result);
    assert_status(&result, 5);
    assert_says(result.errors, sentence);
    assert_says(strstr(result.errors, "\nhint: "), hint);
    assert_says(result.errors, note);
    cr_assert_not(file_exists("os.img"));
    CALL(&check, "lintel", "check", "kernel.elf");
    assert_status(&check, 5);
    cr_assert_str_eq(check.errors, result.errors, "the two verbs say the same");
}

static const char *const linkers[] = { "-fuse-ld=bfd", "-fuse-ld=lld" };
enum { LINKERS = sizeof(linkers) / sizeof(linkers[0]) };

Test(toolchains, take_the_script_that_the_hints_ask_for)
{
    for (size_t i = 0; i < LINKERS; i++) {
        make_with_script(SCRIPT("KEEP(*(.boot_config))", "/DISCARD/ : { *(.boot*) *(.comment) }"), linkers[i]);
        expect_built();
    }
}

/* GNU ld refuses to link it (tests/contract/links.c). */
Test(toolchains, a_script_that_discards_the_configuration)
{
    make_with_script(SCRIPT("", "/DISCARD/ : { *(.boot*) }"), "-fuse-ld=lld");
    expect_refused("error L401: kernel.elf has no boot configuration", mending_line,
                   "\nlintel: note: kernel.elf has _start and no section .boot_config");
}

Test(toolchains, a_configuration_that_objcopy_removed)
{
    make("$CC kernel.c -o kernel.elf && objcopy -R .boot_config kernel.elf");
    expect_refused("error L401: kernel.elf has no boot configuration", "ENTRY_POINT()", "objcopy -R removed the section");
}

Test(toolchains, a_program_that_never_had_a_configuration)
{
    struct result result;
    write_text("kernel.c", "void start(void);\nvoid start(void) { for (;;) ; }\n");
    make("$CC -Wl,-e,start kernel.c -o kernel.elf");
    expect_refused("error L401: kernel.elf has no boot configuration", "write ENTRY_POINT() in one C file of the kernel", "");
    build(&result);
    cr_assert_null(strstr(result.errors, "note:"), "%s", result.errors);
}

Test(toolchains, a_configuration_without_bytes)
{
    for (size_t i = 0; i < LINKERS; i++) {
        make_with_script(SCRIPT("", ".boot_config (NOLOAD) : { KEEP(*(.boot_config)) }"), linkers[i]);
        expect_refused("error L401: kernel.elf has no boot configuration", mending_line, "(NOLOAD)");
    }
}

Test(toolchains, a_debug_file)
{
    make("$CC -g kernel.c -o whole.elf && objcopy --only-keep-debug whole.elf kernel.elf");
    expect_refused("error L401: kernel.elf has no boot configuration", "ENTRY_POINT()", "objcopy --only-keep-debug");
}

/* _start would fault at its first instruction. */
Test(toolchains, a_configuration_that_is_not_loaded)
{
    for (size_t i = 0; i < LINKERS; i++) {
        make_with_script(SCRIPT("", ".boot_config (INFO) : { KEEP(*(.boot_config)) }"), linkers[i]);
        expect_refused("error L416: kernel.elf has a boot configuration that is in no loadable segment", mending_line, "(INFO)");
    }
}

Test(toolchains, a_configuration_outside_the_program_headers)
{
    static const char script[] = "ENTRY(_start)\nPHDRS { text PT_LOAD FLAGS(5); data PT_LOAD FLAGS(6); }\n"
                                 "SECTIONS {\n. = 0xffffffff80000000;\n.text : { *(.text .text.* .rodata .rodata.*) } :text\n"
                                 ". = ALIGN(4096);\n.data : { *(.data .data.* .bss .bss.*) } :data\n"
                                 ". = ALIGN(4096);\n.boot_config : { KEEP(*(.boot_config)) } :NONE\n}\n";
    for (size_t i = 0; i < LINKERS; i++) {
        make_with_script(script, linkers[i]);
        expect_refused("error L416: kernel.elf has a boot configuration that is in no loadable segment", mending_line, ":NONE");
    }
}

Test(toolchains, a_script_without_page_alignment)
{
    static const char script[] =
        "ENTRY(_start)\nSECTIONS {\n. = 0xffffffff80000000;\n.text : { *(.text .text.*) }\n"
        ".rodata : { *(.rodata .rodata.*) }\n.data : { *(.data .data.*) }\n.bss : { *(.bss .bss.*) }\n}\n";
    for (size_t i = 0; i < LINKERS; i++) {
        make_with_script(script, linkers[i]);
        expect_refused("error L314: kernel.elf: the segment or page at 0xffffffff80000000 would be writable and executable",
                       ". = ALIGN(4096)", "");
    }
}

Test(toolchains, a_kernel_linked_by_omagic)
{
    make("$CC -Wl,-N kernel.c -o kernel.elf 2>/dev/null");
    expect_refused("error L314: ", "without -N", "");
}

Test(toolchains, a_kernel_with_an_executable_stack)
{
    make("$CC -Wl,-z,execstack kernel.c -o kernel.elf 2>/dev/null");
    expect_refused("error L320: kernel.elf asks for an executable stack (PT_GNU_STACK flags 0x7)", "-z noexecstack", "");
}

Test(toolchains, a_second_configuration_that_muldefs_hides)
{
    for (size_t i = 0; i < LINKERS; i++) {
        char command[128];
        snprintf(command, sizeof(command), "$CC %s -Wl,-z,muldefs kernel.c second.c -o kernel.elf", linkers[i]);
        make(command);
        expect_refused("error L402: kernel.elf has two boot configurations", "-z muldefs", "");
    }
}

Test(toolchains, a_kernel_that_was_only_compiled)
{
    make("$CC -c kernel.c -o kernel.elf");
    expect_refused("error L305: kernel.elf is no executable (e_type 1)", "link it", "");
}

Test(toolchains, a_kernel_linked_as_a_program)
{
    make("${CC%% -static*} -fpie -pie kernel.c -o kernel.elf");
    expect_refused("error L319: kernel.elf asks for a dynamic linker", "-static-pie -Wl,--no-dynamic-linker", "");
}

Test(toolchains, may_give_the_section_another_name)
{
    make("$CC kernel.c -o kernel.elf && objcopy --rename-section .boot_config=.config kernel.elf");
    expect_built();
    for (size_t i = 0; i < LINKERS; i++) {
        make_with_script(SCRIPT("*(.boot*)", ""), linkers[i]);
        expect_built();
    }
}

Test(toolchains, may_not_know_the_section)
{
    for (size_t i = 0; i < LINKERS; i++) {
        make_with_script(SCRIPT("", ""), linkers[i]);
        expect_built();
    }
}

/* As docs/toolchains.md shows it. */
Test(toolchains, pkg_config_knows_the_flags_of_a_kernel)
{
    char path[4200];
    snprintf(path, sizeof(path), "PKG_CONFIG_PATH=%s/build", repository());
    const char *const environment[] = { path, NULL };
    struct call call = { .environment = environment };
    struct result result;
    CALL_AS(&call, &result, "pkg-config", "--cflags", "lintel");
    assert_status(&result, 0);
    assert_says(result.output, "/include ");
    assert_says(result.output, "-ffreestanding -mno-red-zone -fno-stack-protector -fno-omit-frame-pointer");
    CALL_AS(&call, &result, "sh", "-c", "gcc $(pkg-config --cflags --libs lintel) kernel.c -o kernel.elf");
    assert_status(&result, 0);
    expect_built();
}
