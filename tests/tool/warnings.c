/* What `lintel check` warns of: kernels that boot, and are strange. */
#include "tests/spoilt/elf_kernel.h"
#include "tests/tool/support.h"
#include <stdio.h>
#include <string.h>

TestSuite(warnings, .init = folder_enter, .fini = folder_leave);

static struct elf_kernel kernel;

/* Of a kernel that boots. */
static void expect(const char *warning)
{
    struct result result;
    CALL(&result, "lintel", "check", "kernel.elf");
    assert_status(&result, 0);
    assert_says(result.output, "kernel.elf: boots");
    if (warning == NULL)
        cr_assert_str_empty(result.errors);
    else
        assert_says(result.errors, warning);
}

static void expect_of_kernel(const char *warning)
{
    file_write("kernel.elf", elf_kernel_view(&kernel));
    expect(warning);
}

/* A compiler's kernel; `command` may use $CC. */
static void make(const char *source, const char *command)
{
    char compiler[4400];
    snprintf(
        compiler, sizeof(compiler),
        "CC=gcc -std=c17 -I %s/include -O2 -ffreestanding -mno-red-zone -fno-stack-protector -nostdlib -static -fno-pie -no-pie "
        "-mcmodel=kernel -Wl,--build-id=none -Wl,-z,max-page-size=4096 -Wl,-Ttext-segment=0xffffffff80000000",
        repository());
    const char *const environment[] = { compiler, NULL };
    struct call call = { .environment = environment };
    struct result result;
    file_write("kernel.c", (struct bytes) { (const u8 *)source, strlen(source) });
    CALL_AS(&call, &result, "sh", "-c", command);
    assert_status(&result, 0);
}

#define SOURCE                                                                                                                   \
    "#include <lintel/kernel.h>\n"                                                                                               \
    "ENTRY_POINT();\n"                                                                                                           \
    "void kernel_main(struct boot_info *info) { for (;;) (void)info; }\n"

Test(warnings, are_not_for_a_usual_kernel)
{
    make(SOURCE, "$CC -g kernel.c -o kernel.elf");
    expect(NULL);
}

Test(warnings, tell_of_a_small_stack)
{
    elf_kernel_make(&kernel);
    elf_kernel_config(&kernel)->kernel_stack_size = 16 << 10;
    expect_of_kernel(NULL);
    elf_kernel_config(&kernel)->kernel_stack_size = 12 << 10;
    expect_of_kernel("lintel: warning: kernel_stack_size is 12288 bytes: less than 16 KiB");
}

Test(warnings, tell_of_writable_code_that_is_allowed_in_vain)
{
    elf_kernel_make(&kernel);
    elf_kernel_config(&kernel)->allow_writable_code = SWITCH_ON;
    expect_of_kernel("lintel: warning: allow_writable_code is on, and nothing in kernel.elf needs it");
    store_u32(elf_kernel_segment(&kernel, SEGMENT_TEXT) + SEGMENT_AT_FLAGS, 7);
    expect_of_kernel(NULL);
}

/* The end of the constants shares a page with the start of the data. */
Test(warnings, tell_of_a_shared_page_whatever_the_kernels_log_level_is)
{
    elf_kernel_make(&kernel);
    u8 *constants = elf_kernel_segment(&kernel, SEGMENT_CONFIG), *data = elf_kernel_segment(&kernel, SEGMENT_DATA);
    store_u64(constants + SEGMENT_AT_MEMORY_BYTES, 0x1100);
    store_u64(data + SEGMENT_AT_VIRT, KERNEL_DATA_VIRT + 0x800);
    store_u64(data + SEGMENT_AT_OFFSET, KERNEL_DATA_OFFSET + 0x800);
    store_u64(data + SEGMENT_AT_FILE_BYTES, 0x800);
    elf_kernel_config(&kernel)->log_serial = SWITCH_OFF;
    expect_of_kernel("lintel: warning: segments share the page at 0xffffffff80002000");
}

Test(warnings, tell_of_large_debug_sections)
{
    make(SOURCE, "$CC kernel.c -o plain.elf && head -c 3145728 /dev/zero > zeros && "
                 "objcopy --add-section .debug_info=zeros plain.elf kernel.elf");
    expect("lintel: warning: kernel.elf has 3072 KiB of debug sections in ");
}

static void make_with_a_lost_section(void)
{
    static const char script[] =
        "ENTRY(_start)\nPHDRS { text PT_LOAD FLAGS(5); data PT_LOAD FLAGS(6); }\n"
        "SECTIONS {\n. = 0xffffffff80000000;\n.text : { *(.text .text.*) *(.rodata* .boot_config) } :text\n"
        ". = ALIGN(4096);\n.data : { *(.data .data.*) } :data\n"
        ". = ALIGN(4096);\n.lost : { *(.lost) } :NONE\n}\n";
    file_write("kernel.ld", (struct bytes) { (const u8 *)script, sizeof(script) - 1 });
    make(SOURCE "__attribute__((section(\".lost\"), used)) int lost[4] = { 1 };\n",
         "$CC -T kernel.ld -Wl,-Ttext-segment=0 kernel.c -o kernel.elf");
}

Test(warnings, tell_of_a_section_that_nobody_loads)
{
    make_with_a_lost_section();
    expect("lintel: warning: kernel.elf: section .lost, 16 bytes for 0xffffffff8000");
}

/* The same; then the name is an order to the terminal. */
Test(warnings, show_no_escape_sequences)
{
    make_with_a_lost_section();
    CALL(&(struct result) { 0 }, "sed", "-i", "s/\\.lost/\\x1b[1mX/", "kernel.elf");
    expect("lintel: warning: kernel.elf: section [1mX, 16 bytes for 0xffffffff8000");
}

Test(warnings, tell_of_an_entry_point_that_is_not_start)
{
    make(SOURCE, "$CC -Wl,-e,kernel_main kernel.c -o kernel.elf");
    expect("lintel: warning: kernel.elf starts at 0xffffffff8000");
}

/* Threads' variables take no memory of their own. */
Test(warnings, are_not_for_thread_local_variables)
{
    make(SOURCE "__thread int one; __thread int two = 2;\nint *get(int which);\n"
                "int *get(int which) { return which ? &one : &two; }\n",
         "$CC -mcmodel=kernel -ftls-model=local-exec kernel.c -o kernel.elf");
    expect(NULL);
}

/* After L401: a kernel whose headers are stripped has only its segments to be searched. */
Test(warnings, explain_where_a_stripped_kernel_was_searched)
{
    struct result result;
    elf_kernel_make(&kernel);
    memset(elf_kernel_config(&kernel), 0, 16);
    file_write("kernel.elf", elf_kernel_view(&kernel));
    CALL(&result, "lintel", "check", "kernel.elf");
    assert_status(&result, 5);
    assert_says(result.errors, "lintel: error L401: ");
    assert_says(result.errors, "lintel: note: kernel.elf has no section headers, so only its loadable segments were searched");
}
