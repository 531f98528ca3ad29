/* Serial output, CHECK's voice and the exit device for the test kernels. */
#include "check.h"

enum { SERIAL_PORT = 0x3f8, SERIAL_STATUS = SERIAL_PORT + 5, SERIAL_CAN_SEND = 0x20 };
enum { EXIT_PORT = 0xf4, EXIT_PASS = 0x10, EXIT_FAIL = 0x11 };

static void print_char(char c)
{
    while (!(in_u8(SERIAL_STATUS) & SERIAL_CAN_SEND))
        ;
    out_u8(SERIAL_PORT, (uint8_t)c);
}

void print(const char *string)
{
    while (*string)
        print_char(*string++);
}

void print_hex(uint64_t number)
{
    int shift = 60;
    while (shift > 0 && number >> shift == 0)
        shift -= 4;
    print("0x");
    for (; shift >= 0; shift -= 4)
        print_char("0123456789abcdef"[number >> shift & 15]);
}

static void print_decimal(unsigned number)
{
    if (number >= 10)
        print_decimal(number / 10);
    print_char((char)('0' + number % 10));
}

_Noreturn static void stop(uint8_t code)
{
    out_u8(EXIT_PORT, code);
    for (;;)
        __asm__ volatile("cli; hlt");
}

static void print_place(const char *file, int line)
{
    print("test kernel: FAIL ");
    print(file);
    print(":");
    print_decimal((unsigned)line);
    print(": ");
}

_Noreturn void check_failed(const char *file, int line, const char *condition)
{
    print_place(file, line);
    print(condition);
    print("\n");
    stop(EXIT_FAIL);
}

_Noreturn void check_unequal(const char *file, int line, const char *what, uint64_t actual, uint64_t expected)
{
    print_place(file, line);
    print(what);
    print(" is ");
    print_hex(actual);
    print(", expected ");
    print_hex(expected);
    print("\n");
    stop(EXIT_FAIL);
}

_Noreturn void pass(void)
{
    print("test kernel: pass\n");
    stop(EXIT_PASS);
}

bool same_text(const char *a, const char *b)
{
    while (*a && *a == *b)
        a++, b++;
    return *a == *b;
}

/* gcc calls these on its own, also in freestanding code. */
void *memset(void *destination, int value, size_t bytes);
void *memset(void *destination, int value, size_t bytes)
{
    void *at = destination;
    __asm__ volatile("rep stosb" : "+D"(at), "+c"(bytes) : "a"(value) : "memory");
    return destination;
}

void *memcpy(void *destination, const void *source, size_t bytes);
void *memcpy(void *destination, const void *source, size_t bytes)
{
    void *at = destination;
    __asm__ volatile("rep movsb" : "+D"(at), "+S"(source), "+c"(bytes) : : "memory");
    return destination;
}
