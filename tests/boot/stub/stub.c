/* The UEFI application that boot tests are snapshot in: pauses the machine, and after it goes on starts the loader of the other
 * disk. The protocols' layouts are those of gnu-efi's headers, so that a mistake in the loader's own would show. */
#include "tests/boot/stub/load.h"

/* QEMU's docs/specs/pvpanic: bit 0 says that the guest panicked; with `-action panic=pause` the machine stops there. */
#define PVPANIC_PORT     0x505
#define PVPANIC_PANICKED 1
#define EXIT_PORT        0xf4
#define EXIT_NOT_STARTED 0x17 /* QEMU ends with status 47 */
#define LOADER_PATH      L"\\EFI\\BOOT\\BOOTX64.EFI"

static EFI_GUID loaded_image_guid = LOADED_IMAGE_PROTOCOL;
static EFI_GUID file_system_guid = SIMPLE_FILE_SYSTEM_PROTOCOL;

static void out_u8(UINT16 port, UINT8 value)
{
    __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

/* The other disk's controller was never touched before the snapshot: whatever the test attached is found now. */
static void connect_controllers(EFI_BOOT_SERVICES *boot)
{
    EFI_HANDLE *handles;
    UINTN count;
    if (boot->LocateHandleBuffer(AllHandles, NULL, NULL, &count, &handles) != EFI_SUCCESS)
        return;
    for (UINTN i = 0; i < count; i++)
        boot->ConnectController(handles[i], NULL, NULL, TRUE);
    boot->FreePool(handles);
}

static void start_loader(EFI_BOOT_SERVICES *boot, EFI_HANDLE self, EFI_HANDLE volume)
{
    EFI_HANDLE loader;
    if (load_image(boot, self, volume, LOADER_PATH, &loader) == EFI_SUCCESS)
        boot->StartImage(loader, NULL, NULL);
}

static void start_from_other_disk(EFI_BOOT_SERVICES *boot, EFI_HANDLE self)
{
    EFI_LOADED_IMAGE *image;
    EFI_HANDLE *volumes;
    UINTN count;
    if (boot->HandleProtocol(self, &loaded_image_guid, (void **)&image) != EFI_SUCCESS ||
        boot->LocateHandleBuffer(ByProtocol, &file_system_guid, NULL, &count, &volumes) != EFI_SUCCESS)
        return;
    for (UINTN i = 0; i < count; i++)
        if (volumes[i] != image->DeviceHandle)
            start_loader(boot, self, volumes[i]);
}

/* What a firmware may leave in the interrupt controllers, so that the loader has something to clean up: I/O APIC entries of lines
 * that nothing on the machine drives, and an interrupt in service that nobody ended (vector 31: alone in its priority class, so
 * that it keeps none of the firmware's own out). */
#define IO_APIC           0xfec00000
#define LOCAL_APIC        0xfee00000
#define LEFT_IN_SERVICE   31
#define FIRST_FREE_LINE   20 /* of the PCI interrupts that the machines in the tests don't use */
#define ENTRY_FIXED       0x00000060
#define ENTRY_LOWEST      0x00000161
#define ENTRY_NMI         0x00000400
#define SELF_FIXED        0x00040000
#define INTERRUPT_COMMAND 0x300

static void write_register(UINTN phys, UINT32 value)
{
    *(volatile UINT32 *)phys = value;
}

static void leave_io_apic_entry(UINT32 line, UINT32 low)
{
    write_register(IO_APIC, 0x10 + 2 * line);
    write_register(IO_APIC + 16, low);
}

/* Its handler, which forgets the end of interrupt. */
__attribute__((naked)) static void forgetful_handler(void)
{
    __asm__ volatile("iretq");
}

static void leave_in_service(void)
{
    struct [[gnu::packed]] {
        UINT16 limit;
        volatile UINT64 *gates;
    } idt;
    __asm__ volatile("sidt %0" : "=m"(idt));
    volatile UINT64 *gate = idt.gates + 2 * LEFT_IN_SERVICE;
    const UINT64 saved[2] = { gate[0], gate[1] };
    const UINT64 handler = (UINT64)(UINTN)forgetful_handler;
    gate[0] = (gate[0] & 0x0000ffffffff0000) | (handler & 0xffff) | (handler >> 16 & 0xffff) << 48;
    gate[1] = handler >> 32;
    write_register(LOCAL_APIC + INTERRUPT_COMMAND, SELF_FIXED | LEFT_IN_SERVICE);
    for (volatile int i = 0; i < 1000; i++)
        ;
    gate[0] = saved[0];
    gate[1] = saved[1];
}

static void leave_interrupts(void)
{
    leave_io_apic_entry(FIRST_FREE_LINE, ENTRY_FIXED);
    leave_io_apic_entry(FIRST_FREE_LINE + 1, ENTRY_LOWEST);
    leave_io_apic_entry(FIRST_FREE_LINE + 2, ENTRY_NMI);
    leave_in_service();
}

EFI_STATUS efi_main(EFI_HANDLE self, EFI_SYSTEM_TABLE *system);
EFI_STATUS efi_main(EFI_HANDLE self, EFI_SYSTEM_TABLE *system)
{
    out_u8(PVPANIC_PORT, PVPANIC_PANICKED);
    connect_controllers(system->BootServices);
    leave_interrupts();
    start_from_other_disk(system->BootServices, self);
    out_u8(EXIT_PORT, EXIT_NOT_STARTED);
    return EFI_LOAD_ERROR;
}
