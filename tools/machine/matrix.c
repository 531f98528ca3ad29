/* Words to values, and the product of the axes. */
#include "tools/machine/matrix.h"
#include "common/base/checked.h"
#include "common/base/number.h"
#include "tools/machine/qemu.h"
#include <ctype.h>
#include <string.h>

static struct bytes text_of(const char *word)
{
    return (struct bytes) { (const u8 *)word, strlen(word) };
}

bool memory_read(const char *word, u64 *bytes)
{
    const struct bytes text = text_of(word);
    return text.len > 0 && number_read_size(text, bytes) == text.len && *bytes >= MIB_BYTES && is_aligned(*bytes, KIB_BYTES);
}

static bool cpu_count_read(const char *word, u64 *count)
{
    const struct bytes text = text_of(word);
    return text.len > 0 && number_read_digits(text, 10, count) == text.len && *count >= 1 && *count <= CPU_COUNT_MAX;
}

static bool is_known(enum axis_kind kind, const char *word)
{
    u64 number;
    switch (kind) {
    case AXIS_DOOR:
        return strcmp(word, "bios") == 0 || strcmp(word, "uefi") == 0;
    case AXIS_MEDIUM:
        return medium_find(word) != NULL;
    case AXIS_MEMORY:
        return memory_read(word, &number);
    case AXIS_CPU_COUNT:
        return cpu_count_read(word, &number);
    default:
        return isalnum((unsigned char)word[0]) != 0; /* QEMU knows which CPUs there are */
    }
}

static bool is_feature(const char *word)
{
    return word[0] == '+' || word[0] == '-' || word[strcspn(word, ",=")] == '=';
}

/* Ends the word at the comma that does; what is behind it, or NULL. */
static char *word_end(enum axis_kind kind, char *word)
{
    char *comma = strchr(word, ',');
    while (comma != NULL && kind == AXIS_CPU && is_feature(comma + 1))
        comma = strchr(comma + 1, ',');
    if (comma == NULL)
        return NULL;
    *comma = '\0';
    return comma + 1;
}

static bool has_word(const struct axis *axis, const char *word)
{
    for (size_t i = 0; i < axis->count; i++)
        if (strcmp(axis->words[i], word) == 0)
            return true;
    return false;
}

enum axis_fault axis_read(enum axis_kind kind, char *list, struct axis *axis, const char **culprit)
{
    *axis = (struct axis) { .is_given = true };
    for (char *word = list, *next; word != NULL; word = next) {
        next = word_end(kind, word);
        *culprit = word;
        if (word[0] == '\0')
            return AXIS_EMPTY_WORD;
        if (strlen(word) > QEMU_CPU_MAX)
            return AXIS_TOO_LONG;
        if (!is_known(kind, word))
            return AXIS_UNKNOWN_WORD;
        if (has_word(axis, word))
            return AXIS_TWICE;
        if (axis->count == AXIS_WORDS_MAX)
            return AXIS_TOO_MANY;
        axis->words[axis->count++] = word;
    }
    return AXIS_OK;
}

size_t matrix_count(const struct matrix *matrix)
{
    size_t count = 1;
    for (size_t i = 0; i < AXIS_KINDS; i++)
        count *= matrix->axes[i].count;
    return count;
}

/* What could be no file name, or mean something to a shell, becomes an underscore. */
static void add_to_name(char name[BOOT_NAME_BYTES], const char *word)
{
    size_t len = strlen(name);
    if (len > 0 && len < BOOT_NAME_BYTES - 1)
        name[len++] = '-';
    for (; *word != '\0' && len < BOOT_NAME_BYTES - 1; word++)
        name[len++] = isalnum((unsigned char)*word) || strchr("._+=-", *word) != NULL ? *word : '_';
    name[len] = '\0';
}

static void name_boot(const struct matrix *matrix, const char *const words[AXIS_KINDS], char name[BOOT_NAME_BYTES])
{
    name[0] = '\0';
    for (size_t i = 0; i < AXIS_KINDS; i++)
        if (matrix->axes[i].is_given || i == AXIS_DOOR || i == AXIS_MEDIUM)
            add_to_name(name, words[i]);
}

void matrix_boot(const struct matrix *matrix, size_t index, struct boot_plan *plan)
{
    const char *words[AXIS_KINDS];
    u64 cpu_count = 0;
    for (size_t i = AXIS_KINDS; i-- > 0; index /= matrix->axes[i].count)
        words[i] = matrix->axes[i].words[index % matrix->axes[i].count];
    *plan = (struct boot_plan) {
        .is_uefi = strcmp(words[AXIS_DOOR], "uefi") == 0,
        .medium = medium_find(words[AXIS_MEDIUM]),
        .cpu = words[AXIS_CPU],
    };
    (void)memory_read(words[AXIS_MEMORY], &plan->memory_bytes);
    (void)cpu_count_read(words[AXIS_CPU_COUNT], &cpu_count);
    plan->cpu_count = (unsigned)cpu_count;
    name_boot(matrix, words, plan->name);
}
