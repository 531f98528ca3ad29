/* ENTRY_POINT(): the one line that makes a program a kernel which Lintel boots.
 *
 *     ENTRY_POINT(.kernel_stack_size = 128 * KIB, .aslr = SWITCH_ON);
 *
 *     void kernel_main(struct boot_info *info) { ... }
 *
 * SPDX-License-Identifier: 0BSD
 *
 * Write it once, in one C or C++ file. Its arguments are designated initialisers of struct boot_config (config.h); ENTRY_POINT()
 * with none is legal, and C++ wants them in the order of the struct. It defines _start and a constant in section .boot_config.
 * What goes wrong, and who says so:
 *   - an unknown field, a value that does not fit, a bad MAPPING_FIXED, a value without its field: the compiler;
 *   - a stack larger than LINTEL_STACK_BYTES_MAX: the compiler (as C only when it optimises), else L411;
 *   - kernel_main with another signature: in C the compiler, in C++ the linker (undefined kernel_main: other overloads are legal
 *     there). Before C23, `void kernel_main()` passes in C. In a file that does not include this header nobody can tell;
 *   - ENTRY_POINT() twice: the linker, about ENTRY_POINT_may_appear_only_once;
 *   - a linker script that discards the section, an entry point outside code: `lintel build` (L401, L315); an entry point that
 *     is not _start: a warning of `lintel build`, if the kernel has symbols. */
#ifndef LINTEL_ENTRY_H
#define LINTEL_ENTRY_H
#include "config.h"
#include "info.h"

/* Sizes in bytes, 64 bits wide. */
#ifndef KIB
#define KIB UINT64_C(0x400)
#define MIB UINT64_C(0x100000)
#define GIB UINT64_C(0x40000000)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The kernel's; Lintel enters it on the stack that the configuration asked for, in the machine state of docs/contract.md. `info`
 * and all that it points to stay valid until the kernel reuses the memory. If it returns, Lintel says so and stops. Not inlined
 * into _start, which would take its name out of backtraces. */
__attribute__((noinline)) void kernel_main(struct boot_info *info);

/* Defined by ENTRY_POINT(). Hidden: only a symbol of the kernel itself, so that a PIE reaches it without a relocation. */
__attribute__((visibility("hidden"))) extern const struct boot_config ENTRY_POINT_may_appear_only_once;
void _start(struct boot_info *info);

#ifdef __cplusplus
}
#endif

/* Section and used keep the constant in the object file, retain keeps it through --gc-sections. */
#if __has_attribute(retain)
#define LINTEL_KEPT used, retain
#else
#define LINTEL_KEPT used
#endif

/* What runs before the kernel's own set-up cannot have a stack protector's or a tracer's prologue. */
#if __has_attribute(no_stack_protector)
#define LINTEL_PLAIN used, no_stack_protector, no_instrument_function
#else
#define LINTEL_PLAIN used, no_instrument_function
#endif

/* Around the constant: what compilers merely warn about, though it is always a mistake there, is an error; fields that are left
 * out are no mistake. LINTEL_LAST makes C count on from the struct's end, so that a value without its field is one too many. */
#if defined(__cplusplus) && defined(__clang__)
#define LINTEL_STRICT_BEGIN                                                                                                      \
    _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wmissing-field-initializers\"")                        \
        _Pragma("clang diagnostic error \"-Wc99-designator\"") _Pragma("clang diagnostic error \"-Wreorder-init-list\"")
#define LINTEL_STRICT_END _Pragma("clang diagnostic pop")
#define LINTEL_LAST
#define LINTEL_CONSTANT constexpr
#elif defined(__cplusplus)
#define LINTEL_STRICT_BEGIN                                                                                                      \
    _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wmissing-field-initializers\"")                            \
        _Pragma("GCC diagnostic error \"-Woverflow\"")
