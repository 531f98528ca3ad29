/* Ending the machine under `lintel run`. */
#ifndef TESTS_TOOL_KERNELS_ENDING_H
#define TESTS_TOOL_KERNELS_ENDING_H
#include <lintel/kernel.h>

static inline void end_machine(uint8_t code)
{
    __asm__ volatile("outb %0, %1" : : "a"(code), "Nd"((uint16_t)0xf4));
    for (;;)
        __asm__ volatile("hlt");
}

#endif
