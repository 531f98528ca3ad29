/* Five-level paging under a firmware that started with four. */
#include "tests/boot/bad_uefi/la57.h"

#define LEVEL_5_MAX_PHYS  0xffffffff /* CR3 is loaded by 32-bit code */
#define PRESENT_AND_WRITE 3u
#define TABLE_ADDRESS     0x000ffffffffff000ull

/* la57_trampoline.asm, to be copied below 4 GiB and called there. */
extern const UINT8 la57_trampoline[], la57_trampoline_end[];
typedef void trampoline(UINT64 root_phys);

static UINT64 read_cr3(void)
{
    UINT64 value;
    __asm__ volatile("mov %%cr3, %0" : "=r"(value));
    return value;
}

static EFI_STATUS take_page(EFI_BOOT_SERVICES *boot, EFI_MEMORY_TYPE type, UINT64 *page_phys)
{
    *page_phys = LEVEL_5_MAX_PHYS;
    EFI_STATUS status = boot->AllocatePages(AllocateMaxAddress, type, 1, page_phys);
    if (status == EFI_SUCCESS)
        boot->SetMem((void *)*page_phys, EFI_PAGE_SIZE, 0);
    return status;
}

/* Nothing is given back: it is what the machine runs on now. */
EFI_STATUS la57_turn_on(EFI_BOOT_SERVICES *boot)
{
    UINT64 root_phys, code_phys;
    if (take_page(boot, EfiBootServicesData, &root_phys) != EFI_SUCCESS ||
        take_page(boot, EfiBootServicesCode, &code_phys) != EFI_SUCCESS)
        return EFI_OUT_OF_RESOURCES;
    *(UINT64 *)root_phys = (read_cr3() & TABLE_ADDRESS) | PRESENT_AND_WRITE;
    boot->CopyMem((void *)code_phys, (void *)la57_trampoline, (UINTN)(la57_trampoline_end - la57_trampoline));
    ((trampoline *)code_phys)(root_phys);
    return EFI_SUCCESS;
}
