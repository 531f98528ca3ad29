/* A first console: text to COM1 and to the framebuffer. Copy it into your kernel, and replace it when you have something better.
 *
 * SPDX-License-Identifier: 0BSD
 *
 * Include it in one file. It needs no library: what a compiler would turn into a call of memset is written through volatile. */
#ifndef CONSOLE_H
#define CONSOLE_H
#include <lintel/font.h>
#include <lintel/info.h>
#include <stdarg.h>

#define GLYPH_WIDTH_PX  8u
#define GLYPH_HEIGHT_PX 16u
#define COM1            0x3f8

static struct {
    const struct boot_framebuffer *screen; /* NULL: none that can be drawn on */
    uint32_t scale;                        /* a glyph's pixel is so many of the screen's wide, and high */
    uint32_t column, row;                  /* of the next character           */
    int has_serial;
} console;

static inline void out_u8(uint16_t port, uint8_t value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static inline uint8_t in_u8(uint16_t port)
{
    uint8_t value;
    __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    return value;
}

/* 115200 baud, 8 bits, no parity, 1 stop bit, no interrupts. A port without a device reads 0xff. */
static inline void serial_open(void)
{
    console.has_serial = in_u8(COM1 + 5) != 0xff;
    out_u8(COM1 + 1, 0x00);
    out_u8(COM1 + 3, 0x80); /* the next two are the divisor */
    out_u8(COM1 + 0, 0x01);
    out_u8(COM1 + 1, 0x00);
    out_u8(COM1 + 3, 0x03);
    out_u8(COM1 + 2, 0xc7); /* queues on and empty */
}

static inline void serial_put(char letter)
{
    while (console.has_serial && (in_u8(COM1 + 5) & 0x20) == 0)
        ;
    out_u8(COM1, (uint8_t)letter);
}

/* Every bit of every colour. */
static inline uint32_t screen_white(void)
{
    const struct boot_framebuffer *screen = console.screen;
    return ((1u << screen->red_bits) - 1) << screen->red_shift | ((1u << screen->green_bits) - 1) << screen->green_shift |
           ((1u << screen->blue_bits) - 1) << screen->blue_shift;
}

static inline void screen_pixel(uint32_t x_px, uint32_t y_px, uint32_t colour)
{
    const struct boot_framebuffer *screen = console.screen;
    uint32_t pixel_bytes = screen->bits_per_pixel / 8;
    volatile uint8_t *at = (uint8_t *)screen->address + (uint64_t)y_px * screen->pitch_bytes + (uint64_t)x_px * pixel_bytes;
    for (uint32_t i = 0; i < pixel_bytes; i++)
        at[i] = (uint8_t)(colour >> (8 * i));
}

/* One pixel of a glyph. */
static inline void screen_square(uint32_t x, uint32_t y, uint32_t colour)
{
    for (uint32_t dy = 0; dy < console.scale; dy++)
        for (uint32_t dx = 0; dx < console.scale; dx++)
            screen_pixel(x * console.scale + dx, y * console.scale + dy, colour);
}

static inline void screen_glyph(uint32_t column, uint32_t row, char letter)
{
    unsigned index = letter >= 0x20 && letter < 0x7f ? (unsigned)letter - 0x20 : 0x5f;
    for (uint32_t y = 0; y < GLYPH_HEIGHT_PX; y++)
        for (uint32_t x = 0; x < GLYPH_WIDTH_PX; x++)
            screen_square(column * GLYPH_WIDTH_PX + x, row * GLYPH_HEIGHT_PX + y,
                          (lintel_font_8x16[index][y] & 0x80u >> x) != 0 ? screen_white() : 0);
}

static inline void screen_clear(uint32_t first_y_px, uint32_t height_px)
{
    for (uint32_t y = first_y_px; y < first_y_px + height_px; y++)
        for (uint32_t x = 0; x < console.screen->width_px; x++)
            screen_pixel(x, y, 0);
}

/* As large as leaves 80 columns and 25 rows, at most 4: on a 4K display small letters can't be read. */
static inline uint32_t screen_scale(const struct boot_framebuffer *screen)
{
    uint32_t scale = 4;
    while (scale > 1 && (screen->width_px < 80 * GLYPH_WIDTH_PX * scale || screen->height_px < 25 * GLYPH_HEIGHT_PX * scale))
        scale--;
    return scale;
}

/* Below the last row comes the first one again: scrolling would read from the framebuffer, which is slow. */
static inline void screen_new_line(void)
{
    const uint32_t row_height_px = GLYPH_HEIGHT_PX * console.scale;
    console.column = 1; /* text at the very edge is hard to read */
    console.row = (console.row + 1) % (console.screen->height_px / row_height_px);
    screen_clear(console.row * row_height_px, row_height_px);
}

static inline void screen_put(char letter)
{
    if (letter == '\n' || console.column >= console.screen->width_px / (GLYPH_WIDTH_PX * console.scale))
        screen_new_line();
    if (letter != '\n')
        screen_glyph(console.column++, console.row, letter);
}

/* Takes over the screen, which Lintel has written to. Works without screen and without COM1. */
static inline void console_open(const struct boot_info *info)
{
    serial_open();
    console.screen = info->framebuffer_count != 0 && info->framebuffers[0].address != NULL ? &info->framebuffers[0] : NULL;
    if (console.screen == NULL)
        return;
    console.scale = screen_scale(console.screen);
    console.column = console.row = 1;
    screen_clear(0, console.screen->height_px);
}

static inline void print_letter(char letter)
{
    if (letter == '\n')
        serial_put('\r');
    serial_put(letter);
    if (console.screen != NULL)
        screen_put(letter);
}

static inline void print_text(const char *text)
{
    while (*text != '\0')
        print_letter(*text++);
}

static inline void print_number(uint64_t number, unsigned base)
{
    char digits[21];
    unsigned start = 20;
    digits[start] = '\0';
    do {
        digits[--start] = "0123456789abcdef"[number % base];
        number /= base;
    } while (number != 0);
    print_text(&digits[start]);
}

/* A printf of five conversions: %s, %u, %x, and %lu, %lx for 64 bits. The compiler checks the arguments. */
__attribute__((format(printf, 1, 2))) static inline void print(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    for (; *format != '\0'; format++) {
        if (*format != '%') {
            print_letter(*format);
            continue;
        }
        int is_long = format[1] == 'l';
        format += 1 + is_long;
        if (*format == 's')
            print_text(va_arg(arguments, const char *));
        else
            print_number(is_long ? va_arg(arguments, uint64_t) : va_arg(arguments, unsigned), *format == 'x' ? 16 : 10);
    }
    va_end(arguments);
}

#endif
