/* Promise: boot_info gives what a kernel needs to make thread-local variables: the template, its sizes and its alignment. */
#include "check.h"

ENTRY_POINT();

#define LOCAL   __attribute__((tls_model("local-exec"))) static _Thread_local volatile
#define ALIGN   64
#define FS_BASE 0xc0000100 /* MSR */
#define ROOM    4096

LOCAL uint64_t initialised = 0x1122334455667788;
LOCAL _Alignas(ALIGN) uint32_t aligned = 99;
LOCAL uint64_t cleared[20];

/* The block below the thread pointer, the pointer to itself at it (System V ABI for x86-64, "ELF handling for thread-local
 * storage", variant II). */
static _Alignas(ALIGN) uint8_t block[ROOM];

static void make_block(const struct boot_info *info)
{
    const uint8_t *template = info->tls_template;
    uint64_t whole_bytes = (info->tls_memory_bytes + ALIGN - 1) / ALIGN * ALIGN;
    CHECK(whole_bytes + 8 <= ROOM);
    for (uint64_t i = 0; i < whole_bytes; i++)
        block[i] = 0xee;
    for (uint64_t i = 0; i < info->tls_memory_bytes; i++)
        block[i] = i < info->tls_file_bytes ? template[i] : 0;
    uint64_t pointer = (uint64_t)block + whole_bytes;
    *(uint64_t *)pointer = pointer;
    __asm__ volatile("wrmsr" : : "c"(FS_BASE), "a"((uint32_t)pointer), "d"((uint32_t)(pointer >> 32)));
}

void kernel_main(struct boot_info *info)
{
    CHECK(info->tls_template != NULL);
    CHECK(info->tls_align == ALIGN);
    CHECK(info->tls_file_bytes >= sizeof(initialised) + sizeof(aligned));
    CHECK(info->tls_memory_bytes >= info->tls_file_bytes + sizeof(cleared));
    make_block(info);
    CHECK_EQUAL(initialised, 0x1122334455667788);
    CHECK_EQUAL(aligned, 99);
    CHECK_EQUAL((uint64_t)&aligned % ALIGN, 0);
    for (unsigned i = 0; i < 20; i++)
        CHECK_EQUAL(cleared[i], 0);
    pass();
}
