/* The files that come with the kernel, ramdisk and modules: their pages, their bytes, their entries in boot_info. */
#include "common/base/checked.h"
#include "common/base/sha256.h"
#include "common/base/string.h"
#include "common/log/log.h"
#include "common/steps/steps.h"

static struct error check_size(const struct manifest_file *listed, const struct reader *file)
{
    return file->bytes == listed->bytes ? OK : error_about(ERR_FILE_SIZE, listed->path, file->bytes);
}

struct error open_listed(const struct manifest_file *listed, struct reader *file)
{
    TRY(platform_open_file(listed->path, file));
    return file->bytes != READER_BYTES_UNKNOWN ? check_size(listed, file) : OK;
}

struct error read_listed(const struct manifest_file *listed, struct reader *file, u8 *memory)
{
    TRY(reader_read_whole(file, memory, listed->bytes));
    return check_size(listed, file);
}

struct error check_digest(const struct boot *b, const struct manifest_file *listed, struct bytes content)
{
    u8 digest[SHA256_BYTES];
    if (!b->manifest.verify)
        return OK;
    sha256_of(content, digest);
    if (memcmp(digest, listed->sha256, sizeof(digest)) == 0)
        return OK;
    return error_about(ERR_FILE_DIGEST, listed->path, __builtin_bswap64(load_u64(digest)));
}

static bool has_ramdisk(const struct boot *b)
{
    return b->manifest.ramdisk.path[0] != '\0';
}

/* A file without bytes has a page too, so that its address points to something. */
static u64 pages_bytes(const struct manifest_file *listed)
{
    return align_up(max_u64(listed->bytes, 1), PAGE_BYTES);
}

/* Adds a file's pages to `*bytes`; the size is the manifest's and may be any number. */
static struct error add_pages(const struct manifest_file *listed, u64 *bytes)
{
    u64 page_end;
    if (!checked_align_up(listed->bytes, PAGE_BYTES, &page_end) || !checked_add(*bytes, pages_bytes(listed), bytes))
        return error_about(ERR_NOT_ENOUGH_MEMORY, listed->path, listed->bytes);
    return OK;
}

/* All modules are one block: there may be any number of them, and the plan has one mapping for all. */
struct error place_files(struct boot *b)
{
    u64 ramdisk_bytes = 0, modules_bytes = 0;
    if (has_ramdisk(b))
        TRY(add_pages(&b->manifest.ramdisk, &ramdisk_bytes));
    for (u64 i = 0; i < b->manifest.module_count; i++)
        TRY(add_pages(&b->manifest.modules[i], &modules_bytes));
    TRY(claim_pages(b, ramdisk_bytes, PAGE_BYTES, MEMORY_FILE, "the ramdisk", &b->ramdisk));
    return claim_pages(b, modules_bytes, PAGE_BYTES, MEMORY_FILE, "the modules", &b->modules);
}

/* What comes whole is shown once it is there. */
static struct error fetch(struct boot *b, const struct manifest_file *listed, struct reader *file, u8 *memory)
{
    if (!file->comes_whole)
        return load_bytes(b, file, 0, memory, file->bytes);
    TRY(read_listed(listed, file, memory));
    count_loaded(b, file->bytes);
    return OK;
}

/* To its final place, zero-filled to the end of its last page. */
static struct error load_file(struct boot *b, const struct manifest_file *listed, u64 start_phys)
{
    struct reader file;
    u8 *memory = platform_at(start_phys);
    TRY(open_listed(listed, &file));
    TRY(fetch(b, listed, &file, memory));
    memset(memory + file.bytes, 0, (size_t)(pages_bytes(listed) - file.bytes));
    return check_digest(b, listed, (struct bytes) { memory, (size_t)file.bytes });
}

static struct error load_modules(struct boot *b)
{
    u64 start_phys = b->modules.start_phys;
    for (u64 i = 0; i < b->manifest.module_count; i++) {
        const struct manifest_file *module = &b->manifest.modules[i];
        log_debug("module %s: %b", module->path, module->bytes);
        TRY(load_file(b, module, start_phys));
        start_phys += pages_bytes(module);
    }
    return OK;
}

struct error load_listed(struct boot *b)
{
    if (has_ramdisk(b)) {
        log_info("ramdisk %s: %b", b->manifest.ramdisk.path, b->manifest.ramdisk.bytes);
        TRY(load_file(b, &b->manifest.ramdisk, b->ramdisk.start_phys));
    }
    if (b->manifest.module_count != 0)
        log_info("modules: %u files in %b", b->manifest.module_count, b->modules.bytes);
    return load_modules(b);
}

/* An entry and its name, each rounded up to the block's alignment. */
#define ENTRY_BYTES_MAX (sizeof(struct boot_file) + align_up(MODULE_NAME_MAX + 1, 16))

u64 files_info_bytes(const struct boot *b)
{
    return (1 + b->manifest.module_count) * ENTRY_BYTES_MAX;
}

static struct boot_file entry_of(const struct boot *b, const struct manifest_file *listed, u64 start_virt, u64 start_phys)
{
    struct boot_file entry = {
        .address = (const void *)(uintptr_t)start_virt,
        .bytes = listed->bytes,
        .start_phys = start_phys,
    };
    if (listed->digested != DIGESTED_WHOLE) /* in pieces it is no digest of the file, which the kernel expects */
        return entry;
    memcpy(entry.sha256, listed->sha256, sizeof(entry.sha256));
    entry.digest_state = b->manifest.verify ? DIGEST_VERIFIED : DIGEST_FROM_MANIFEST;
    return entry;
}

static void write_ramdisk(const struct boot *b, struct info_block *block, struct boot_info *info)
{
    static const char name[] = "ramdisk";
    if (!has_ramdisk(b))
        return;
    struct boot_file entry = entry_of(b, &b->manifest.ramdisk, b->layout.ramdisk_virt, b->ramdisk.start_phys);
    entry.name = block_copy(block, name, sizeof(name));
    info->ramdisk = block_copy(block, &entry, sizeof(entry));
}

void write_files(const struct boot *b, struct info_block *block, struct boot_info *info)
{
    const u64 count = b->manifest.module_count;
    write_ramdisk(b, block, info);
    struct boot_file *entries = count != 0 ? block_take(block, count * sizeof(*entries)) : NULL;
    if (entries == NULL)
        return;
    u64 offset = 0;
    for (u64 i = 0; i < count; i++) {
        const struct manifest_file *module = &b->manifest.modules[i];
        const char *name = manifest_module_name(module);
        entries[i] = entry_of(b, module, b->layout.modules_virt + offset, b->modules.start_phys + offset);
        entries[i].name = block_copy(block, name, strlen(name) + 1);
        offset += pages_bytes(module);
    }
    info->files = block_virt(block, entries);
    info->file_count = count;
}
