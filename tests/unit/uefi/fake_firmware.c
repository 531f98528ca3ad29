/* A firmware for tests. */
#include "tests/unit/uefi/fake_firmware.h"
#include "common/base/bytes.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

struct fake_firmware fake;

static void note(char call)
{
    size_t len = strlen(fake.trace);
    cr_assert_lt(len + 1, sizeof(fake.trace));
    fake.trace[len] = call;
}

static efi_status take_host_memory(u64 pages, u64 *start_phys)
{
    void *block = aligned_alloc(PAGE_BYTES, pages * PAGE_BYTES);
    memset(block, 0xdb, pages * PAGE_BYTES);
    *start_phys = (u64)(uintptr_t)block;
    fake.held_pages += pages;
    return EFI_SUCCESS;
}

static bool take_highest(const struct fake_range *range, u64 end_phys, u64 bytes, u64 *start_phys)
{
    u64 end = min_u64(range->end_phys, end_phys);
    if (end < range->start_phys || end - range->start_phys < bytes)
        return false;
    *start_phys = max_u64(*start_phys, end - bytes);
    return true;
}

static efi_status EFIAPI allocate_pages(u32 how, u32 type, u64 pages, u64 *start_phys)
{
    note('A');
    cr_assert_eq(type, EFI_LOADER_DATA);
    cr_assert_gt(pages, 0);
    if (fake.allocate_status != EFI_SUCCESS)
        return fake.allocate_status;
    if (fake.gives_host_memory)
        return take_host_memory(pages, start_phys);
    u64 end_phys = how == EFI_ALLOCATE_MAX_ADDRESS ? *start_phys + 1 : UINT64_MAX;
    u64 found_phys = 0;
    bool found = false;
    for (size_t i = 0; i < COUNT_OF(fake.free); i++)
        found |= take_highest(&fake.free[i], end_phys, pages * PAGE_BYTES, &found_phys);
    if (!found)
        return EFI_OUT_OF_RESOURCES;
    *start_phys = found_phys;
    fake.held_pages += pages;
    return EFI_SUCCESS;
}

static efi_status EFIAPI free_pages(u64 start_phys, u64 pages)
{
    note('F');
    cr_assert_eq(start_phys % PAGE_BYTES, 0);
    fake.held_pages -= pages;
    if (fake.gives_host_memory)
        free((void *)(uintptr_t)start_phys);
    return EFI_SUCCESS;
}

static efi_status EFIAPI get_memory_map(u64 *bytes, void *descriptors, u64 *key, u64 *descriptor_bytes, u32 *version)
{
    note('M');
    u64 have_bytes = *bytes;
    *bytes = fake.map_count * fake.descriptor_bytes;
    fake.map_count += fake.map_growth;
    *descriptor_bytes = fake.descriptor_bytes;
    *version = 1;
    if (have_bytes < *bytes)
        return EFI_BUFFER_TOO_SMALL;
    memset(descriptors, 0, *bytes);
    *key = ++fake.key;
    return EFI_SUCCESS;
}

static efi_status EFIAPI exit_boot_services(efi_handle image, u64 map_key)
{
    note('X');
    cr_assert_eq(image, firmware.image);
    if (fake.exit_refusals > 0) {
        fake.exit_refusals--;
        fake.key++;
    }
    return map_key == fake.key ? EFI_SUCCESS : EFI_INVALID;
}

static efi_status EFIAPI handle_protocol(efi_handle handle, const struct efi_guid *protocol, void **interface)
{
    for (size_t i = 0; i < COUNT_OF(fake.protocols); i++) {
        const struct fake_protocol *known = &fake.protocols[i];
        if (known->handle == handle && memcmp(&known->guid, protocol, sizeof(*protocol)) == 0) {
            *interface = known->interface;
            return EFI_SUCCESS;
        }
    }
    return EFI_NOT_FOUND;
}

static efi_status EFIAPI free_pool(void *buffer)
{
    note('P');
    free(buffer);
    return EFI_SUCCESS;
}

/* Some handle's, the first that was added. */
static efi_status EFIAPI locate_protocol(const struct efi_guid *protocol, void *registration, void **interface)
{
    cr_assert_null(registration);
    for (size_t i = 0; i < COUNT_OF(fake.protocols); i++) {
        const struct fake_protocol *known = &fake.protocols[i];
        if (known->handle != NULL && handle_protocol(known->handle, protocol, interface) == EFI_SUCCESS)
            return EFI_SUCCESS;
    }
    return EFI_NOT_FOUND;
}

/* The fake disk answers to every path that ends where this one does. */
static efi_status EFIAPI locate_device_path(const struct efi_guid *protocol, const u8 **path, efi_handle *device)
{
    (void)protocol;
    if (fake.disk == NULL)
        return EFI_NOT_FOUND;
    while (**path != 0x7f)
        *path += load_u16(*path + 2);
    *device = fake.disk;
    return EFI_SUCCESS;
}

static efi_status EFIAPI locate_handle_buffer(u32 how, const struct efi_guid *protocol, void *key, u64 *count,
                                              efi_handle **handles)
{
    note('L');
    (void)protocol;
    (void)key;
    cr_assert_eq(how, EFI_LOCATE_BY_PROTOCOL);
    if (fake.display_count == 0)
        return EFI_NOT_FOUND;
    *handles = malloc(sizeof(fake.displays));
    memcpy(*handles, fake.displays, sizeof(fake.displays));
    *count = fake.display_count;
    return EFI_SUCCESS;
}

void fake_protocol_add(efi_handle handle, struct efi_guid guid, void *interface)
{
    struct fake_protocol *place = fake.protocols;
    while (place->handle != NULL)
        place++;
    *place = (struct fake_protocol) { handle, guid, interface };
}

void fake_firmware_reset(void)
{
    static int image;
    static const struct efi_boot_services boot = { .allocate_pages = allocate_pages,
                                                   .free_pages = free_pages,
                                                   .get_memory_map = get_memory_map,
                                                   .free_pool = free_pool,
                                                   .handle_protocol = handle_protocol,
                                                   .exit_boot_services = exit_boot_services,
                                                   .locate_handle_buffer = locate_handle_buffer,
                                                   .locate_protocol = locate_protocol,
                                                   .locate_device_path = locate_device_path };
    static struct efi_system_table system;
    system = (struct efi_system_table) { .boot_services = &boot };
    fake = (struct fake_firmware) { .descriptor_bytes = 48 };
    firmware = (struct firmware) { .image = &image, .system = &system, .boot = &boot };
}
