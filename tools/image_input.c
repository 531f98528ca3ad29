/* What goes into an image: opened and judged before a byte of the image is written. */
#include "common/base/number.h"
#include "config/manifest.h"
#include "tools/fat.h"
#include "tools/image.h"
#include <string.h>

static struct error check_command_line(struct bytes command_line)
{
    bool is_one_line = command_line.len == 0 || (memchr(command_line.data, '\n', command_line.len) == NULL &&
                                                 memchr(command_line.data, '\r', command_line.len) == NULL);
    if (!is_one_line || command_line.len > MANIFEST_COMMAND_LINE_MAX)
        return error_of(ERR_HOST_COMMAND_LINE, command_line.len);
    return OK;
}

static struct error check_size(const struct host_file *file)
{
    return file->bytes > FAT_FILE_BYTES_MAX ? error_about(ERR_HOST_FILE_TOO_LARGE, file->path, file->bytes) : OK;
}

static struct error open_ramdisk(const char *path, struct host_file *ramdisk)
{
    TRY(host_file_open(path, ramdisk));
    return check_size(ramdisk);
}

static struct error read_table(const char *text, enum table_kind *table)
{
    if (text != NULL && strcmp(text, "gpt") != 0 && strcmp(text, "mbr") != 0)
        return error_about(ERR_HOST_TABLE, text, TABLE_KINDS);
    *table = text != NULL && strcmp(text, "mbr") == 0 ? TABLE_MBR : TABLE_GPT;
    return OK;
}

static struct error read_sector_size(const char *text, u32 *sector_bytes)
{
    u64 number = 512;
    struct bytes digits = { (const u8 *)text, text != NULL ? strlen(text) : 0 };
    if (text != NULL && (digits.len == 0 || number_read_size(digits, &number) != digits.len))
        number = 0;
    if (number != 512 && number != 4096)
        return error_about(ERR_HOST_SECTOR_SIZE, text, number);
    *sector_bytes = (u32)number;
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
    *input = (struct image_input) { .ramdisk.fd = -1 };
    input->command_line = (struct bytes) { (const u8 *)request->command_line, strlen(request->command_line) };
    error_report(sink, read_table(request->table, &input->disk.table));
    error_report(sink, read_sector_size(request->sector_size, &input->disk.sector_bytes));
    error_report(sink, check_command_line(input->command_line));
    (void)kernel_file_open(request->kernel_path, request->assignments, sink, &input->kernel); /* it has told the sink */
    error_report(sink, check_size(&input->kernel.file));
    if (request->ramdisk_path != NULL)
        error_report(sink, open_ramdisk(request->ramdisk_path, &input->ramdisk));
    else
        error_report(sink, check_no_ramdisk(input));
    return sink->first;
}

void image_close(struct image_input *input)
{
    kernel_file_close(&input->kernel);
    host_file_close(&input->ramdisk);
}
