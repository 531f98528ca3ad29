/* The entry macro; a first version, being written. */
#ifndef LINTEL_ENTRY_H
#define LINTEL_ENTRY_H
#include "config.h"
#include "info.h"
#define KIB 1024ull
#define MIB (1024ull * KIB)
void kernel_main(struct boot_info *info);
#define ENTRY_POINT(...) \
    __attribute__((section(".boot_config"), used, retain, aligned(8), visibility("hidden"))) \
    extern const struct boot_config ENTRY_POINT_may_appear_only_once; \
    const struct boot_config ENTRY_POINT_may_appear_only_once = { .magic = BOOT_CONFIG_MAGIC, .abi_major = LINTEL_ABI_MAJOR, \
        .abi_minor = LINTEL_ABI_MINOR, .size = sizeof(struct boot_config), __VA_ARGS__ }; \
    __attribute__((used, no_stack_protector)) void _start(struct boot_info *info) \
    { (void)*(const volatile uint32_t *)&ENTRY_POINT_may_appear_only_once.size; kernel_main(info); } \
    _Static_assert(1, "")
#endif
