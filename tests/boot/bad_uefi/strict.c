/* Data that cannot be executed, as the firmware of machines has it that keeps code and data apart. */
#include "tests/boot/bad_uefi/strict.h"

#define MSR_EFER      0xc0000080
#define EFER_NXE      (1u << 11)
#define TABLE_ADDRESS 0x000ffffffffff000ull
#define ENTRY_LARGE   (1ull << 7)
#define ENTRY_NX      (1ull << 63)

/* UEFI Platform Initialization 1.7 II §12.3: the driver that keeps the firmware's page tables. */
struct cpu_arch {
    void *others[7];
    EFI_STATUS(EFIAPI *set_memory_attributes)
    (struct cpu_arch *cpu, EFI_PHYSICAL_ADDRESS start_phys, UINT64 bytes, UINT64 attributes);
};
static EFI_GUID cpu_arch_guid = { 0x26baccb1, 0x6f42, 0x11d4, { 0xbc, 0xe7, 0x00, 0x80, 0xc7, 0x3c, 0x88, 0x81 } };

static void allow_nx(void)
{
    UINT32 low, high;
    __asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(MSR_EFER));
    __asm__ volatile("wrmsr" : : "a"(low | EFER_NXE), "d"(high), "c"(MSR_EFER));
}

/* By the tables themselves. */
static bool is_executable(EFI_PHYSICAL_ADDRESS page_phys)
{
    UINT64 entry;
    __asm__ volatile("mov %%cr3, %0" : "=r"(entry));
    for (unsigned shift = bad.misdeeds.la57 ? 48 : 39; shift >= 12; shift -= 9) {
        entry = ((const UINT64 *)(entry & TABLE_ADDRESS))[page_phys >> shift & 511];
        if (entry & ENTRY_NX)
            return false;
        if (shift < 39 && entry & ENTRY_LARGE)
            return true;
    }
    return true;
}

void strict_forbid_execution(EFI_PHYSICAL_ADDRESS start_phys, UINTN pages)
{
    struct cpu_arch *cpu;
    allow_nx();
    if (bad.boot->LocateProtocol(&cpu_arch_guid, NULL, (void **)&cpu) == EFI_SUCCESS)
        cpu->set_memory_attributes(cpu, start_phys, pages * EFI_PAGE_SIZE, EFI_MEMORY_XP);
    rule(!is_executable(start_phys), "this firmware's memory stays executable");
}
