/* The only seam between the core and a machine's firmware; chosen by the linker: bios/, uefi/, tools/check/described_machine.c,
 * or tests/host/. All of these may be called until platform_leave succeeds; after it only platform_at, platform_describe and
 * platform_stop. */
#ifndef COMMON_PLATFORM_H
#define COMMON_PLATFORM_H
#include "common/base/error.h"
#include "common/base/reader.h"
#include "common/memory/map.h"
#include "common/video/mode_choice.h"
#include "include/lintel/info.h"

/* Opens the volume that the loader itself was started from, and no other. Fills in its identity. */
struct error platform_open_volume(struct boot_volume *identity);

/* Opens a file by its path from the volume's root, "/boot/kernel.elf". The reader lives until platform_leave.
 * Reads go straight to the destination, whole sectors at a time where they can. ERR_FILE_NOT_FOUND with the path as subject. */
struct error platform_open_file(const char *path, struct reader *file);

/* The firmware's memory map as it is now: raw (unsorted, overlapping as the firmware gave it), kinds translated. The entries
 * stay valid until the next call of this or of platform_leave. Memory given out by platform_allocate may show as usable. */
struct error platform_memory_map(struct memory_map *map);

/* Physically contiguous pages, above 1 MiB, below 4 GiB if possible; not cleared. `align_bytes` is a power of two, at least a
 * page. `purpose` names them in ERR_NOT_ENOUGH_MEMORY. */
struct error platform_allocate(u64 bytes, u64 align_bytes, const char *purpose, u64 *start_phys);

/* Where the loader can reach a physical address: itself on a machine, part of an arena on the host. */
void *platform_at(u64 start_phys);

/* Sets a video mode (or keeps the current one) as boot_config's framebuffer_min_* wish (struct screen_wish), and describes it. No
 * display is no error: then width_px is 0. `address` stays NULL; `edid` points to loader memory or is NULL. The framebuffer is
 * writable by platform_at(framebuffer->start_phys) afterwards. */
struct error platform_start_screen(const struct screen_wish *wish, struct boot_framebuffer *framebuffer);

/* Ends the firmware's services and gives its final memory map, as platform_memory_map does. Interrupts are off afterwards. */
struct error platform_leave(struct memory_map *map);

/* What the firmware left for the kernel. Whatever is not there is 0. Complete once platform_leave has succeeded. */
struct firmware_facts {
    u32 door; /* DOOR_ of the contract */
    u64 rsdp_phys, smbios32_phys, smbios64_phys, efi_system_table_phys;
    struct bytes efi_memory_map; /* as the firmware wrote it, or empty */
    u32 efi_descriptor_bytes, efi_descriptor_version;
};
void platform_describe(struct firmware_facts *facts);

/* What the firmware's generator of random numbers gives; zeros if it has none or it fails. Nothing of it is kept. */
#define CHANCE_BYTES 32
void platform_chance(u8 chance[CHANCE_BYTES]);

/* The end after an error was printed: tells `lintel run` if it asked, and halts for ever. */
_Noreturn void platform_stop(void);

#endif
