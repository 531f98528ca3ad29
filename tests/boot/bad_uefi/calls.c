/* Counting the loader's calls, and what is said about it. */
#include "tests/boot/bad_uefi/calls.h"

#define EXIT_PORT          0xf4
#define COM1_DATA          0x3f8
#define COM1_LINE_STATUS   0x3fd
#define COM1_CAN_TAKE_MORE 0x20

struct bad_uefi bad;

static void out_u8(UINT16 port, UINT8 value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static UINT8 in_u8(UINT16 port)
{
    UINT8 value;
    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

void say(const char *text)
{
    for (; *text != '\0'; text++) {
        while ((in_u8(COM1_LINE_STATUS) & COM1_CAN_TAKE_MORE) == 0)
            continue;
        out_u8(COM1_DATA, (UINT8)*text);
    }
}

static void say_number(UINT32 number)
{
    char digits[11];
    char *first = &digits[sizeof(digits) - 1];
    *first = '\0';
    do
        *--first = (char)('0' + number % 10);
    while ((number /= 10) != 0);
    say(first);
}

_Noreturn void machine_end(UINT8 code)
{
    out_u8(EXIT_PORT, code);
    for (;;)
        __asm__ volatile("cli; hlt");
}

void rule(bool is_kept, const char *sentence)
{
    if (is_kept)
        return;
    say("misbehaving firmware: ");
    say(sentence);
    say("\r\n");
    machine_end(EXIT_BROKE_RULE);
}

bool call_fails(const char *name)
{
    bad.call_count++;
    bool is_late = bad.misdeeds.fails_from && bad.call_count > bad.misdeeds.failing_call;
    if (bad.call_count != bad.misdeeds.failing_call && !is_late)
        return false;
    say("misbehaving firmware: call ");
    say_number(bad.call_count);
    say(" fails: ");
    say(name);
    say("\r\n");
    return true;
}

bool protocol_call_fails(const char *name)
{
    rule(!bad.is_leaving, "the loader called more than memory services after ExitBootServices");
    return call_fails(name);
}

bool same_guid(const EFI_GUID *a, const EFI_GUID *b)
{
    const UINT64 *left = (const UINT64 *)a, *right = (const UINT64 *)b;
    return left[0] == right[0] && left[1] == right[1];
}
