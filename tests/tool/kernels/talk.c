/* Says so much that no pipe holds it, and passes; more than once if its command line is not empty: then it never ends. */
#include "ending.h"

#define LINES 4096

ENTRY_POINT();

static void wait_for_room(void)
{
    uint8_t status;
    do
        __asm__ volatile("inb %1, %0" : "=a"(status) : "Nd"((uint16_t)0x3fd));
    while ((status & 0x20) == 0);
}

static void say(const char *text)
{
    for (; *text != '\0'; text++) {
        wait_for_room();
        __asm__ volatile("outb %0, %1" : : "a"(*text), "Nd"((uint16_t)0x3f8));
    }
}

static void say_all(void)
{
    for (unsigned i = 0; i < LINES; i++)
        say("a line of the kernel's, of forty letters\n");
}

void kernel_main(struct boot_info *info)
{
    do
        say_all();
    while (info->command_line_bytes > 0);
    end_machine(0x10);
}
