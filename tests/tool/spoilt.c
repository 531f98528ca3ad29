/* Every spoilt kernel of the table has its own error under `lintel check`. tests/boot/rows_spoilt.c boots the same ones. */
#include "tests/spoilt/spoilt.h"
#include "tests/tool/support.h"
#include <string.h>

TestSuite(spoilt, .init = folder_enter, .fini = folder_leave);

/* The machine that the rows are written for. */
#define MACHINE "--memory", "128M", "--screen", "1280x800"

static void expect_sentence(const struct spoilt *spoilt)
{
    struct elf_kernel kernel;
    struct result result;
    size_t bytes;
    char sentence[512];
    spoilt_make(spoilt, &kernel, &bytes);
    file_write("kernel.elf", (struct bytes) { kernel.bytes, bytes });
    spoilt_sentence(spoilt, "kernel.elf", sentence);
    CALL(&result, "lintel", "check", "kernel.elf", MACHINE);
    assert_status(&result, 5);
    assert_says(result.errors, sentence);
    assert_says(result.errors, "\nhint: ");
    cr_assert_str_empty(result.output);
}

#define SPOILT(row_name, row_sentence, ...)                                                                                      \
    Test(spoilt, row_name)                                                                                                       \
    {                                                                                                                            \
        static const struct spoilt row = { .name = #row_name, .sentence = row_sentence, __VA_ARGS__ };                           \
        expect_sentence(&row);                                                                                                   \
    }
#include "tests/spoilt/rows.h"
#undef SPOILT

static const char *const sentences[] = {
#define SPOILT(row_name, row_sentence, ...) row_sentence,
#include "tests/spoilt/rows.h"
#undef SPOILT
};

/* With the damaged images of tests/boot/rows_damage.c there are more. */
Test(spoilt, kernels_are_many_and_each_has_an_error_of_its_own)
{
    enum { COUNT = sizeof(sentences) / sizeof(sentences[0]) };
    cr_assert_geq(COUNT, 60);
    for (size_t i = 0; i < COUNT; i++)
        for (size_t j = 0; j < i; j++)
            cr_assert_str_neq(sentences[i], sentences[j]);
}

Test(spoilt, good_kernel_is_accepted)
{
    struct elf_kernel kernel;
    struct result result;
    elf_kernel_make(&kernel);
    file_write("kernel.elf", elf_kernel_view(&kernel));
    CALL(&result, "lintel", "check", "kernel.elf", MACHINE);
    assert_status(&result, 0);
    cr_assert_str_empty(result.errors);
    assert_says(result.output,
                "kernel.elf: boots by BIOS on a machine with 127 MiB of usable memory: entry 0xffffffff80000000, ");
}
