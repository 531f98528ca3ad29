/* Promise: a kernel that asks for an executable stack, and says that it means it, has one; nothing else becomes executable. */
#include "check.h"

ENTRY_POINT(.allow_writable_code = SWITCH_ON);

static uint32_t give_seven(void)
{
    static const unsigned char code[] = { 0xb8, 7, 0, 0, 0, 0xc3 }; /* movl $7, %eax; ret */
    unsigned char on_stack[sizeof(code)];
    uint32_t number;
    __builtin_memcpy(on_stack, code, sizeof(code));
    __asm__ volatile("call *%1" : "=a"(number) : "r"(on_stack) : "memory");
    return number;
}

void kernel_main(struct boot_info *info)
{
    CHECK_EQUAL(give_seven(), 7);
    for (uint64_t i = 0; i < info->mapping_count; i++) {
        const struct boot_mapped *run = &info->mappings[i];
        const bool both = (run->permissions & MAP_WRITE) && (run->permissions & MAP_EXECUTE);
        CHECK_EQUAL(both, run->owner == MAP_OWNER_STACK);
    }
    pass();
}
