/* The boot volume and its manifest: what the image holds. */
#include "common/log/log.h"
#include "common/steps/steps.h"

const char *door_name(void)
{
    static const char *const names[] = { [DOOR_BIOS] = "BIOS", [DOOR_UEFI] = "UEFI", [DOOR_PVH] = "PVH" };
    struct firmware_facts facts;
    platform_describe(&facts);
    return names[facts.door];
}

struct error open_volume(struct boot *b)
{
    cpu_detect(&b->cpu);
    return platform_open_volume(&b->volume);
}

static struct error read_manifest_text(struct reader *file, struct bytes *text)
{
    if (file->bytes > MANIFEST_BYTES_MAX && file->bytes != READER_BYTES_UNKNOWN)
        return error_about(ERR_MANIFEST_TOO_LARGE, MANIFEST_PATH, file->bytes);
    struct placed buffer;
    const u64 capacity = min_u64(file->bytes, MANIFEST_BYTES_MAX);
    TRY(scratch_pages(max_u64(capacity, 1), "the manifest", &buffer));
    u8 *data = platform_at(buffer.start_phys);
    TRY(reader_read_whole(file, data, capacity));
    *text = (struct bytes) { data, (size_t)file->bytes };
    return OK;
}

static struct error make_room_for_modules(struct bytes text, struct manifest *manifest)
{
    struct placed room;
    manifest->module_capacity = manifest_modules_max(text.len);
    TRY(scratch_pages(manifest->module_capacity * sizeof(struct manifest_file), "the list of modules", &room));
    manifest->modules = platform_at(room.start_phys);
    return OK;
}

struct error read_manifest(struct boot *b)
{
    struct reader file;
    struct error opened = platform_open_file(MANIFEST_PATH, &file);
    if (opened.code == ERR_FILE_NOT_FOUND) {
        log_warning("%s is missing: booting %s without ramdisk and command line", MANIFEST_PATH, KERNEL_PATH);
        b->manifest = manifest_default();
        return OK;
    }
    TRY(opened);
    struct bytes text = { NULL, 0 };
    TRY(read_manifest_text(&file, &text));
    TRY(make_room_for_modules(text, &b->manifest));
    TRY(manifest_read(text, &b->manifest));
    if (b->manifest.verify)
        log_info("every file is checked against its digest");
    return OK;
}
