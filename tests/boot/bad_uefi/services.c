/* The boot services that the loader sees: those that it may call, each with its misdeeds, and no others. */
#include "tests/boot/bad_uefi/services.h"

static EFI_GUID file_system_guid = SIMPLE_FILE_SYSTEM_PROTOCOL;
static EFI_GUID rng_guid = EFI_RNG_PROTOCOL_GUID;
static EFI_GUID gop_guid = EFI_GRAPHICS_OUTPUT_PROTOCOL_GUID;

static bool watchdog_is_off;

static EFI_STATUS EFIAPI free_pages(EFI_PHYSICAL_ADDRESS start_phys, UINTN pages)
{
    if (call_fails("FreePages"))
        return EFI_NOT_FOUND;
    EFI_STATUS status = bad.boot->FreePages(start_phys, pages);
    rule(status == EFI_SUCCESS, "the loader freed pages that it does not have");
    return status;
}

static EFI_STATUS EFIAPI free_pool(void *buffer)
{
    if (protocol_call_fails("FreePool"))
        return EFI_INVALID_PARAMETER;
    EFI_STATUS status = bad.boot->FreePool(buffer);
    rule(status == EFI_SUCCESS, "the loader freed a buffer that it does not have");
    return status;
}

static EFI_STATUS EFIAPI handle_protocol(EFI_HANDLE handle, EFI_GUID *protocol, void **interface)
{
    if (protocol_call_fails("HandleProtocol"))
        return EFI_DEVICE_ERROR;
    EFI_STATUS status = bad.boot->HandleProtocol(handle, protocol, interface);
    if (status != EFI_SUCCESS)
        return status;
    if (same_guid(protocol, &file_system_guid))
        *interface = files_replace(*interface);
    if (same_guid(protocol, &gop_guid))
        *interface = display_replace(handle, *interface);
    return *interface == NULL ? EFI_UNSUPPORTED : EFI_SUCCESS;
}

static EFI_STATUS EFIAPI locate_handle_buffer(EFI_LOCATE_SEARCH_TYPE how, EFI_GUID *protocol, void *key, UINTN *count,
                                              EFI_HANDLE **handles)
{
    if (protocol_call_fails("LocateHandleBuffer"))
        return EFI_OUT_OF_RESOURCES;
    if (bad.misdeeds.no_display && how == ByProtocol && same_guid(protocol, &gop_guid))
        return EFI_NOT_FOUND;
    return bad.boot->LocateHandleBuffer(how, protocol, key, count, handles);
}

static EFI_STATUS EFIAPI locate_protocol(EFI_GUID *protocol, void *registration, void **interface)
{
    if (protocol_call_fails("LocateProtocol"))
        return EFI_NOT_FOUND;
    rule(same_guid(protocol, &rng_guid), "the loader looks for a protocol that it did not look for before");
    *interface = NULL;
    EFI_STATUS status = bad.boot->LocateProtocol(protocol, registration, interface);
    *interface = generator_replace(*interface);
    return *interface == NULL ? status : EFI_SUCCESS;
}

static EFI_STATUS EFIAPI locate_device_path(EFI_GUID *protocol, EFI_DEVICE_PATH **path, EFI_HANDLE *device)
{
    if (protocol_call_fails("LocateDevicePath"))
        return EFI_NOT_FOUND;
    return bad.boot->LocateDevicePath(protocol, path, device);
}

static EFI_STATUS EFIAPI set_watchdog_timer(UINTN seconds, UINT64 code, UINTN data_bytes, CHAR16 *data)
{
    watchdog_is_off = seconds == 0; /* asked for, that is: what a firmware does that has none */
    if (protocol_call_fails("SetWatchdogTimer"))
        return EFI_DEVICE_ERROR;
    return bad.boot->SetWatchdogTimer(seconds, code, data_bytes, data);
}

/* A page more makes any key stale that was given out before. */
static void make_key_stale(void)
{
    EFI_PHYSICAL_ADDRESS page_phys;
    bad.boot->AllocatePages(AllocateAnyPages, EfiBootServicesData, 1, &page_phys);
}

/* Not what the loader needs to return once or twice, but what it comes back to then. */
static void smash_stack(UINT64 *frame)
{
    enum { KEPT_WORDS = 256 / 8, SMASHED_WORDS = 6 * 1024 / 8 };
    for (UINTN i = KEPT_WORDS; i < SMASHED_WORDS; i++)
        *(volatile UINT64 *)&frame[i] = 0xdeaddeaddeaddead;
}

static EFI_STATUS EFIAPI exit_boot_services(EFI_HANDLE image, UINTN key)
{
    rule(watchdog_is_off, "the loader left the firmware's watchdog on");
    bad.is_leaving = true;
    if (call_fails("ExitBootServices"))
        return EFI_DEVICE_ERROR;
    if (bad.misdeeds.exit_refusals != 0) {
        if (bad.misdeeds.exit_refusals != MISDEED_FOR_EVER)
            bad.misdeeds.exit_refusals--;
        make_key_stale();
    }
    EFI_STATUS status = bad.boot->ExitBootServices(image, key);
    if (status == EFI_SUCCESS && bad.misdeeds.smashed_stack)
        smash_stack(__builtin_frame_address(0));
    return status;
}

/* The rest of the table. */
static EFI_STATUS EFIAPI unexpected(void)
{
    rule(false, "the loader called a service that it has not called before: give it a function in bad_uefi/services.c");
    return EFI_UNSUPPORTED;
}

static void replace_services(EFI_BOOT_SERVICES *services)
{
    void **first = (void **)&services->RaiseTPL, **end = (void **)(services + 1);
    bad.boot->CopyMem(&services->Hdr, &bad.boot->Hdr, sizeof(services->Hdr));
    for (void **service = first; service < end; service++)
        *service = (void *)(UINTN)unexpected;
    services->AllocatePages = bad_allocate_pages;
    services->FreePages = free_pages;
    services->GetMemoryMap = bad_get_memory_map;
    services->FreePool = free_pool;
    services->HandleProtocol = handle_protocol;
    services->LocateHandleBuffer = locate_handle_buffer;
    services->LocateProtocol = locate_protocol;
    services->LocateDevicePath = locate_device_path;
    services->SetWatchdogTimer = set_watchdog_timer;
    services->ExitBootServices = exit_boot_services;
}

EFI_SYSTEM_TABLE *services_replace(void)
{
    static EFI_SYSTEM_TABLE system;
    static EFI_BOOT_SERVICES services;
    replace_services(&services);
    bad.boot->CopyMem(&system, bad.system, sizeof(system));
    system.BootServices = &services;
    return &system;
}
