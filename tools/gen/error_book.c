/* Prints docs/errors.md from the one list: what each number says and what helps. */
#include "common/base/error_list.h"
#include <stdio.h>

struct chapter {
    int first_number;
    const char *title;
};

static const struct chapter chapters[] = {
    { 100, "The machine" },           { 200, "The volume and its files" },
    { 300, "The kernel's ELF file" }, { 400, "The kernel's configuration" },
    { 500, "Memory and addresses" },  { 600, "Leaving the firmware" },
    { 700, "The host tool" },         { 800, "The kernel, until it has an IDT of its own" },
};

static void print_chapter_before(int number)
{
    static int printed;
    while (printed < number / 100)
        printf("\n## %s\n\n| number | sentence | hint |\n| --- | --- | --- |\n", chapters[printed++].title);
}

/* A bar would end the cell. */
static void print_cell(const char *text)
{
    for (; *text != '\0'; text++)
        printf(*text == '|' ? "\\|" : "%c", *text);
}

static void print_entry(int number, const char *sentence, const char *hint)
{
    print_chapter_before(number);
    printf("| <a id=\"l%d\"></a>L%d | ", number, number);
    print_cell(sentence);
    printf(" | ");
    print_cell(hint);
    printf(" |\n");
}

int main(void)
{
    puts("# Errors\n\n"
         "Every refusal has a number, the same on the host, on serial and on the screen. In a sentence `%s` is what it is about, "
         "`%u`, `%x`\n"
         "and `%b` the wrong value. The screen names the place in this page, such as `docs/errors.md#l314`, which is made from\n"
         "`common/base/error_list.h` by `make docs/errors.md`.");
#define X(name, number, sentence, hint) print_entry(number, sentence, hint);
    ERRORS(X)
    HOST_ERRORS(X)
    RESIDENT_ERRORS(X)
#undef X
    return 0;
}
