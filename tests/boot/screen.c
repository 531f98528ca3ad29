/* Screenshots and VGA text memory, over QMP. */
#include "tests/boot/screen.h"
#include "tests/boot/picture.h"
#include <stdlib.h>
#include <string.h>

#define DRAWING_MS  5000 /* the screen is drawn after the serial line was written */
#define VGA_ADDRESS "0xb8000"
#define VGA_CELLS   2000 /* 80 by 25 */

#define COUNT(texts) (sizeof(texts) / sizeof((texts)[0]))

/* What the serial line says of a refusal: "error L209: sentence", "hint: words". */
struct refusal {
    char number[16], sentence[400], hint[400], book[40];
};

static bool read_refusal(struct qemu *qemu, struct refusal *refusal)
{
    char *serial = qemu_serial(qemu);
    const char *error = strstr(serial, "error L");
    const bool is_whole = error && sscanf(error, "%15[^:]: %399[^\r\n]%*[\r\n]%399[^\r\n]%*[\r\n]", refusal->number,
                                          refusal->sentence, refusal->hint) == 3;
    free(serial);
    snprintf(refusal->book, sizeof(refusal->book), "docs/errors.md#l%.8s", refusal->number + strlen("error L"));
    return is_whole;
}

static bool shows_refusal(struct qemu *qemu, const struct picture *picture)
{
    struct refusal refusal;
    if (!read_refusal(qemu, &refusal))
        return false;
    const char *const texts[] = { refusal.sentence, refusal.hint, refusal.book };
    return picture_shows_large_in_red(picture, refusal.number) && picture_shows(picture, texts, COUNT(texts));
}

static bool shows_pixels(struct qemu *qemu, const struct boot_row *row)
{
    char path[PATH_BYTES], arguments[PATH_BYTES + 32];
    path_format(path, "%s/screen.ppm", qemu->folder);
    snprintf(arguments, sizeof(arguments), "{\"filename\":\"%s\"}", path);
    qmp_do(&qemu->qmp, "screendump", arguments);
    struct picture picture = picture_read(path);
    bool is_shown = picture_shows(&picture, row->shown, COUNT(row->shown));
    if (row->screen == SCREEN_REFUSAL)
        is_shown = is_shown && shows_refusal(qemu, &picture);
    else
        is_shown = is_shown && picture_shows(&picture, row->serial, COUNT(row->serial));
    picture_free(&picture);
    return is_shown;
}

void screen_judge_pixels(struct qemu *qemu, const struct boot_row *row)
{
    uint64_t deadline_ms = now_ms() + DRAWING_MS;
    while (!shows_pixels(qemu, row)) {
        if (now_ms() > deadline_ms)
            qemu_fail(qemu, "the screen does not show what it should: see screen.ppm");
        sleep_ms(100);
    }
}

/* The monitor answers with lines "00000000000b8000: 0x0741 0x0742 ...": a character in the low byte of each number. */
static void decode_vga(const char *dump, char *text)
{
    size_t used = 0;
    for (const char *at = strstr(dump, " 0x"); at && used < VGA_CELLS; at = strstr(at + 1, " 0x")) {
        unsigned character = strtoul(at + 1, NULL, 16) & 0x7f;
        text[used++] = (char)(character < ' ' ? ' ' : character);
    }
    text[used] = 0;
}

static bool shows_text(struct qemu *qemu, const char *const *texts, size_t count)
{
    char arguments[96], path[PATH_BYTES], text[VGA_CELLS + 1];
    snprintf(arguments, sizeof(arguments), "{\"command-line\":\"xp /%dhx %s\"}", VGA_CELLS, VGA_ADDRESS);
    cJSON *dump = qmp_run(&qemu->qmp, "human-monitor-command", arguments);
    cr_assert(cJSON_IsString(dump));
    decode_vga(cJSON_GetStringValue(dump), text);
    cJSON_Delete(dump);
    path_format(path, "%s/screen.txt", qemu->folder);
    file_write(path, text, strlen(text));
    for (size_t i = 0; i < count && texts[i]; i++)
        if (!strstr(text, texts[i]))
            return false;
    return true;
}

void screen_judge_vga(struct qemu *qemu, const char *const *texts, size_t count)
{
    uint64_t deadline_ms = now_ms() + DRAWING_MS;
    while (!shows_text(qemu, texts, count)) {
        if (now_ms() > deadline_ms)
            qemu_fail(qemu, "VGA text memory does not show the error: see screen.txt");
        sleep_ms(100);
    }
}
