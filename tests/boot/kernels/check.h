/* What every test kernel needs: a serial line, CHECK, and a way to tell QEMU how it went. */
#ifndef TESTS_BOOT_KERNELS_CHECK_H
#define TESTS_BOOT_KERNELS_CHECK_H
#include <lintel/kernel.h>
#include <stdbool.h>

/* Ends QEMU with fail, after saying on the serial line which condition stands where. */
#define CHECK(condition)                                                                                                         \
    do {                                                                                                                         \
        if (!(condition))                                                                                                        \
            check_failed(__FILE__, __LINE__, #condition);                                                                        \
    } while (0)

/* The same for two numbers that must be equal: prints both. */
#define CHECK_EQUAL(actual, expected)                                                                                            \
    do {                                                                                                                         \
        uint64_t actual_ = (uint64_t)(actual), expected_ = (uint64_t)(expected);                                                 \
        if (actual_ != expected_)                                                                                                \
            check_unequal(__FILE__, __LINE__, #actual, actual_, expected_);                                                      \
    } while (0)

_Noreturn void check_failed(const char *file, int line, const char *condition);
_Noreturn void check_unequal(const char *file, int line, const char *what, uint64_t actual, uint64_t expected);

/* Ends QEMU with pass. */
_Noreturn void pass(void);

void print(const char *string);
void print_hex(uint64_t number);

bool same_text(const char *a, const char *b);

/* Single instructions. */
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

static inline uint64_t read_msr(uint32_t msr)
{
    uint32_t low, high;
    __asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(msr));
    return (uint64_t)high << 32 | low;
}

/* edx of an extended CPUID leaf, where NX (bit 20) and 1 GiB pages (bit 26) are found (Intel SDM 2A, CPUID). */
static inline uint32_t cpuid_extended_edx(void)
{
    uint32_t eax = 0x80000001, ebx, ecx = 0, edx;
    __asm__ volatile("cpuid" : "+a"(eax), "=b"(ebx), "+c"(ecx), "=d"(edx));
    return edx;
}

#endif
