/* Bad kernels and damaged images: what `lintel check` says of them on the host, the loader says on the serial line. */
#include "tests/boot/image.h"
#include "tests/boot/spoilt.h"

#define SPOILT_ROW(suite, row_name, door_name, door_is)                                                                          \
    Test(suite, spoilt_##row_name##_##door_name)                                                                                 \
    {                                                                                                                            \
        static const struct boot_row row = { .name = "spoilt_" #row_name "_" #door_name,                                         \
                                             .kernel = "test-basic-high",                                                        \
                                             .door = door_is,                                                                    \
                                             .damage = put_##row_name,                                                           \
                                             .status = STATUS_REFUSED };                                                         \
        spoilt_run(&spoilt_##row_name, &row);                                                                                    \
    }
#define SPOILT_BY_THE_MAP(row_name, row_sentence, ...)                                                                           \
    static const struct spoilt spoilt_##row_name = { .name = #row_name, .sentence = row_sentence, __VA_ARGS__ };                 \
    static void put_##row_name(const char *image_path)                                                                           \
    {                                                                                                                            \
        spoilt_put(&spoilt_##row_name, image_path);                                                                              \
    }                                                                                                                            \
    SPOILT_ROW(boot, row_name, bios, DOOR_BIOS)
#define SPOILT(row_name, row_sentence, ...)                                                                                      \
    SPOILT_BY_THE_MAP(row_name, row_sentence, __VA_ARGS__)                                                                       \
    SPOILT_ROW(all, row_name, uefi, DOOR_UEFI)
#include "tests/spoilt/rows.h"
#undef SPOILT

/* One of each step that refuses, in every run: the same code reads kernels on both doors. */
#define SPOILT_SAMPLE(row_name) SPOILT_ROW(boot, row_name, uefi, DOOR_UEFI)
SPOILT_SAMPLE(not_elf)
SPOILT_SAMPLE(segment_past_the_end)
SPOILT_SAMPLE(writable_code)
SPOILT_SAMPLE(no_configuration)
SPOILT_SAMPLE(unknown_switch)
SPOILT_SAMPLE(misaligned_stack)
SPOILT_SAMPLE(wants_a_ramdisk)
SPOILT_SAMPLE(stack_in_the_kernel)

/* That the others are refused is the spoilt byte's fault. */
static const struct spoilt nothing = { .name = "nothing", .sentence = "" };

static void put_good_kernel(const char *image_path)
{
    spoilt_put(&nothing, image_path);
}

BOOT_TEST(kernel_that_the_others_spoil_bios, .door = DOOR_BIOS, .kernel = "test-basic-high", .damage = put_good_kernel,
          .verdict = VERDICT_AGREES, .serial = { "warning: /boot/lintel.manifest is missing" })

/* Images, by the damages of rows_damage.c. What UEFI's firmware reads itself is in that table only. */
#define IMAGE_ROW(test_name, door_name, door_is, damaged, text)                                                                  \
    Test(boot, spoilt_image_##test_name##_##door_name)                                                                           \
    {                                                                                                                            \
        static const struct boot_row row = { .name = "spoilt_image_" #test_name "_" #door_name,                                  \
                                             .kernel = "test-basic-high",                                                        \
                                             .door = door_is,                                                                    \
                                             .damage = damaged,                                                                  \
                                             .verdict = VERDICT_AGREES,                                                          \
                                             .status = STATUS_REFUSED,                                                           \
                                             .serial = { text, "\nhint: " } };                                                   \
        spoilt_image_run(&row);                                                                                                  \
    }
#define IMAGE(test_name, damaged, text) IMAGE_ROW(test_name, bios, DOOR_BIOS, damaged, text)
#define IMAGE_ON_BOTH(test_name, damaged, text)                                                                                  \
    IMAGE_ROW(test_name, bios, DOOR_BIOS, damaged, text)                                                                         \
    IMAGE_ROW(test_name, uefi, DOOR_UEFI, damaged, text)
IMAGE(with_two_damaged_gpt_headers, image_damage_both_headers, "error L205: the boot disk")
IMAGE(without_esp, image_retype_volume, "error L206: ")
IMAGE(without_partitions, image_remove_tables, "(0 partitions seen)")
IMAGE(of_a_damaged_volume, image_damage_volume, "error L207: ")
IMAGE(with_a_broken_cluster_chain, image_break_chain, "error L208: /boot/kernel.elf")
IMAGE(without_kernel, image_remove_kernel, "error L209: /boot/kernel.elf")
IMAGE_ON_BOTH(with_half_a_kernel, image_cut_kernel, "error L211: /boot/kernel.elf")
IMAGE_ON_BOTH(with_a_bad_line_in_the_manifest, manifest_break_line, "error L212: /boot/lintel.manifest: line 3 ")
IMAGE(with_a_bad_value_in_the_manifest, manifest_break_value, "error L213: the manifest's value of kernel-bytes")
IMAGE(with_a_manifest_of_another_version, manifest_change_version, "error L214: the manifest has version 2")
IMAGE(with_a_manifest_that_is_too_large, manifest_bloat, "error L215: /boot/lintel.manifest")
IMAGE(with_a_manifest_that_lacks_a_key, manifest_drop_key, "error L216: ")
