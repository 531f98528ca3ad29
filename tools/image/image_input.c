/* What goes into an image: opened and judged before a byte of the image is written. */
#include "common/base/checked.h"
#include "common/base/number.h"
#include "config/manifest.h"
#include "tools/base/output_file.h"
#include "tools/image/fat.h"
#include "tools/image/image.h"
#include "tools/kernel/entry_symbol.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static struct error check_command_line(struct bytes command_line)
{
    return manifest_command_line_is_valid(command_line) ? OK : error_of(ERR_HOST_COMMAND_LINE, command_line.len);
}

/* An editor ends the line; the kernel gets it without that. */
static struct error read_command_line(const char *path, struct image_input *input)
{
    TRY(host_file_open(path, &input->command_line_file));
    struct bytes line = host_file_view(&input->command_line_file);
    if (line.len > 0 && line.data[line.len - 1] == '\n')
        line.len--;
    input->command_line = line;
    return OK;
}

static struct error check_size(const struct host_file *file)
{
    return file->bytes > FAT_FILE_BYTES_MAX ? error_about(ERR_HOST_FILE_TOO_LARGE, file->path, file->bytes) : OK;
}

static struct error open_sized(const char *path, struct host_file *file)
{
    TRY(host_file_open(path, file));
    return check_size(file);
}

/* DOS gave these to devices: mtools makes no such file, and Windows could not open it. */
static bool is_device(struct bytes name)
{
    static const char *const devices[] = { "con", "prn", "aux", "nul" };
    const char *text = (const char *)name.data;
    for (size_t i = 0; i < COUNT_OF(devices); i++)
        if (name.len == 3 && strncasecmp(text, devices[i], 3) == 0)
            return true;
    const bool is_port = name.len == 4 && (strncasecmp(text, "com", 3) == 0 || strncasecmp(text, "lpt", 3) == 0);
    return is_port && text[3] >= '1' && text[3] <= '9';
}

static bool names_collide(struct bytes a, struct bytes b)
{
    return a.len == b.len && strncasecmp((const char *)a.data, (const char *)b.data, a.len) == 0;
}

/* `option` is NAME=FILE. */
static struct error add_module(struct image_input *input, const char *option)
{
    const char *equals = strchr(option, '=');
    struct module_input *module = &input->modules[input->module_count];
    module->name = (struct bytes) { (const u8 *)option, (size_t)(equals - option) };
    if (!manifest_module_name_is_valid(module->name) || is_device(module->name))
        return error_about(ERR_HOST_MODULE_NAME, option, module->name.len);
    for (size_t i = 0; i < input->module_count; i++)
        if (names_collide(input->modules[i].name, module->name))
            return error_about(ERR_HOST_MODULE_TWICE, option, i + 1);
    input->module_count++;
    return open_sized(equals + 1, &module->file);
}

static void add_modules(struct image_input *input, const struct image_request *request, struct error_sink *sink)
{
    input->modules = calloc(request->module_count + 1, sizeof(*input->modules));
    if (input->modules == NULL)
        error_report(sink, error_about(ERR_HOST_OPEN, "a module", ENOMEM));
    for (size_t i = 0; i < request->module_count && input->modules != NULL; i++)
        error_report(sink, add_module(input, request->modules[i]));
}

/* Returns the character, counted from 1, from which on it is no size; 0: it is one. */
static size_t read_whole_size(const char *text, u64 *number)
{
    const struct bytes digits = { (const u8 *)text, strlen(text) };
    const size_t read = number_read_size(digits, number);
    return read == digits.len && read > 0 ? 0 : read + 1;
}

static struct error read_sector_size(const char *text, u32 *sector_bytes)
{
    u64 number = 512;
    const size_t bad = text != NULL ? read_whole_size(text, &number) : 0;
    if (bad > 0 || (number != 512 && number != 4096))
        return error_about(ERR_HOST_SECTOR_SIZE, text, bad > 0 ? bad : 1);
    *sector_bytes = (u32)number;
    return OK;
}

static struct error read_size(const char *text, u64 *image_bytes)
{
    u64 number = 0;
    const size_t bad = read_whole_size(text, &number);
    if (bad > 0 || number == 0 || !is_aligned(number, MIB_BYTES))
        return error_about(ERR_HOST_SIZE, text, bad > 0 ? bad : 1);
    *image_bytes = number;
    return OK;
}

/* The loader would say the same on the machine. */
static struct error check_no_ramdisk(const struct image_input *input)
{
    bool is_required = input->kernel.has_config && input->kernel.config.ramdisk_required == SWITCH_ON;
    return is_required ? error_of(ERR_RAMDISK_REQUIRED, 0) : OK;
}

struct error image_open(const struct image_request *request, struct error_sink *sink, struct image_input *input)
{
    *input = (struct image_input) { .ramdisk.fd = -1,
                                    .command_line_file.fd = -1,
                                    .verify = request->verify,
                                    .has_random_guids = request->has_random_guids,
                                    .shows_progress = request->shows_progress };
    input->command_line = (struct bytes) { (const u8 *)request->command_line, strlen(request->command_line) };
    input->disk.table = request->table;
    input->disk.is_iso = request->is_iso;
    input->files_path = request->files_path;
    input->size_text = request->size;
    if (request->size != NULL)
        error_report(sink, read_size(request->size, &input->image_bytes));
    error_report(sink, read_sector_size(request->sector_size, &input->disk.sector_bytes));
    if (request->command_line_path != NULL)
        error_report(sink, read_command_line(request->command_line_path, input));
    error_report(sink, check_command_line(input->command_line));
    (void)kernel_file_open(request->kernel_path, request->assignments, sink, &input->kernel); /* it has told the sink */
    error_report(sink, check_size(&input->kernel.file));
    if (request->ramdisk_path != NULL)
        error_report(sink, open_sized(request->ramdisk_path, &input->ramdisk));
    else
        error_report(sink, check_no_ramdisk(input));
    add_modules(input, request, sink);
    if (sink->first.code == ERR_CONFIG_MISSING)
        entry_symbol_explain_missing_config(&input->kernel);
    return sink->first;
}

const struct host_file *image_input_file(const struct image_input *input, size_t index)
{
    const struct host_file *const single[] = { &input->kernel.file, &input->ramdisk, &input->command_line_file };
    if (index < COUNT_OF(single))
        return single[index];
    index -= COUNT_OF(single);
    return index < input->module_count ? &input->modules[index].file : NULL;
}

struct error image_input_check_output(const struct image_input *input, const char *output_path)
{
    const struct host_file *file;
    for (size_t i = 0; (file = image_input_file(input, i)) != NULL; i++)
        TRY(output_check_is_no_input(output_path, file->fd, file->path));
    return OK;
}

u64 image_input_bytes(const struct image_input *input)
{
    const struct host_file *file;
    u64 bytes = 0;
    for (size_t i = 0; (file = image_input_file(input, i)) != NULL; i++)
        bytes += file->bytes;
    return bytes;
}

void image_close(struct image_input *input)
{
    kernel_file_close(&input->kernel);
    host_file_close(&input->ramdisk);
    host_file_close(&input->command_line_file);
    for (size_t i = 0; i < input->module_count; i++)
        host_file_close(&input->modules[i].file);
    free(input->modules);
    volume_tree_free(&input->tree);
}
