/* Long loads: few large reads, a line on the screen for those who wait, nothing in the log. */
#include "common/log/log.h"
#include "common/log/screen.h"
#include "common/steps/steps.h"
#include "tests/unit/common/log/fake_screen.h"
#include <criterion/criterion.h>
#include <string.h>

static struct fake_screen screen;
static struct boot b;
static u64 read_count, read_end;
static u64 failing_read;

/* Reads nothing at all, and in order only. */
static struct error count_read(struct reader *file, u64 offset, void *destination, u64 len)
{
    cr_assert_eq(offset, read_end);
    cr_assert_eq((uintptr_t)destination, MIB_BYTES + offset);
    read_end += len;
    return ++read_count == failing_read ? error_about(ERR_FILE_READ, file->name, read_count) : OK;
}

static struct error load(u64 len)
{
    struct reader file = { .read = count_read, .bytes = UINT64_MAX, .name = "file" };
    return load_bytes(&b, &file, read_end, (u8 *)(uintptr_t)(MIB_BYTES + read_end), len);
}

static void start(u64 kernel_bytes, u64 ramdisk_bytes, u64 module_bytes, u8 log_level)
{
    static struct manifest_file module;
    fake_screen_make(&screen, 640, 480, 32, 0);
    screen_open(&screen.framebuffer, screen.pixels);
    module.bytes = module_bytes;
    b.kernel.segment_count = 1;
    b.kernel.segments[0].file_bytes = kernel_bytes;
    b.manifest.ramdisk.bytes = ramdisk_bytes;
    b.manifest.modules = &module;
    b.manifest.module_count = 1;
    b.config.log_level = log_level;
    start_progress(&b);
}

static void assert_shown(const char *expected)
{
    char line[128];
    fake_screen_row(&screen, 1, line);
    cr_assert_str_eq(line, expected);
}

static void end(void)
{
    fake_screen_free(&screen);
}

TestSuite(progress, .fini = end);

#define TEN_SIGNS "=========="
#define TEN_DOTS  ".........."

Test(progress, shows_how_far_a_long_load_is)
{
    start(16 * MIB_BYTES, 32 * MIB_BYTES, 16 * MIB_BYTES, LOG_LEVEL_INFO);
    cr_assert_eq(load(16 * MIB_BYTES).code, ERR_NONE);
    assert_shown("  loading " TEN_SIGNS TEN_DOTS TEN_DOTS TEN_DOTS " 16 of 64 MiB");
    cr_assert_eq(load(47 * MIB_BYTES + 1).code, ERR_NONE);
    assert_shown("  loading " TEN_SIGNS TEN_SIGNS TEN_SIGNS "=======... 60 of 64 MiB");
    cr_assert_eq(log_text().len, 0);
}

Test(progress, reads_in_few_pieces)
{
    start(0, 1000 * MIB_BYTES + 1, 0, LOG_LEVEL_DEBUG);
    cr_assert_eq(load(1000 * MIB_BYTES + 1).code, ERR_NONE);
    cr_assert_leq(read_count, 34);
    cr_assert_geq(read_count, 30);
    cr_assert_eq(read_end, 1000 * MIB_BYTES + 1);
}

/* Each time costs a redraw. */
Test(progress, is_not_shown_anew_for_every_small_file)
{
    start(0, 16 * MIB_BYTES, 0, LOG_LEVEL_INFO);
    cr_assert_eq(load(4 * MIB_BYTES).code, ERR_NONE);
    assert_shown("  loading " TEN_SIGNS TEN_DOTS TEN_DOTS TEN_DOTS " 4 of 16 MiB");
    cr_assert_eq(load(4 * MIB_BYTES - 1).code, ERR_NONE);
    assert_shown("  loading " TEN_SIGNS TEN_DOTS TEN_DOTS TEN_DOTS " 4 of 16 MiB");
    cr_assert_eq(load(1).code, ERR_NONE);
    assert_shown("  loading " TEN_SIGNS TEN_SIGNS TEN_DOTS TEN_DOTS " 8 of 16 MiB");
}

Test(progress, reads_a_short_load_at_once_and_shows_nothing)
{
    start(8 * MIB_BYTES, 4 * MIB_BYTES, 4 * MIB_BYTES - 1, LOG_LEVEL_INFO);
    cr_assert_eq(load(16 * MIB_BYTES - 1).code, ERR_NONE);
    cr_assert_eq(read_count, 1);
    assert_shown("");
}

Test(progress, shows_nothing_to_who_wants_warnings_only)
{
    start(0, 64 * MIB_BYTES, 0, LOG_LEVEL_WARNING);
    cr_assert_eq(load(64 * MIB_BYTES).code, ERR_NONE);
    cr_assert_eq(read_count, 1);
    assert_shown("");
}

Test(progress, stops_at_an_error)
{
    start(0, 64 * MIB_BYTES, 0, LOG_LEVEL_INFO);
    failing_read = 3;
    cr_assert_eq(load(64 * MIB_BYTES).code, ERR_FILE_READ);
    cr_assert_eq(read_count, 3);
}
