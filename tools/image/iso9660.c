/* xorriso makes the file system, in a file in memory; we store what it cannot know: the boot file, and where the volume lies. */
#include "tools/image/iso9660.h"
#include "bios/image.h"
#include "common/base/checked.h"
#include "common/disk/el_torito.h"
#include "tools/base/host_file.h"
#include "tools/base/report.h"
#include "tools/base/spawn.h"
#include "tools/image/boot_code.h"
#include "tools/image/epoch.h"
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
 * firmware meets on other CDs. The end is the smaller one of the medium's and the file system's, so that one says all of the
 * image. */
#define SECTORS_FOR_UEFI 1

/* On its way into the image. A descriptor of -1 is not open. */
struct iso {
    int file_fd;   /* what xorriso makes */
    int errors_fd; /* what it says       */
    u8 content[ISO_BYTES_MAX];
    size_t len;
};

static u64 cd_sectors(const struct image_layout *layout, u64 sectors)
{
    return sectors * layout->disk.sector_bytes / CD_SECTOR_BYTES;
}

static u64 boot_file_bytes(void)
{
    return CD_SECTOR_BYTES + align_up(boot_code_stage2().len, CD_SECTOR_BYTES);
}

static struct error open_files(struct iso *iso)
{
    const struct bytes nothing = { NULL, 0 };
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

/* xorriso takes files by name, and nothing of ours has one, so that nothing can be left behind. So a piece of our own executable
 * stands in. No Rock Ridge: it would tell this machine's owners and permissions. */
static struct error run_xorriso(const struct iso *iso, const char *stand_in, const char *date)
{
    char output[64], bytes[32];
    snprintf(output, sizeof(output), "stdio:/dev/fd/%d", iso->file_fd);
    snprintf(bytes, sizeof(bytes), "%llu", (unsigned long long)boot_file_bytes());
    /* clang-format off */
    const char *const arguments[] = {
        "xorriso", "-no_rc", "-report_about", "WARNING", "-outdev", output,
        "-volid", "LINTEL", "-rockridge", "off", "-compliance", "no_emul_toc", "-padding", "0",
        "-volume_date", "uuid", date, "-volume_date", "all_file_dates", date,
        "-cut_out", stand_in, "0", bytes, "/lintel.bin",
        "-boot_image", "any", "cat_path=/boot.cat", "-boot_image", "any", "bin_path=/lintel.bin", "-boot_image", "any", "next",
        "-boot_image", "any", "efi_path=/lintel.bin", "-commit", NULL,
    };
    /* clang-format on */
    const char *const environment[] = { "TZ=UTC", "LC_ALL=C", "HOME=/dev/null", NULL };
    const struct spawn_request request = {
        .arguments = arguments,
        .environment = environment,
        .input = SPAWN_NONE,
        .output = SPAWN_NONE,
        .errors = iso->errors_fd,
        .kept = { iso->file_fd },
        .kept_count = 1,
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
        report_text((struct bytes) { (const u8 *)text, (size_t)len });
}

static struct error read_back(struct iso *iso)
{
    ssize_t len;
    while ((len = pread(iso->file_fd, iso->content + iso->len, sizeof(iso->content) - iso->len, (off_t)iso->len)) > 0)
        iso->len += (size_t)len;
    return len == 0 ? OK : error_about(ERR_HOST_OPEN, "the ISO 9660 file system", (u64)errno);
}

/* Smaller than its room, and all of the boot file is there. */
static bool is_as_asked(struct bytes iso, struct el_torito *found)
{
    struct bytes file;
    return iso.len < ISO_BYTES_MAX && el_torito_read(iso, found) &&
           bytes_slice(iso, (u64)found->bios_lba * CD_SECTOR_BYTES, boot_file_bytes(), &file);
}

/* The boot block, a sector of its own, and stage 2. */
static void write_boot_file(const struct image_layout *layout, u32 boot_lba, u8 *file)
{
    const struct bytes stage2 = boot_code_stage2();
    memset(file, 0, boot_file_bytes());
    boot_code_place(boot_lba + 1, CD_SECTOR_BYTES, file);
    store_u64(file + FIELD_VOLUME_LBA, cd_sectors(layout, layout->volume_lba));
    store_u32(file + FIELD_VOLUME_SECTORS, (u32)cd_sectors(layout, layout->volume_sectors));
    memcpy(file + CD_SECTOR_BYTES, stage2.data, stage2.len);
}

static void fill_in(struct iso *iso, const struct image_layout *layout, const struct el_torito *found)
{
    const u32 iso_sectors = (u32)cd_sectors(layout, layout->disk_sectors);
    u8 *size = iso->content + ISO_SYSTEM_AREA_BYTES + ISO_VOLUME_SECTORS;
    u8 *bios = iso->content + found->bios_offset, *efi = iso->content + found->efi_offset;
    store_u32(size, iso_sectors);
    store_u32(size + 4, __builtin_bswap32(iso_sectors));
    store_u16(bios + EL_TORITO_SECTORS, SECTORS_FOR_BIOS);
    store_u16(efi + EL_TORITO_SECTORS, SECTORS_FOR_UEFI);
    store_u32(efi + EL_TORITO_LBA, (u32)cd_sectors(layout, layout->volume_lba));
    write_boot_file(layout, found->bios_lba, iso->content + (u64)found->bios_lba * CD_SECTOR_BYTES);
}

static struct error make(struct iso *iso, const struct image_layout *layout, struct el_torito *found)
{
    char date[32], stand_in[4096] = "";
    u64 seconds;
    TRY(epoch_read(&seconds));
    write_date(seconds, date, sizeof(date));
    TRY(open_files(iso));
    if (readlink("/proc/self/exe", stand_in, sizeof(stand_in) - 1) < 0)
        return error_about(ERR_HOST_OPEN, "/proc/self/exe", (u64)errno);
    struct error error = run_xorriso(iso, stand_in, date);
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
    if (iso->file_fd >= 0)
        close(iso->file_fd);
    if (iso->errors_fd >= 0)
        close(iso->errors_fd);
}

struct error iso9660_write(const struct image_layout *layout, int image_fd, const char *name, u64 *stage2_offset)
{
    static struct iso iso;
    struct el_torito found = { 0 };
    iso.file_fd = iso.errors_fd = -1;
    iso.len = 0;
    struct error error = make(&iso, layout, &found);
    close_files(&iso);
    TRY(error);
    *stage2_offset = (found.bios_lba + 1ull) * CD_SECTOR_BYTES;
    const struct bytes file_system = { iso.content + ISO_SYSTEM_AREA_BYTES, iso.len - ISO_SYSTEM_AREA_BYTES };
    return descriptor_write(image_fd, name, ISO_SYSTEM_AREA_BYTES, file_system);
}
