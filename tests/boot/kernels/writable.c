/* Promise: a segment that is writable and executable is taken as it is, if the kernel says that it means it. */
#include "check.h"

ENTRY_POINT(.allow_writable_code = SWITCH_ON);

__asm__(".pushsection .writable_code, \"awx\", @progbits\n"
        "give_number:\n"
        "    .byte 0xb8\n" /* movl $number, %eax */
        "number:\n"
        "    .long 1\n"
        "    ret\n"
        ".popsection\n");
uint32_t give_number(void);
extern volatile uint32_t number; /* which it gives */

void kernel_main(struct boot_info *info)
{
    CHECK_EQUAL(give_number(), 1);
    number = 2;
    CHECK_EQUAL(give_number(), 2);
    unsigned both = 0;
    for (uint64_t i = 0; i < info->mapping_count; i++) {
        const uint32_t permissions = info->mappings[i].permissions & (MAP_WRITE | MAP_EXECUTE);
        if (permissions != (MAP_WRITE | MAP_EXECUTE))
            continue;
        CHECK_EQUAL(info->mappings[i].owner, MAP_OWNER_KERNEL);
        both++;
    }
    CHECK_EQUAL(both, 1);
    pass();
}
