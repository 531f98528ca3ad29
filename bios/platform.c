/* The seam to the core, BIOS side. Each function is thin; the work is in the files beside this one. */
#include "common/platform.h"
#include "bios/disk.h"
#include "bios/image.h"
#include "bios/layout.h"
#include "bios/memory.h"
#include "bios/network.h"
#include "bios/pxe.h"
#include "bios/thunk.h"
#include "bios/vbe.h"
#include "bios/volume.h"
#include "common/base/string.h"
#include "common/boot.h"
#include "common/cpu/debugger.h"
#include "common/cpu/exit_device.h"
#include "common/cpu/x86.h"
#include "common/disk/fat.h"
#include "common/fault.h"
#include "common/log/log.h"

#define INTERRUPT_STACK 1 /* of the TSS in thunk.asm: where faults are reported, since rsp may be what is broken */

/* The firmware's handles of this door. */
static u8 boot_drive;
static struct disk disk;
static struct reader disk_bytes, volume_bytes;
static struct fat_volume volume;
static bool is_network;             /* and there is no disk */
static bool screen_has_text = true; /* until a video mode is set */

_Noreturn void bios_main(u8 drive, u64 entry_tsc)
{
    faults_catch(INTERRUPT_STACK);
    boot_drive = drive;
    debugger_wait(DEBUGGER_LOADER_FW_CFG_FILE, 0, 0);
    boot(entry_tsc);
}

static struct error open_disk(struct boot_volume *identity)
{
    TRY(memory_start(UINT64_MAX));
    TRY(int13_open(boot_drive, &disk));
    disk_bytes = disk_reader(&disk);
    TRY(volume_find(&disk_bytes, platform_at(BOOT_SECTOR_START), identity, &volume_bytes));
    return fat_open(&volume_bytes, &volume);
}

static struct error open_network(struct boot_volume *identity)
{
    struct pxe_rom rom;
    TRY(pxe_open(&rom));
    TRY(memory_start(rom.lowest_phys));
    return network_open_volume(identity);
}

struct error platform_open_volume(struct boot_volume *identity)
{
    is_network = load_u16((const u8 *)platform_at(BOOT_SECTOR_START) + FIELD_SECTOR_BYTES) == 0;
    return is_network ? open_network(identity) : open_disk(identity);
}

struct error platform_open_file(const char *path, struct reader *file)
{
    return is_network ? network_open(path, file) : fat_open_file(&volume, path, file);
}

struct error platform_memory_map(struct memory_map *map)
{
    *map = *memory_raw();
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
    vbe_start(wish, framebuffer);
    if (framebuffer->width_px == 0)
        return OK;
    screen_has_text = false;
    return memory_exclude(framebuffer->start_phys, framebuffer->bytes);
}

/* A network card's ROM is to end its work, and the card its writes to memory. The BIOS has nothing to end: it is not called
 * again. */
struct error platform_leave(struct memory_map *map)
{
    if (is_network)
        pxe_close();
    disable_interrupts();
    return platform_memory_map(map);
}

/* Without a framebuffer the log went to the serial line at best: the BIOS can still put it on a text screen. */
static void print_log_as_text(void)
{
    const struct bytes text = log_text();
    for (size_t i = 0; i < text.len; i++) {
        struct bios_registers registers = { .eax = 0x0e00u | text.data[i], .ebx = 7 };
        if (text.data[i] == '\n') {
            struct bios_registers start_of_line = { .eax = 0x0e00u | '\r', .ebx = 7 };
            bios_call(0x10, &start_of_line);
        }
        bios_call(0x10, &registers);
    }
}

_Noreturn void platform_stop(void)
{
    if (screen_has_text)
        print_log_as_text();
    exit_device_report(EXIT_REFUSED);
    halt_forever();
}
