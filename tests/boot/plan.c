/* The plan that `lintel check` predicts is the one that the kernel gets: each row boots kernels/plan.c, which prints its
 * mappings, and has the tool print the plan for the same kernel and the machine that QEMU is. */
#include "tests/boot/files.h"
#include "tests/boot/image.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum machine_by { BY_MEMORY, BY_MAP };

/* The loader says the firmware's memory map at this level, in the form that --map takes. */
#define SAYS_MAP "--set", "log_level=debug"

static void add_machine(struct command *check, const struct boot_row *row, enum machine_by by)
{
    command_add(check, "--door=%s", row->door == DOOR_UEFI ? "uefi" : "bios");
    command_add(check, "--cpu=%s", row->cpu ? row->cpu : "qemu64");
    command_add(check, "--screen=%s", row->no_display ? "none" : "1280x800");
    if (by == BY_MAP)
        command_add(check, "--map=build/boot/%s/serial.log", row->name);
    else
        command_add(check, "--memory=%uM", row->memory_mib ? row->memory_mib : 128);
}

/* What `lintel build` was told, in the same words. */
static void add_build_options(struct command *check, const struct boot_row *row)
{
    for (size_t i = 0; i < sizeof(row->build_options) / sizeof(row->build_options[0]) && row->build_options[i]; i++)
        command_add(check, "%s", row->build_options[i]);
    if (row->ramdisk_bytes)
        command_add(check, "--ramdisk=build/boot/images/pattern-%" PRIu64, row->ramdisk_bytes);
}

/* The lines that start with `prefix`, without it, as a new text. */
static char *lines_of(const char *path, const char *prefix)
{
    char *text = file_text(path), *lines = calloc(1, strlen(text) + 2), *place;
    cr_assert(lines != NULL);
    char *end = lines;
    for (char *line = strtok_r(text, "\r\n", &place); line; line = strtok_r(NULL, "\r\n", &place))
        if (strncmp(line, prefix, strlen(prefix)) == 0)
            end += sprintf(end, "%s\n", line + strlen(prefix));
    free(text);
    return lines;
}

static void expect_prediction(const struct boot_row *row, enum machine_by by)
{
    struct command check = { 0 };
    char log_path[PATH_BYTES], serial_path[PATH_BYTES];
    path_format(log_path, "build/boot/%s/plan-%d.log", row->name, (int)by);
    path_format(serial_path, "build/boot/%s/serial.log", row->name);
    command_add(&check, "build/lintel");
    command_add(&check, "check");
    command_add(&check, "--plan");
    command_add(&check, "build/kernels/%s.elf", row->kernel);
    add_machine(&check, row, by);
    add_build_options(&check, row);
    command_must(&check, log_path);
    char *predicted = lines_of(log_path, ""), *real = lines_of(serial_path, "plan ");
    cr_assert(real[0] != 0, "the kernel printed no plan");
    cr_assert(strcmp(predicted, real) == 0, "%s, predicted:\n%sreal:\n%s", by == BY_MAP ? "by --map" : "by --memory", predicted,
              real);
    free(predicted);
    free(real);
}

/* OVMF's map is not foretold by a size of memory: there the recorded one is what counts. */
static void run(const struct boot_row *row)
{
    boot_row_run(row);
    expect_prediction(row, BY_MAP);
    if (row->door == DOOR_BIOS)
        expect_prediction(row, BY_MEMORY);
}

#define PLAN_TEST(test_name, ...)                                                                                                \
    Test(boot, test_name)                                                                                                        \
    {                                                                                                                            \
        static const struct boot_row row = { .name = #test_name, __VA_ARGS__ };                                                  \
        run(&row);                                                                                                               \
    }
#define PLAN_TEST_ON_BOTH_DOORS(test_name, ...)                                                                                  \
    PLAN_TEST(test_name##_bios, .door = DOOR_BIOS, __VA_ARGS__)                                                                  \
    PLAN_TEST(test_name##_uefi, .door = DOOR_UEFI, __VA_ARGS__)

PLAN_TEST_ON_BOTH_DOORS(plan_of_a_high_kernel, .kernel = "test-plan-high", .build_options = { SAYS_MAP })
PLAN_TEST_ON_BOTH_DOORS(plan_of_a_low_kernel, .kernel = "test-plan-low", .build_options = { SAYS_MAP })
PLAN_TEST_ON_BOTH_DOORS(plan_of_a_pie, .kernel = "test-plan-pie", .build_options = { SAYS_MAP }, .ramdisk_bytes = 5000)
PLAN_TEST_ON_BOTH_DOORS(plan_with_large_blocks, .kernel = "test-plan-pie", .ramdisk_bytes = 5000001,
                        .build_options = { SAYS_MAP, "--set", "kernel_stack_size=3M" })
PLAN_TEST_ON_BOTH_DOORS(plan_with_6_gib, .kernel = "test-plan-high", .memory_mib = 6144, .build_options = { SAYS_MAP })
PLAN_TEST_ON_BOTH_DOORS(plan_without_display, .kernel = "test-plan-high", .no_display = true, .cold = true,
                        .build_options = { SAYS_MAP })
PLAN_TEST_ON_BOTH_DOORS(plan_of_five_levels, .kernel = "test-plan-pie", .cpu = "qemu64,+la57",
                        .build_options = { SAYS_MAP, "--set", "paging_max_levels=5", "--set",
                                           "map_page_table_recursive=dynamic" })
PLAN_TEST_ON_BOTH_DOORS(plan_of_a_narrow_range, .kernel = "test-plan-pie",
                        .build_options = { SAYS_MAP, "--set", "map_physical_memory=none", "--set",
                                           "dynamic_range_start=0xffffc00000000000", "--set",
                                           "dynamic_range_end=0xffffc00001000000" })
