/* Makes the kernels of the table. */
#include "tests/spoilt/spoilt.h"
#include <stdio.h>
#include <string.h>

void spoilt_make(const struct spoilt *spoilt, struct elf_kernel *kernel, size_t *bytes)
{
    elf_kernel_make(kernel);
    for (size_t i = 0; i < SPOILT_PATCHES; i++) {
        const struct spoilt_patch *patch = &spoilt->patches[i];
        memcpy(kernel->bytes + patch->offset, &patch->number, patch->bytes);
    }
    *bytes = sizeof(kernel->bytes) - spoilt->cut_bytes;
}

void spoilt_sentence(const struct spoilt *spoilt, const char *kernel_name, char *text)
{
    static const char placeholder[] = "KERNEL";
    const char *found = strstr(spoilt->sentence, placeholder);
    if (found == NULL)
        snprintf(text, 512, "%s", spoilt->sentence);
    else
        snprintf(text, 512, "%.*s%s%s", (int)(found - spoilt->sentence), spoilt->sentence, kernel_name,
                 found + sizeof(placeholder) - 1);
}
