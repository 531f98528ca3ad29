/* The seam of common/platform.h on UEFI. The firmware maps all memory at its physical address (UEFI 2.10 2.3.4). */
#include "common/platform.h"
#include "common/cpu/exit_device.h"
#include "common/cpu/x86.h"
#include "common/fault.h"
#include "uefi/chance.h"
#include "uefi/files.h"
#include "uefi/firmware.h"
#include "uefi/firmware_map.h"
#include "uefi/gop.h"
#include "uefi/leave.h"
#include "uefi/memory.h"
#include "uefi/network.h"
#include "uefi/tables.h"

/* The last map that the firmware gave, which becomes the final one. */
static struct firmware_map firmware_map;

/* Where the files are: on a server, or in a file system. */
static bool is_network;

/* A card's handle may have a file system too, of what the firmware happens to have fetched: so it is asked first. */
struct error platform_open_volume(struct boot_volume *identity)
{
    efi_handle device;
    TRY(firmware_boot_device(&device));
    is_network = network_has(device);
    return is_network ? network_open_volume(identity) : files_open_volume(device, identity);
}

struct error platform_open_file(const char *path, struct reader *file)
{
    return is_network ? network_open(path, file) : files_open(path, file);
}

struct error platform_memory_map(struct memory_map *map)
{
    TRY(firmware_map_fetch(&firmware_map));
    TRY(firmware_map_translate(&firmware_map));
    *map = firmware_map.regions;
    return OK;
}

struct error platform_allocate(u64 bytes, u64 align_bytes, const char *purpose, u64 *start_phys)
{
    return memory_allocate(bytes, align_bytes, purpose, start_phys);
}

void *platform_at(u64 start_phys)
{
    return (void *)(uintptr_t)start_phys;
}

struct error platform_start_screen(const struct screen_wish *wish, struct boot_framebuffer *framebuffer)
{
    gop_start(wish, framebuffer);
    return OK;
}

struct error platform_leave(struct memory_map *map)
{
    TRY(leave_boot_services(&firmware_map));
    disable_interrupts(); /* their handlers were the firmware's, */
    faults_catch(0);      /* as those of faults                  */
    TRY(firmware_map_translate(&firmware_map));
    *map = firmware_map.regions;
    return OK;
}

void platform_describe(struct firmware_facts *facts)
{
    *facts = (struct firmware_facts) {
        .door = DOOR_UEFI,
        .efi_system_table_phys = (u64)(uintptr_t)firmware.system,
        .efi_memory_map = { firmware_map.descriptors, firmware_map.used_bytes },
        .efi_descriptor_bytes = (u32)firmware_map.descriptor_bytes,
        .efi_descriptor_version = firmware_map.descriptor_version,
    };
    tables_find(firmware.system->tables, firmware.system->table_count, facts);
}

void platform_chance(u8 chance[CHANCE_BYTES])
{
    chance_ask(chance);
}

_Noreturn void platform_stop(void)
{
    exit_device_report(EXIT_REFUSED);
    halt_forever();
}
