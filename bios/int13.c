/* The BIOS's disk calls: drive parameters, extended read, reset. Nothing here can write. */
#include "bios/disk.h"
#include "bios/image.h"
#include "bios/layout.h"
#include "bios/thunk.h"
#include "common/base/bytes.h"
#include "common/base/string.h"
#include "common/platform.h"

#define CALL_SECTORS_MAX 127u /* some BIOSes fail from 128 on */

/* The disk address packet of EDD 3.0 section 2.2. */
#define PACKET_BYTES 16
static u8 packet[PACKET_BYTES];

static u8 status_of(const struct bios_registers *registers)
{
    const u8 status = (u8)(registers->eax >> 8);
    if (!bios_failed(registers))
        return 0;
    return status != 0 ? status : 0xff;
}

static void reset(u8 drive)
{
    struct bios_registers registers = { .edx = drive };
    bios_call(0x13, &registers);
}

static u8 read_sectors(struct disk *disk, u64 lba, u32 sectors)
{
    packet[0] = PACKET_BYTES;
    packet[1] = 0;
    store_u16(packet + 2, (u16)sectors);
    store_u16(packet + 4, bios_offset(disk->window));
    store_u16(packet + 6, bios_segment(disk->window));
    store_u64(packet + 8, lba);
    struct bios_registers registers = {
        .eax = 0x4200, .edx = disk->drive, .ds = bios_segment(packet), .esi = bios_offset(packet)
    };
    bios_call(0x13, &registers);
    const u8 status = status_of(&registers);
    if (status != 0)
        reset(disk->drive);
    return status;
}

/* Left cleared if the BIOS doesn't answer: then there are as many sectors as can be read. */
static void ask_parameters(u8 drive, u8 answer[INT13_PARAMETERS_BYTES])
{
    memset(answer, 0, INT13_PARAMETERS_BYTES);
    store_u16(answer, INT13_PARAMETERS_BYTES);
    struct bios_registers registers = { .eax = 0x4800, .edx = drive, .ds = bios_segment(answer), .esi = bios_offset(answer) };
    bios_call(0x13, &registers);
    if (bios_failed(&registers))
        memset(answer, 0, INT13_PARAMETERS_BYTES);
}

/* The boot sector has read stage 2 with it; what AH=48h says about the size may be left from an earlier call. */
static u32 proven_sector_bytes(void)
{
    return load_u16((const u8 *)platform_at(BOOT_SECTOR_START) + FIELD_SECTOR_BYTES);
}

struct error int13_open(u8 drive, struct disk *disk)
{
    static u8 answer[INT13_PARAMETERS_BYTES];
    *disk = (struct disk) {
        .transfer = read_sectors, .window = platform_at(BOUNCE_START), .drive = drive, .sector_bytes = proven_sector_bytes()
    };
    ask_parameters(drive, answer);
    int13_parse_parameters(answer, disk);
    if (disk->sector_bytes != 512 && disk->sector_bytes != 2048 && disk->sector_bytes != 4096)
        return error_about(ERR_DISK_SECTOR_SIZE, "the boot disk", disk->sector_bytes);
    disk->call_sectors = (u32)min_u64(CALL_SECTORS_MAX, (BOUNCE_END - BOUNCE_START - 1) / disk->sector_bytes);
    return OK;
}
