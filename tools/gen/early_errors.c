/* Prints, as nasm data, the errors that stage 2 must be able to say before it can run C. The texts come from the one list. */
#include "common/base/error_list.h"
#include <stdio.h>

struct text_of_error {
    int number;
    const char *sentence, *hint;
};

static const struct text_of_error errors[] = {
#define X(name, number, sentence, hint) { number, sentence, hint },
    ERRORS(X)
#undef X
};

static const int early[] = { 101, 102 };

/* The one conversion that bios/early_stop.asm knows. */
#define VALUE_MARK 1

/* A string as numbers, so that no character needs quoting; %x becomes the mark where the value goes. */
static void print_characters(const char *text)
{
    for (; *text != '\0'; text++) {
        if (text[0] == '%' && text[1] == 'x') {
            printf("%d, ", VALUE_MARK);
            text++;
        } else {
            printf("%d, ", (unsigned char)*text);
        }
    }
}

static void print_error(const struct text_of_error *error)
{
    char number[32];
    snprintf(number, sizeof(number), "\r\nerror L%d: ", error->number);
    printf("; L%d: %s\nglobal early_error_%d\nearly_error_%d:\n    db ", error->number, error->sentence, error->number,
           error->number);
    print_characters(number);
    print_characters(error->sentence);
    print_characters("\r\nhint: ");
    print_characters(error->hint);
    print_characters("\r\n");
    printf("0\n");
}

int main(void)
{
    for (size_t i = 0; i < sizeof(early) / sizeof(early[0]); i++)
        for (size_t j = 0; j < sizeof(errors) / sizeof(errors[0]); j++)
            if (errors[j].number == early[i])
                print_error(&errors[j]);
    return 0;
}
