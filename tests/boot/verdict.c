/* Asks the tool as a script would, and reads its answer with a library that knows JSON. */
#include "tests/boot/verdict.h"
#include "tests/boot/files.h"
#include <cjson/cJSON.h>
#include <stdlib.h>

/* Its exit status is about damage, also about such as lets the image boot. */
static cJSON *inspect(const char *folder, const char *image_path)
{
    struct command command = { 0 };
    char path[PATH_BYTES];
    path_format(path, "%s/inspect.json", folder);
    command_add(&command, "sh");
    command_add(&command, "-c");
    command_add(&command, "exec build/lintel inspect --json '%s' 2>&-", image_path);
    (void)command_run(&command, path);
    char *text = file_text(path);
    cJSON *root = cJSON_Parse(text);
    free(text);
    return root;
}

static bool is_said_to_boot(const struct boot_row *row, const char *folder, const char *image_path)
{
    cJSON *root = inspect(folder, image_path);
    const cJSON *boots = cJSON_GetObjectItemCaseSensitive(root, "boots");
    const cJSON *by_door = cJSON_GetObjectItemCaseSensitive(boots, row->door == DOOR_UEFI ? "uefi" : "bios");
    const bool is_answered = cJSON_IsBool(by_door), is_said = cJSON_IsTrue(by_door);
    cJSON_Delete(root);
    cr_assert(is_answered, "lintel inspect does not say whether the image boots: see %s/inspect.json", folder);
    return is_said;
}

/* A machine that is left on is one whose loader refused. */
static bool boots(const struct boot_row *row)
{
    return row->screen == SCREEN_UNSEEN && (row->status == 0 || row->status == STATUS_PASS);
}

void verdict_judge(const struct boot_row *row, const char *folder, const char *image_path)
{
    if (row->verdict == VERDICT_UNASKED)
        return;
    cr_assert(row->verdict != VERDICT_STRICTER || boots(row), "no verdict is stricter than a refusal");
    const bool is_said = is_said_to_boot(row, folder, image_path), is_due = row->verdict == VERDICT_AGREES && boots(row);
    cr_assert(is_said == is_due, "lintel inspect says that the image %s: see %s/inspect.json",
              is_said ? "boots" : "does not boot", folder);
}
