/* Promise: a kernel of a later ABI 1.y boots if what this loader does not know may be ignored; what it knows is honoured. */
#include "check.h"

/* As a later header might have it. All that is new is told to be ignorable. */
struct newer_config {
    struct boot_config known;
    uint64_t news[5];
};
__attribute__((section(".boot_config"), used, aligned(8))) static const struct newer_config config = {
    .known = { .magic = BOOT_CONFIG_MAGIC,
               .abi_major = LINTEL_ABI_MAJOR,
               .abi_minor = LINTEL_ABI_MINOR + 7,
               .size = sizeof(struct newer_config),
               .must_understand = offsetof(struct newer_config, news),
               .kernel_stack_size = 96 * KIB,
               .map_physical_memory = MAPPING_NONE },
    .news = { 0, 1, 0, 0xffffffffffffffff, 2 },
};

void _start(struct boot_info *info)
{
    kernel_main(info);
}

/* A later boot_info is longer; what this loader's lacks reads as absent. */
static void check_news_are_absent(const struct boot_info *info)
{
    CHECK(info->size < BOOT_INFO_RESERVE);
    for (size_t i = info->size; i < BOOT_INFO_RESERVE; i++)
        CHECK_EQUAL(((const uint8_t *)info)[i], 0);
}

void kernel_main(struct boot_info *info)
{
    CHECK_EQUAL(info->abi_major, LINTEL_ABI_MAJOR);
    CHECK_EQUAL(info->stack_bytes, 96 * KIB);
    CHECK_EQUAL(info->physical_memory_bytes, 0);
    check_news_are_absent(info);
    pass();
}
