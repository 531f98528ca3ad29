/* `lintel inspect --json` of an image: what people are shown, for programs, by the rules of inspect_json.c. */
#include "tools/image/guid.h"
#include "tools/image/loaders.h"
#include "tools/inspect/inspect.h"
#include "tools/inspect/inspect_image.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_table(struct json_object root, const struct opened_image *image)
{
    char guid[GUID_TEXT_BYTES];
    json_add_string(root, "medium", image->is_iso ? "iso" : "disk");
    json_add_number(root, "bytes", image->disk.bytes);
    json_add_number(root, "sector_bytes", image->sector_bytes);
    if (!image->has_partition)
        return;
    json_add_string(root, "table", image->identity.is_gpt ? "gpt" : "mbr");
    if (image->identity.is_gpt) {
        guid_spell(image->identity.disk_guid, guid);
        json_add_string(root, "disk_guid", guid);
    }
}

static void add_volume(struct json_object root, const struct opened_image *image)
{
    if (!image->has_partition)
        return;
    const struct json_object object = json_add_object(root, "volume");
    json_add_number(object, "partition", image->partition.number);
    json_add_number(object, "offset", opened_image_volume_offset(image));
    json_add_number(object, "bytes", image->partition_reader.bytes);
    if (!image->has_volume)
        return;
    json_add_number(object, "fat_bits", image->volume.kind);
    json_add_number(object, "cluster_bytes", image->volume.cluster_bytes);
}

static void add_boot_code(struct json_object root, const char *name, const struct boot_code_facts *code)
{
    if (!code->is_found)
        return;
    const struct json_object object = json_add_object(root, name);
    json_add_number(object, "stage2_offset", code->stage2_offset);
    json_add_number(object, "stage2_bytes", code->stage2_bytes);
    json_add_hexadecimal(object, "checksum", code->checksum);
    json_add_bool(object, "is_of_this_tool", code->is_ours);
}

static void add_uefi_loader(struct json_object root, const struct image_facts *facts)
{
    if (!facts->has_uefi_loader)
        return;
    const struct json_object object = json_add_object(root, "uefi_loader");
    json_add_string(object, "path", UEFI_LOADER_PATH);
    json_add_number(object, "bytes", facts->uefi_loader.bytes);
    json_add_bool(object, "is_of_this_tool", image_facts_uefi_loader_is_ours(facts));
}

static void add_file(struct json_object list, const struct file_facts *file)
{
    static const char *const states[] = { [FILE_UNCHECKED] = "unchecked",
                                          [FILE_GOOD] = "good",
                                          [FILE_DAMAGED] = "damaged",
                                          [FILE_MISSING] = "missing",
                                          [FILE_EXTRA] = "extra" };
    char digits[2 * SHA256_BYTES + 1];
    const struct json_object object = json_append_object(list);
    json_add_string(object, "path", file->path);
    json_add_number(object, "bytes", file->bytes);
    json_add_string(object, "state", states[file->state]);
    for (size_t i = 0; i < SHA256_BYTES; i++)
        snprintf(digits + 2 * i, 3, "%02x", file->sha256[i]);
    if (file->digested != DIGESTED_NOT)
        json_add_string(object, file->digested == DIGESTED_IN_PIECES ? "sha256_of_pieces" : "sha256", digits);
}

static void add_command_line(struct json_object object, struct bytes command_line)
{
    char *line = calloc(1, command_line.len + 1);
    if (line == NULL) {
        *object.is_complete = false;
        return;
    }
    memcpy(line, command_line.data, command_line.len);
    json_add_string(object, "command_line", line);
    free(line);
}

static void add_manifest(struct json_object root, const struct image_facts *facts)
{
    if (!facts->has_manifest)
        return;
    const struct json_object object = json_add_object(root, "manifest");
    json_add_number(object, "bytes", facts->manifest_text.bytes);
    json_add_bool(object, "verify", facts->manifest.verify);
    add_command_line(object, facts->manifest.command_line);
}

static void add_files(struct json_object root, const struct image_facts *facts)
{
    const struct json_object list = json_add_array(root, "files");
    for (size_t i = 0; i < facts->file_count; i++)
        add_file(list, &facts->files[i]);
}

static void add_errors(struct json_object root, const struct image_facts *facts)
{
    const struct json_object list = json_add_array(root, "errors");
    for (size_t i = 0; i < facts->error_count; i++)
        json_append_string(list, facts->errors[i].sentence != NULL ? facts->errors[i].sentence : "");
}

bool inspect_image_print_json(const struct image_facts *facts)
{
    bool is_complete;
    const struct json_object root = json_begin(&is_complete);
    add_table(root, &facts->opened);
    add_boot_code(root, "boot_sector", &facts->boot_sector);
    add_boot_code(root, "boot_block", &facts->boot_block);
    add_volume(root, &facts->opened);
    add_uefi_loader(root, facts);
    add_manifest(root, facts);
    add_files(root, facts);
    inspect_add_json(json_add_object(root, "kernel"), &facts->kernel, facts->is_kernel_accepted);
    const struct json_object boots = json_add_object(root, "boots");
    json_add_bool(boots, "bios", facts->boots[BY_BIOS]);
    json_add_bool(boots, "uefi", facts->boots[BY_UEFI]);
    add_errors(root, facts);
    return json_end(root);
}
