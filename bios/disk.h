/* The boot disk as a reader: any bytes, though the BIOS reads sectors into low memory. */
#ifndef BIOS_DISK_H
#define BIOS_DISK_H
#include "common/base/reader.h"

struct disk {
    /* Reads sectors to the start of the window; 0 or the BIOS's status, after a reset. int13.c's, or a test's. */
    u8 (*transfer)(struct disk *disk, u64 lba, u32 sectors);
    u8 *window; /* the bounce buffer; it keeps what was read last, so that small reads that follow each other cost one call */
    u64 window_lba;
    u32 window_sectors;

    u32 sector_bytes;
    u32 call_sectors;  /* the most that one call is asked for                                        */
    bool call_is_good; /* a call for that many has succeeded: a later failure is the medium's fault  */
    u64 bytes;         /* UINT64_MAX if the BIOS doesn't know                                        */
    u8 drive;
};

/* Asks the BIOS about its drive. ERR_DISK_SECTOR_SIZE. */
struct error int13_open(u8 drive, struct disk *disk);

/* What AH=48h says about a drive: the geometry that a reader needs. `answer` was cleared before the call. */
#define INT13_PARAMETERS_BYTES 26
void int13_parse_parameters(const u8 answer[INT13_PARAMETERS_BYTES], struct disk *disk);

/* `disk` must outlive the reader. Errors: ERR_DISK_READ with the LBA. */
struct reader disk_reader(struct disk *disk);

#endif
