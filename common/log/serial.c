/* COM1, 115200 baud, 8n1; found by a loopback test, so that a machine without a UART loses no time. */
#include "common/cpu/ports.h"
#include "common/cpu/x86.h"
#include "common/log/log.h"

#define UART_DATA       (COM1 + 0)
#define UART_INTERRUPTS (COM1 + 1)
#define UART_FIFO       (COM1 + 2)
#define UART_LINE       (COM1 + 3)
#define UART_MODEM      (COM1 + 4)
#define UART_STATUS     (COM1 + 5)

#define LINE_8N1        0x03
#define LINE_DIVISOR    0x80
#define MODEM_LOOPBACK  0x1e
#define MODEM_READY     0x0b
#define STATUS_HAS_DATA 0x01
#define STATUS_CAN_SEND 0x20
#define WAIT_LIMIT      100000 /* a byte takes 87 microseconds; a UART that died must not hang the boot */

static void set_up(void)
{
    out_u8(UART_INTERRUPTS, 0);
    out_u8(UART_LINE, LINE_DIVISOR);
    out_u8(UART_DATA, 1); /* divisor 1: 115200 baud */
    out_u8(UART_INTERRUPTS, 0);
    out_u8(UART_LINE, LINE_8N1);
    out_u8(UART_FIFO, 0x07);
}

static void wait_for(u8 status)
{
    for (u32 tries = 0; tries < WAIT_LIMIT && (in_u8(UART_STATUS) & status) == 0; tries++)
        continue;
}

/* A real UART shifts the byte out and in again, at the line's speed. Where there is none every status reads as set, and the data
 * as something else. */
static bool answers_in_loopback(void)
{
    out_u8(UART_MODEM, MODEM_LOOPBACK);
    out_u8(UART_DATA, 0xa5);
    wait_for(STATUS_HAS_DATA);
    const bool answers = in_u8(UART_DATA) == 0xa5;
    out_u8(UART_MODEM, MODEM_READY);
    return answers;
}

bool serial_present(void)
{
    static enum { UNKNOWN, PRESENT, ABSENT } state;
    if (state == UNKNOWN) {
        /* A firmware that polls its serial console from a timer would take the byte before we see it. */
        const u64 flags = save_and_disable_interrupts();
        set_up();
        state = answers_in_loopback() ? PRESENT : ABSENT;
        restore_interrupts(flags);
    }
    return state == PRESENT;
}

static void send(u8 byte)
{
    wait_for(STATUS_CAN_SEND);
    out_u8(UART_DATA, byte);
}

void serial_write(const char *data, size_t len)
{
    if (!serial_present())
        return;
    for (size_t i = 0; i < len; i++) {
        if (data[i] == '\n')
            send('\r');
        send((u8)data[i]);
    }
}
