/* xorriso makes the file system, in a file in memory; we store what it cannot know: where the volume lies, which is no part of
 * it. */
#include "tools/iso9660.h"
#include "bios/image.h"
#include "common/base/checked.h"
#include "common/disk/el_torito.h"
#include "tools/boot_code.h"
#include "tools/epoch.h"
#include "tools/host_file.h"
#include "tools/spawn.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

_Static_assert(ISO_SECTOR_BYTES == CD_SECTOR_BYTES, "a CD's sectors");

#define ISO_BYTES_MAX (VOLUME_OFFSET_MIB * MIB_BYTES) /* the volume is next */

/* The boot block: many a BIOS loads no more. In sectors of 512 bytes. */
#define SECTORS_FOR_BIOS (CD_SECTOR_BYTES / 512)

/* UEFI 2.10 §13.3.2.1: 0 and 1 mean up to the end of the medium. Counted, a volume could have 32 MiB; of the two, 1 is what
 * firmware meets on other CDs. */
#define SECTORS_FOR_UEFI 1

#define APPENDED "--interval:appended_partition_1:all::"

/* On its way into the image; -1: not open. */
struct iso {
    int boot_fd;   /* what xorriso puts in                  */
    int file_fd;   /* what it makes                         */
    int errors_fd; /* what it says                          */
    u8 content[ISO_BYTES_MAX];
    size_t len;
};

/* The boot block, a sector that is filled in when we know where xorriso has put it, and stage 2. */
static struct error make_boot_file(struct iso *iso)
{
    static u8 content[CD_SECTOR_BYTES + BIOS_IMAGE_BYTES_MAX];
    const struct bytes stage2 = boot_code_stage2();
    memcpy(content + CD_SECTOR_BYTES, stage2.data, stage2.len);
    const u64 bytes = CD_SECTOR_BYTES + align_up(stage2.len, CD_SECTOR_BYTES);
    return memory_file_make("the BIOS loader", (struct bytes) { content, (size_t)bytes }, &iso->boot_fd);
}

static struct error open_files(struct iso *iso)
{
    const struct bytes nothing = { NULL, 0 };
    TRY(make_boot_file(iso));
    TRY(memory_file_make("the ISO 9660 file system", nothing, &iso->file_fd));
    return memory_file_make("what xorriso says", nothing, &iso->errors_fd);
}

/* As ISO 9660 writes it, to the hundredth of a second. */
static void write_date(u64 seconds, char *date, size_t capacity)
{
    const time_t time = (time_t)seconds;
    struct tm utc;
    gmtime_r(&time, &utc);
    strftime(date, capacity, "%Y%m%d%H%M%S00", &utc);
}

/* Both boot images are what xorriso appends to the file system: of a file inside it would follow the link, and one in memory is
 * behind a link that leads nowhere. No Rock Ridge, whose owners and permissions would be this machine's. */
static struct error run_xorriso(const struct iso *iso, const char *date)
{
    char input[64], output[64], modification[64];
    snprintf(input, sizeof(input), "/proc/self/fd/%d", iso->boot_fd);
    snprintf(output, sizeof(output), "stdio:/dev/fd/%d", iso->file_fd);
    snprintf(modification, sizeof(modification), "--modification-date=%s", date);
    const char *const arguments[] = {
        "xorriso",
        "-no_rc",
        "-as",
        "mkisofs",
        "-quiet",
        "-V",
        "LINTEL",
        "--norock",
        "-no-pad",
        modification,
        "--set_all_file_dates",
        date,
        "-append_partition",
        "1",
        "0xef",
        input,
        "-c",
        "boot.cat",
        "-b",
        APPENDED,
        "-no-emul-boot",
        "-eltorito-alt-boot",
        "-e",
        APPENDED,
        "-no-emul-boot",
        "-o",
        output,
        NULL,
    };
    const char *const environment[] = { "TZ=UTC", "LC_ALL=C", "HOME=/dev/null", NULL };
    const struct spawn_request request = {
        .arguments = arguments,
        .environment = environment,
        .input = SPAWN_NONE,
        .output = SPAWN_NONE,
        .errors = iso->errors_fd,
        .kept = { iso->boot_fd, iso->file_fd },
        .kept_count = 2,
        .missing_code = ERR_HOST_NO_XORRISO,
    };
    return spawn_run(&request);
}