#define LINTEL_STRICT_END _Pragma("GCC diagnostic pop")
#define LINTEL_LAST
#define LINTEL_CONSTANT constexpr
#elif defined(__clang__)
#define LINTEL_STRICT_BEGIN                                                                                                      \
    _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wmissing-field-initializers\"")                        \
        _Pragma("clang diagnostic error \"-Wint-conversion\"") _Pragma("clang diagnostic error \"-Wconstant-conversion\"")       \
            _Pragma("clang diagnostic error \"-Wexcess-initializers\"")
#define LINTEL_STRICT_END _Pragma("clang diagnostic pop")
#define LINTEL_LAST       .reserved_145 = { 0 },
#define LINTEL_CONSTANT   const
#else
#define LINTEL_STRICT_BEGIN                                                                                                      \
    _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wmissing-field-initializers\"")                            \
        _Pragma("GCC diagnostic error \"-Wint-conversion\"") _Pragma("GCC diagnostic error \"-Woverflow\"")                      \
            _Pragma("GCC diagnostic error \"-Wdesignated-init\"")
#define LINTEL_STRICT_END _Pragma("GCC diagnostic pop")
#define LINTEL_LAST       .reserved_145 = { 0 },
#define LINTEL_CONSTANT   const
#endif

/* LINTEL_CHECK_STACK(bytes) at file scope, LINTEL_CHECK_STACK_IN_CODE(bytes) in a function: a field of the constant is a constant
 * expression in C++ only; in C it is one to the optimiser, which otherwise drops the call. */
#define LINTEL_STACK_TEXT "ENTRY_POINT: .kernel_stack_size is larger than 1 GiB"
#if defined(__cplusplus)
#define LINTEL_CHECK_STACK(bytes)         static_assert((bytes) <= LINTEL_STACK_BYTES_MAX, LINTEL_STACK_TEXT);
#define LINTEL_CHECK_STACK_IN_CODE(bytes) (void)0
#elif __has_attribute(error)
__attribute__((error(LINTEL_STACK_TEXT))) void lintel_stack_too_large(void);
#define LINTEL_CHECK_STACK(bytes)
#define LINTEL_CHECK_STACK_IN_CODE(bytes)                                                                                        \
    (__builtin_constant_p(bytes) && (bytes) > LINTEL_STACK_BYTES_MAX ? lintel_stack_too_large() : (void)0)
#else
#define LINTEL_CHECK_STACK(bytes)
#define LINTEL_CHECK_STACK_IN_CODE(bytes) (void)0
#endif

/* The volatile read keeps linkers from dropping the constant, and turns /DISCARD/ : { *(*) } of a GNU linker script into an
 * error. The last declaration does nothing: gcc takes no pragma before the semicolon that the author writes. */
#define ENTRY_POINT(...)                                                                                                         \
    LINTEL_STRICT_BEGIN                                                                                                          \
    __attribute__((section(".boot_config"), LINTEL_KEPT, aligned(8)))                                                            \
    LINTEL_CONSTANT struct boot_config ENTRY_POINT_may_appear_only_once = { .magic = BOOT_CONFIG_MAGIC,                          \
                                                                            .abi_major = LINTEL_ABI_MAJOR,                       \
                                                                            .abi_minor = LINTEL_ABI_MINOR,                       \
                                                                            .size = sizeof(struct boot_config),                  \
                                                                            LINTEL_LAST __VA_ARGS__ };                           \
    LINTEL_STRICT_END                                                                                                            \
    LINTEL_CHECK_STACK(ENTRY_POINT_may_appear_only_once.kernel_stack_size)                                                       \
    __attribute__((LINTEL_PLAIN)) void _start(struct boot_info *info)                                                            \
    {                                                                                                                            \
        LINTEL_CHECK_STACK_IN_CODE(ENTRY_POINT_may_appear_only_once.kernel_stack_size);                                          \
        (void)*(const volatile uint32_t *)&ENTRY_POINT_may_appear_only_once.size;                                                \
        kernel_main(info);                                                                                                       \
    }                                                                                                                            \
    LINTEL_ASSERT(1, "")

#endif
