/* One damaged file says nothing of the next: all of them are read, and each by what the manifest says of it. */
#include "tools/inspect/image_files.h"
#include "tools/image/loaders.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>

/* Where a PE application has what makes UEFI of x86_64 start it (PE/COFF, §3). */
#define DOS_PE_OFFSET    0x3c
#define PE_HEADER_BYTES  (24 + 70) /* signature and file header, optional header up to the subsystem */
#define PE_MACHINE       4
#define PE_SUBSYSTEM     (24 + 68)
#define PE_SIGNATURE_IS  0x00004550u
#define PE_MACHINE_IS    0x8664
#define PE_SUBSYSTEM_IS  10 /* an EFI application */
#define DOS_HEADER_BYTES 64
#define DOS_SIGNATURE_IS 0x5a4d

/* A file of the volume, in memory as one of this host would be. */
static struct error read_whole(struct image_facts *facts, const char *path, struct host_file *content)
{
    struct reader file;
    TRY(fat_open_file(&facts->opened.volume, path, &file));
    *content = (struct host_file) { .path = path, .fd = -1 };
    if (file.bytes == 0)
        return OK; /* mmap refuses an empty range */
    void *data = mmap(NULL, file.bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (data == MAP_FAILED)
        return error_about(ERR_HOST_OPEN, path, (u64)errno);
    content->data = data;
    content->bytes = file.bytes;
    return reader_read(&file, 0, content->data, content->bytes);
}

static struct error read_manifest(struct image_facts *facts)
{
    struct host_file *text = &facts->manifest_text;
    TRY(read_whole(facts, MANIFEST_PATH, text));
    if (text->bytes > MANIFEST_BYTES_MAX)
        return error_about(ERR_MANIFEST_TOO_LARGE, MANIFEST_PATH, text->bytes);
    const u64 capacity = manifest_modules_max(text->bytes);
    struct manifest manifest = { .modules = calloc(capacity + 1, sizeof(*manifest.modules)), .module_capacity = capacity };
    facts->manifest.modules = manifest.modules;
    if (manifest.modules == NULL)
        return error_about(ERR_HOST_OPEN, MANIFEST_PATH, ENOMEM);
    TRY(manifest_read(host_file_view(text), &manifest));
    facts->manifest = manifest;
    facts->has_manifest = true;
    return OK;
}

static struct error check_pe(struct bytes all)
{
    struct bytes dos, pe;
    if (!bytes_slice(all, 0, DOS_HEADER_BYTES, &dos) || load_u16(dos.data) != DOS_SIGNATURE_IS)
        return error_about(ERR_IMAGE_UEFI_LOADER, UEFI_LOADER_PATH, 0);
    const u32 offset = load_u32(dos.data + DOS_PE_OFFSET);
    if (!bytes_slice(all, offset, PE_HEADER_BYTES, &pe) || load_u32(pe.data) != PE_SIGNATURE_IS)
        return error_about(ERR_IMAGE_UEFI_LOADER, UEFI_LOADER_PATH, DOS_PE_OFFSET);
    if (load_u16(pe.data + PE_MACHINE) != PE_MACHINE_IS)
        return error_about(ERR_IMAGE_UEFI_LOADER, UEFI_LOADER_PATH, offset + PE_MACHINE);
    if (load_u16(pe.data + PE_SUBSYSTEM) != PE_SUBSYSTEM_IS)
        return error_about(ERR_IMAGE_UEFI_LOADER, UEFI_LOADER_PATH, offset + PE_SUBSYSTEM);
    return OK;
}

/* One tool writes both loaders: beside our second stage ours of the same length is expected. A signed one is longer. */
static struct error compare_with_ours(const struct image_facts *facts)
{
    const struct bytes found = host_file_view(&facts->uefi_loader), ours = loader_uefi();
    if (!facts->boot_sector.is_ours || found.len != ours.len)
        return OK;
    for (u64 i = 0; i < ours.len; i++)
        if (found.data[i] != ours.data[i])
            return error_about(ERR_IMAGE_BOOT_CODE, UEFI_LOADER_PATH, i);
    return OK;
}

static struct error check_uefi_loader(struct image_facts *facts)
{
    TRY(read_whole(facts, UEFI_LOADER_PATH, &facts->uefi_loader));
    facts->has_uefi_loader = true;
    TRY(check_pe(host_file_view(&facts->uefi_loader)));
    return compare_with_ours(facts);
}

static struct error judge_digest(const struct manifest_file *listed, struct file_facts *found)
{
    if (listed->digested == DIGESTED_NOT)
        return OK;
    if (memcmp(found->sha256, listed->sha256, sizeof(found->sha256)) != 0)
        return error_about(ERR_FILE_DIGEST, listed->path, __builtin_bswap64(load_u64(found->sha256)));
    found->state = FILE_GOOD;
    return OK;
}

static struct error digest_as_listed(struct reader *file, const struct manifest_file *listed, struct file_facts *found)
{
    const bool in_pieces = listed->digested == DIGESTED_IN_PIECES;
    TRY(in_pieces ? digest_of_reader_in_pieces(file, MANIFEST_PIECE_BYTES, found->sha256)
                  : digest_of_reader(file, found->sha256));
    found->digested = in_pieces ? DIGESTED_IN_PIECES : DIGESTED_WHOLE;
    return OK;
}

/* Without a manifest nothing is known of the kernel, and its size is said to be 0. */
static struct error check_content(struct image_facts *facts, const struct manifest_file *listed, struct file_facts *found)
{
    struct reader file;
    TRY(fat_open_file(&facts->opened.volume, listed->path, &file));
    found->bytes = file.bytes;
    if (facts->has_manifest && file.bytes != listed->bytes)
        return error_about(ERR_FILE_SIZE, listed->path, file.bytes);
    TRY(digest_as_listed(&file, listed, found));
    return judge_digest(listed, found);
}

static void check_file(struct image_facts *facts, struct error_sink *sink, const struct manifest_file *listed)
{
    if (listed->path[0] == '\0')
        return;
    struct file_facts *found = &facts->files[facts->file_count++];
    *found = (struct file_facts) { .path = listed->path };
    const struct error error = check_content(facts, listed, found);
    if (error.code != ERR_NONE)
        found->state = error.code == ERR_FILE_NOT_FOUND ? FILE_MISSING : FILE_DAMAGED;
    error_report(sink, error);
}

static void check_listed(struct image_facts *facts, struct error_sink *sink)
{
    const struct manifest *manifest = &facts->manifest;
    facts->files = calloc(2 + manifest->module_count + facts->listing.count, sizeof(*facts->files));
    if (facts->files == NULL) {
        error_report(sink, error_about(ERR_HOST_OPEN, "the list of files", ENOMEM));
        return;
    }
    check_file(facts, sink, &manifest->kernel);
    check_file(facts, sink, &manifest->ramdisk);
    for (u64 i = 0; i < manifest->module_count; i++)
        check_file(facts, sink, &manifest->modules[i]);
}

/* What --files brought, or somebody later. */
static bool is_extra(const struct image_facts *facts, const struct listed_entry *entry, size_t listed_count)
{
    if (entry->is_directory || strcasecmp(entry->path, UEFI_LOADER_PATH) == 0 || strcasecmp(entry->path, MANIFEST_PATH) == 0)
        return false;
    for (size_t i = 0; i < listed_count; i++)
        if (strcasecmp(entry->path, facts->files[i].path) == 0)
            return false;
    return true;
}

static struct error digest_extra(struct image_facts *facts, const struct listed_entry *entry, struct file_facts *found)
{
    struct reader file;
    TRY(volume_listing_open(&facts->opened.volume, entry, &file));
    TRY(digest_of_reader(&file, found->sha256));
    found->digested = DIGESTED_WHOLE;
    return OK;
}

/* Files that share clusters, in a damaged volume, may have more bytes than it has: who digests them all comes to no end. */
static void check_extra(struct image_facts *facts, struct error_sink *sink)
{
    const size_t listed_count = facts->file_count;
    u64 bytes_left = facts->opened.volume.partition->bytes;
    for (size_t i = 0; facts->files != NULL && i < facts->listing.count; i++) {
        const struct listed_entry *entry = &facts->listing.each[i];
        if (!is_extra(facts, entry, listed_count))
            continue;
        if (entry->bytes > bytes_left) {
            error_report(sink, error_about(ERR_FAT_CHAIN, entry->path, entry->cluster));
            return;
        }
        bytes_left -= entry->bytes;
        struct file_facts *found = &facts->files[facts->file_count++];
        *found = (struct file_facts) { .path = entry->path, .state = FILE_EXTRA, .bytes = entry->bytes };
        const struct error error = digest_extra(facts, entry, found);
        if (error.code != ERR_NONE)
            found->state = FILE_DAMAGED;
        error_report(sink, error);
    }
}

/* What cannot be read of it was reported as a file's error. */
static void check_kernel(struct image_facts *facts, struct error_sink *sink)
{
    const u64 errors_before = sink->count;
    const struct error error = read_whole(facts, facts->manifest.kernel.path, &facts->kernel_bytes);
    if (error.code != ERR_NONE)
        return;
    facts->kernel = (struct kernel_file) { .file = facts->kernel_bytes };
    (void)kernel_file_judge((struct assignments) { 0 }, sink, &facts->kernel); /* it has told the sink */
    facts->is_kernel_accepted = sink->count == errors_before;
}

void image_files_check(struct image_facts *facts, struct error_sink *sink)
{
    const struct error uefi_loader = check_uefi_loader(facts);
    error_report(sink, uefi_loader);
    if (facts->obstacles[BY_UEFI].code == ERR_NONE)
        facts->obstacles[BY_UEFI] = uefi_loader;
    error_report(sink, read_manifest(facts));
    if (!facts->has_manifest) {
        struct manifest_file *modules = facts->manifest.modules;
        facts->manifest = manifest_default();
        facts->manifest.modules = modules;
    }
    error_report(sink, volume_listing_read(&facts->opened.volume, &facts->listing));
    check_listed(facts, sink);
    check_extra(facts, sink);
    check_kernel(facts, sink);
}