/* It says its name even if all is well: that is shown only with a complaint. */
static void show_complaints(const struct iso *iso)
{
    char text[4096];
    const ssize_t len = pread(iso->errors_fd, text, sizeof(text), 0);
    if (len > 0)
        fprintf(stderr, "%.*s", (int)len, text);
}

static struct error read_back(struct iso *iso)
{
    ssize_t len;
    while ((len = pread(iso->file_fd, iso->content + iso->len, sizeof(iso->content) - iso->len, (off_t)iso->len)) > 0)
        iso->len += (size_t)len;
    return len == 0 ? OK : error_about(ERR_HOST_OPEN, "the ISO 9660 file system", (u64)errno);
}

/* Smaller than its room, and with stage 2 behind the boot block. */
static bool is_as_asked(struct bytes iso, struct el_torito *found)
{
    const struct bytes stage2 = boot_code_stage2();
    struct bytes copy;
    return iso.len < ISO_BYTES_MAX && el_torito_read(iso, found) &&
           bytes_slice(iso, (found->bios_lba + 1ull) * CD_SECTOR_BYTES, stage2.len, &copy) &&
           memcmp(copy.data, stage2.data, stage2.len) == 0;
}

static void fill_in(struct iso *iso, const struct image_layout *layout, const struct el_torito *found)
{
    const u64 volume_lba = layout->volume_lba * layout->disk.sector_bytes / CD_SECTOR_BYTES;
    const u64 volume_sectors = layout->volume_sectors * layout->disk.sector_bytes / CD_SECTOR_BYTES;
    u8 *boot_block = iso->content + (u64)found->bios_lba * CD_SECTOR_BYTES;
    boot_code_place(found->bios_lba + 1, CD_SECTOR_BYTES, boot_block);
    store_u64(boot_block + FIELD_VOLUME_LBA, volume_lba);
    store_u32(boot_block + FIELD_VOLUME_SECTORS, (u32)volume_sectors);
    store_u16(iso->content + found->bios_offset + EL_TORITO_SECTORS, SECTORS_FOR_BIOS);
    store_u16(iso->content + found->efi_offset + EL_TORITO_SECTORS, SECTORS_FOR_UEFI);
    store_u32(iso->content + found->efi_offset + EL_TORITO_LBA, (u32)volume_lba);
}

static struct error make(struct iso *iso, const struct image_layout *layout, struct el_torito *found)
{
    char date[32];
    u64 seconds;
    TRY(epoch_read(&seconds));
    write_date(seconds, date, sizeof(date));
    TRY(open_files(iso));
    struct error error = run_xorriso(iso, date);
    if (error.code != ERR_NONE)
        show_complaints(iso);
    TRY(error);
    TRY(read_back(iso));
    if (!is_as_asked((struct bytes) { iso->content, iso->len }, found))
        return error_about(ERR_HOST_ISO, "xorriso", iso->len);
    fill_in(iso, layout, found);
    return OK;
}

static void close_files(const struct iso *iso)
{
    const int files[] = { iso->boot_fd, iso->file_fd, iso->errors_fd };
    for (size_t i = 0; i < COUNT_OF(files); i++)
        if (files[i] >= 0)
            close(files[i]);
}

struct error iso9660_write(const struct image_layout *layout, int image_fd, const char *name, u64 *stage2_offset)
{
    static struct iso iso;
    struct el_torito found;
    iso = (struct iso) { .boot_fd = -1, .file_fd = -1, .errors_fd = -1 };
    struct error error = make(&iso, layout, &found);
    close_files(&iso);
    TRY(error);
    *stage2_offset = (found.bios_lba + 1ull) * CD_SECTOR_BYTES;
    const struct bytes file_system = { iso.content + ISO_SYSTEM_AREA_BYTES, iso.len - ISO_SYSTEM_AREA_BYTES };
    return descriptor_write(image_fd, name, ISO_SYSTEM_AREA_BYTES, file_system);
}
