/* Screenshots and VGA text memory, over QMP. */
#include "tests/boot/screen.h"
#include "tests/boot/picture.h"
#include <stdlib.h>
#include <string.h>

#define DRAWING_MS  5000 /* the screen is drawn after the serial line was written */
#define VGA_ADDRESS "0xb8000"
#define VGA_CELLS   2000 /* 80 by 25 */

static bool shows_pixels(struct qemu *qemu, const char *const *texts, size_t count)
{
    char path[PATH_BYTES], arguments[PATH_BYTES + 32];
    path_format(path, "%s/screen.ppm", qemu->folder);
    snprintf(arguments, sizeof(arguments), "{\"filename\":\"%s\"}", path);
    qmp_do(&qemu->qmp, "screendump", arguments);
    struct picture picture = picture_read(path);
    bool is_shown = picture_shows(&picture, texts, count);
    picture_free(&picture);
    return is_shown;
}

void screen_judge_pixels(struct qemu *qemu, const char *const *texts, size_t count)
{
    uint64_t deadline_ms = now_ms() + DRAWING_MS;
    while (!shows_pixels(qemu, texts, count)) {
        if (now_ms() > deadline_ms)
            qemu_fail(qemu, "the screen does not show the error, or not in red: see screen.ppm");
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
