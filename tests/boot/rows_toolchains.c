/* One kernel by every toolchain (toolchains.mk): what a compiler and a linker make of it boots. */
#include "tests/boot/row.h"

#define BIOS(variant) BOOT_TEST(toolchain_##variant##_bios, .door = DOOR_BIOS, .kernel = "toolchain-" #variant)
#define UEFI(variant) BOOT_TEST(toolchain_##variant##_uefi, .door = DOOR_UEFI, .kernel = "toolchain-" #variant)

/* Compilers, linkers, levels of optimisation. */
BIOS(gcc_O0)
BIOS(gcc_O2)
BIOS(gcc_Os)
BIOS(gcc_lld)
BIOS(clang_ld)
BIOS(clang_lld_O0)
BIOS(clang_lld_Os)

/* What throws things away. */
BIOS(gcc_lto)
BIOS(clang_lto)
BIOS(clang_thin_lto)
BIOS(gcc_collected)
BIOS(clang_collected)
BIOS(gcc_stripped)
BIOS(gcc_O2_headerless)

/* Addresses. */
BIOS(gcc_high)
BIOS(clang_high)
BIOS(gcc_pie)
BIOS(gcc_relr)
BIOS(gcc_lld_relr)
BIOS(clang_pie)
BIOS(clang_pie_lto)
BIOS(clang_pie_headerless)

/* Ways to link. */
BIOS(gcc_partial)
BIOS(gcc_archive)
BIOS(gcc_unnamed)
BIOS(clang_unnamed)
BIOS(gcc_packed)
BIOS(lld_code_apart)
BIOS(lld_segments_apart)

/* The doors share the code that reads a kernel, so a sample is enough: one of each kind of segment layout. */
UEFI(gcc_O2_headerless)
UEFI(clang_thin_lto)
UEFI(gcc_lld_relr)
UEFI(clang_unnamed)
UEFI(gcc_packed)
