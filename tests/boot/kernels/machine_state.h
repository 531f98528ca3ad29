/* A judge of the machine's state at entry, for every kernel that wants one. Such a kernel is entered by hand, since it must look
 * before C has changed anything. */
#ifndef TESTS_BOOT_KERNELS_MACHINE_STATE_H
#define TESTS_BOOT_KERNELS_MACHINE_STATE_H
#include <lintel/kernel.h>

/* Filled by _start below, in this order. */
struct entry_state {
    uint64_t rax, rbx, rcx, rdx, rsi, rdi, rbp, rsp, r8, r9, r10, r11, r12, r13, r14, r15, rflags;
};

#define CONFIG_BY_HAND __attribute__((section(".boot_config"), used, aligned(8))) static const struct boot_config
#define CONFIG_IDENTITY                                                                                                          \
    .magic = BOOT_CONFIG_MAGIC, .abi_major = LINTEL_ABI_MAJOR, .abi_minor = LINTEL_ABI_MINOR, .size = sizeof(struct boot_config)

/* In place of ENTRY_POINT: the configuration, and an entry that keeps what it finds in `entry`. */
#define ENTRY_BY_HAND(...)                                                                                                       \
    CONFIG_BY_HAND config = { CONFIG_IDENTITY, __VA_ARGS__ };                                                                    \
    __attribute__((used)) static struct entry_state entry;                                                                       \
    __asm__(".text\n"                                                                                                            \
            ".global _start\n"                                                                                                   \
            "_start:\n"                                                                                                          \
            "    movq %rax, entry+0(%rip)\n"                                                                                     \
            "    movq %rbx, entry+8(%rip)\n"                                                                                     \
            "    movq %rcx, entry+16(%rip)\n"                                                                                    \
            "    movq %rdx, entry+24(%rip)\n"                                                                                    \
            "    movq %rsi, entry+32(%rip)\n"                                                                                    \
            "    movq %rdi, entry+40(%rip)\n"                                                                                    \
            "    movq %rbp, entry+48(%rip)\n"                                                                                    \
            "    movq %rsp, entry+56(%rip)\n"                                                                                    \
            "    movq %r8, entry+64(%rip)\n"                                                                                     \
            "    movq %r9, entry+72(%rip)\n"                                                                                     \
            "    movq %r10, entry+80(%rip)\n"                                                                                    \
            "    movq %r11, entry+88(%rip)\n"                                                                                    \
            "    movq %r12, entry+96(%rip)\n"                                                                                    \
            "    movq %r13, entry+104(%rip)\n"                                                                                   \
            "    movq %r14, entry+112(%rip)\n"                                                                                   \
            "    movq %r15, entry+120(%rip)\n"                                                                                   \
            "    pushfq\n"                                                                                                       \
            "    popq entry+128(%rip)\n"                                                                                         \
            "    jmp kernel_main\n")

/* All that the contract says of it: registers, descriptor tables, interrupt controllers, A20. */
void check_machine_state(const struct boot_info *info, const struct entry_state *entry);

#endif
