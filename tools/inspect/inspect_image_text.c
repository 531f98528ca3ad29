/* `lintel inspect` of an image, for people: a line each, what boots last. */
#include "tools/image/guid.h"
#include "tools/image/loaders.h"
#include "tools/inspect/inspect.h"
#include "tools/inspect/inspect_image.h"
#include <stdio.h>

#define LINE_BYTES 512

static void print_line(const char *name, const struct text *value)
{
    printf("%-26s %s\n", name, value->data);
}

static void print_table(const struct opened_image *image)
{
    char buffer[LINE_BYTES] = "", guid[GUID_TEXT_BYTES];
    struct text value = TEXT_OF(buffer);
    text_add(&value, "%s, %s, %u bytes, sectors of %u bytes", image->is_iso ? "ISO, also for sticks" : "disk",
             !image->has_partition    ? "no partition table that can be read"
             : image->identity.is_gpt ? "GPT"
                                      : "MBR",
             image->disk.bytes, image->sector_bytes);
    print_line("image", &value);
    if (!image->has_partition || !image->identity.is_gpt)
        return;
    guid_spell(image->identity.disk_guid, guid);
    printf("%-26s %s\n", "disk GUID", guid);
}

static void print_volume(const struct opened_image *image)
{
    char buffer[LINE_BYTES] = "";
    struct text value = TEXT_OF(buffer);
    if (!image->has_partition)
        return;
    text_add(&value, "partition %u, %u bytes from %u on", image->partition.number, image->partition_reader.bytes,
             opened_image_volume_offset(image));
    if (image->has_volume)
        text_add(&value, ", FAT%u with clusters of %u bytes", image->volume.kind, image->volume.cluster_bytes);
    print_line("volume", &value);
}

static const char *identity_of(bool is_ours)
{
    return is_ours ? "that of Lintel " LINTEL_VERSION ", as this tool has it" : "not that of this tool";
}

static void print_boot_code(const char *name, const struct boot_code_facts *code)
{
    char buffer[LINE_BYTES] = "";
    struct text value = TEXT_OF(buffer);
    if (code->is_found)
        text_add(&value, "stage 2 has %u bytes from %u on, checksum %x: %s", code->stage2_bytes, code->stage2_offset,
                 (u64)code->checksum, identity_of(code->is_ours));
    else
        text_add(&value, "%s", "leads to no stage 2");
    print_line(name, &value);
}

static void print_uefi_loader(const struct image_facts *facts)
{
    char buffer[LINE_BYTES] = "";
    struct text value = TEXT_OF(buffer);
    if (!facts->has_uefi_loader)
        return;
    text_add(&value, "%s, %u bytes: %s", UEFI_LOADER_PATH, facts->uefi_loader.bytes,
             identity_of(image_facts_uefi_loader_is_ours(facts)));
    print_line("UEFI loader", &value);
}

static void print_file(const struct file_facts *file)
{
    static const char *const words[] = { [FILE_UNCHECKED] = "the manifest has no digest of it",
                                         [FILE_GOOD] = "as the manifest says",
                                         [FILE_DAMAGED] = "DAMAGED",
                                         [FILE_MISSING] = "MISSING",
                                         [FILE_EXTRA] = "not Lintel's" };
    printf("%-26s %llu bytes, %s\n", file->path, (unsigned long long)file->bytes, words[file->state]);
    if (file->digested == DIGESTED_NOT)
        return;
    printf("%-26s ", file->digested == DIGESTED_IN_PIECES ? "  SHA-256 of 4 MiB pieces" : "  SHA-256");
    for (size_t i = 0; i < sizeof(file->sha256); i++)
        printf("%02x", file->sha256[i]);
    printf("\n");
}

static void print_manifest(const struct image_facts *facts)
{
    const struct manifest *manifest = &facts->manifest;
    if (!facts->has_manifest)
        return;
    printf("%-26s %llu bytes, verify %s\n", "manifest", (unsigned long long)facts->manifest_text.bytes,
           manifest->verify ? "yes" : "no");
    printf("%-26s %.*s\n", "command line", (int)manifest->command_line.len, (const char *)manifest->command_line.data);
}

static void print_door(const char *name, bool boots, const char *refusal)
{
    printf("%-26s %s%s\n", name, boots ? "yes" : "NO: ", boots || refusal == NULL ? "" : refusal);
}

void inspect_image_print_text(const struct image_facts *facts)
{
    print_table(&facts->opened);
    print_boot_code("boot sector", &facts->boot_sector);
    if (facts->opened.is_iso)
        print_boot_code("boot block of the CD", &facts->boot_block);
    print_volume(&facts->opened);
    print_uefi_loader(facts);
    print_manifest(facts);
    for (size_t i = 0; i < facts->file_count; i++)
        print_file(&facts->files[i]);
    inspect_print_text(&facts->kernel);
    print_door("boots by BIOS", facts->boots[BY_BIOS], facts->refusals[BY_BIOS]);
    print_door("boots by UEFI", facts->boots[BY_UEFI], facts->refusals[BY_UEFI]);
}
