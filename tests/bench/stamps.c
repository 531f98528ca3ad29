/* Prints the timeline of boot_info: with QEMU's -icount, the time stamp counter counts instructions. */
#include <lintel/kernel.h>

ENTRY_POINT();

static void send(char letter)
{
    __asm__ volatile("outb %0, %1" : : "a"(letter), "Nd"((unsigned short)0x3f8));
}

static void send_number(uint64_t number)
{
    if (number >= 10)
        send_number(number / 10);
    send((char)('0' + number % 10));
}

static void send_stamp(const char *name, uint64_t number)
{
    for (send('@'); *name != '\0'; name++)
        send(*name);
    send(' ');
    send_number(number);
    send('\n');
}

void kernel_main(struct boot_info *info)
{
    static const char *const names[] = { "kernel-found", "loaded", "mapped", "firmware-left", "kernel" };
    for (unsigned stamp = STAMP_KERNEL_FOUND; stamp < info->stamp_count && stamp <= STAMP_KERNEL; stamp++)
        send_stamp(names[stamp - 1], info->stamps[stamp] - info->stamps[STAMP_ENTRY]);
    __asm__ volatile("outb %0, %1" : : "a"((unsigned char)0x10), "Nd"((unsigned short)0xf4));
    for (;;)
        __asm__ volatile("hlt");
}
