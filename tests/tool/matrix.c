/* Which machines the words of a command line mean. */
#include "tools/machine/matrix.h"
#include "tests/tool/support.h"
#include "tools/machine/qemu.h"
#include <stdio.h>
#include <string.h>

static enum axis_fault read_list(enum axis_kind kind, const char *list, struct axis *axis, const char **culprit)
{
    static char copy[2048];
    snprintf(copy, sizeof(copy), "%s", list);
    return axis_read(kind, copy, axis, culprit);
}

static void expect_fault(enum axis_kind kind, const char *list, enum axis_fault fault, const char *culprit_is)
{
    struct axis axis;
    const char *culprit = NULL;
    cr_assert_eq(read_list(kind, list, &axis, &culprit), fault, "%s", list);
    cr_assert_str_eq(culprit, culprit_is);
}

Test(matrix, a_list_is_words_between_commas)
{
    struct axis axis;
    const char *culprit;
    cr_assert_eq(read_list(AXIS_MEDIUM, "nvme,ahci,usb", &axis, &culprit), AXIS_OK);
    cr_assert_eq(axis.count, 3);
    cr_assert_str_eq(axis.words[0], "nvme");
    cr_assert_str_eq(axis.words[2], "usb");
}

Test(matrix, a_cpu_keeps_its_features)
{
    struct axis axis;
    const char *culprit;
    cr_assert_eq(read_list(AXIS_CPU, "qemu64,-nx,+x2apic,max,la57=off,EPYC-v2", &axis, &culprit), AXIS_OK);
    cr_assert_eq(axis.count, 3);
    cr_assert_str_eq(axis.words[0], "qemu64,-nx,+x2apic");
    cr_assert_str_eq(axis.words[1], "max,la57=off");
    cr_assert_str_eq(axis.words[2], "EPYC-v2");
}

Test(matrix, refuses_what_is_no_value)
{
    expect_fault(AXIS_DOOR, "bios,pvh", AXIS_UNKNOWN_WORD, "pvh");
    expect_fault(AXIS_MEDIUM, "floppy", AXIS_UNKNOWN_WORD, "floppy");
    expect_fault(AXIS_MEMORY, "128M,1023K", AXIS_UNKNOWN_WORD, "1023K");
    expect_fault(AXIS_CPU_COUNT, "0", AXIS_UNKNOWN_WORD, "0");
    expect_fault(AXIS_CPU_COUNT, "256", AXIS_UNKNOWN_WORD, "256");
    expect_fault(AXIS_CPU, "-nx,max", AXIS_UNKNOWN_WORD, "-nx");
}

Test(matrix, takes_the_largest_number_of_cpus_and_the_smallest_memory)
{
    struct axis axis;
    const char *culprit;
    cr_assert_eq(read_list(AXIS_CPU_COUNT, "255", &axis, &culprit), AXIS_OK);
    cr_assert_eq(read_list(AXIS_MEMORY, "1M", &axis, &culprit), AXIS_OK);
}

Test(matrix, refuses_empty_words_and_repetitions)
{
    expect_fault(AXIS_DOOR, "", AXIS_EMPTY_WORD, "");
    expect_fault(AXIS_DOOR, "bios,", AXIS_EMPTY_WORD, "");
    expect_fault(AXIS_MEDIUM, "usb,ide,usb", AXIS_TWICE, "usb");
}

Test(matrix, refuses_a_word_that_no_command_line_of_qemus_has_room_for)
{
    char list[QEMU_CPU_MAX + 2] = "max";
    struct axis axis;
    const char *culprit;
    memset(list + 3, 'x', QEMU_CPU_MAX - 3);
    cr_assert_eq(read_list(AXIS_CPU, list, &axis, &culprit), AXIS_OK);
    list[QEMU_CPU_MAX] = 'x';
    cr_assert_eq(read_list(AXIS_CPU, list, &axis, &culprit), AXIS_TOO_LONG);
}

Test(matrix, refuses_more_words_than_there_is_room_for)
{
    char list[8 * (AXIS_WORDS_MAX + 1)] = "1M";
    struct axis axis;
    const char *culprit;
    for (unsigned mib = 2; mib <= AXIS_WORDS_MAX; mib++)
        snprintf(list + strlen(list), sizeof(list) - strlen(list), ",%uM", mib);
    cr_assert_eq(read_list(AXIS_MEMORY, list, &axis, &culprit), AXIS_OK);
    cr_assert_eq(axis.count, AXIS_WORDS_MAX);
    strcat(list, ",1G");
    cr_assert_eq(read_list(AXIS_MEMORY, list, &axis, &culprit), AXIS_TOO_MANY);
}

static const struct matrix example = { .axes = {
                                           [AXIS_DOOR] = { .words = { "bios", "uefi" }, .count = 2 },
                                           [AXIS_MEDIUM] = { .words = { "ahci" }, .count = 1 },
                                           [AXIS_MEMORY] = { .words = { "128M", "4G" }, .count = 2, .is_given = true },
                                           [AXIS_CPU] = { .words = { "max" }, .count = 1 },
                                           [AXIS_CPU_COUNT] = { .words = { "1", "4" }, .count = 2, .is_given = true },
                                       } };

Test(matrix, is_every_combination_and_the_last_axis_changes_fastest)
{
    struct boot_plan plan;
    cr_assert_eq(matrix_count(&example), 8);
    matrix_boot(&example, 0, &plan);
    cr_assert_str_eq(plan.name, "bios-ahci-128M-1");
    matrix_boot(&example, 1, &plan);
    cr_assert_str_eq(plan.name, "bios-ahci-128M-4");
    matrix_boot(&example, 7, &plan);
    cr_assert_str_eq(plan.name, "uefi-ahci-4G-4");
    cr_assert(plan.is_uefi);
    cr_assert_eq(plan.memory_bytes, 4ull << 30);
    cr_assert_eq(plan.cpu_count, 4);
    cr_assert_str_eq(plan.cpu, "max");
}

Test(matrix, names_are_names_of_files)
{
    struct matrix matrix = example;
    struct boot_plan plan;
    matrix.axes[AXIS_CPU] = (struct axis) { .words = { "a,b=../c d" }, .count = 1, .is_given = true };
    matrix_boot(&matrix, 0, &plan);
    cr_assert_str_eq(plan.name, "bios-ahci-128M-a_b=.._c_d-1");
}
