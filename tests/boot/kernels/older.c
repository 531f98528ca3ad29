/* Promise: a kernel whose struct is shorter than this loader's gets the defaults for what it never heard of; what its section has
 * behind the struct is not read. */
#include "check.h"

/* As an earlier header might have had it: up to the stack's size. */
struct older_config {
    uint8_t magic[16];
    uint16_t abi_major, abi_minor;
    uint32_t size;
    uint32_t must_understand, reserved_28;
    uint64_t kernel_stack_size;
};
_Static_assert(sizeof(struct older_config) == offsetof(struct boot_config, map_kernel_stack), "the fields that it knows");

__attribute__((section(".boot_config"), used, aligned(8))) static const struct {
    struct older_config config;
    uint64_t something_else[16];
} section = {
    .config = { .magic = BOOT_CONFIG_MAGIC,
                .abi_major = LINTEL_ABI_MAJOR,
                .size = sizeof(struct older_config),
                .kernel_stack_size = 48 * KIB },
    .something_else = { 1, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3 },
};

void _start(struct boot_info *info)
{
    kernel_main(info);
}

void kernel_main(struct boot_info *info)
{
    CHECK_EQUAL(info->stack_bytes, 48 * KIB);
    CHECK_EQUAL(info->recursive_index, 0);
    CHECK(info->stack_bottom_virt >= 0xffff800000000000);
    CHECK(info->physical_memory_bytes >= 4096 * MIB);
    pass();
}
