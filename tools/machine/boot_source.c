/* What is no image is taken for a kernel. */
#include "tools/machine/boot_source.h"
#include "tools/base/output_file.h"
#include "tools/base/progress.h"
#include "tools/image/netboot_folder.h"
#include <unistd.h>

static struct error write_image(struct image_input *input, struct disk_image *image)
{
    u64 image_bytes;
    image->sector_bytes = input->disk.sector_bytes;
    image->is_iso = input->disk.is_iso;
    TRY(output_open_unnamed(&image->fd));
    struct progress progress = { .name = input->kernel.file.path, .fd = image->fd, .total_bytes = image_input_bytes(input) };
    progress_start(&progress, input->shows_progress);
    const struct error error = image_write(input, image->fd, "the temporary image", &image_bytes);
    progress_stop(&progress);
    return error;
}

static struct error write_folder(const struct image_input *input, struct boot_source *source)
{
    TRY(output_folder_open_private(&source->folder));
    struct progress progress = { .name = input->kernel.file.path, .fd = -1 };
    progress_start(&progress, input->shows_progress);
    const struct error error = netboot_folder_fill(input, &source->folder);
    progress_stop(&progress);
    TRY(error);
    return output_folder_hold(&source->folder, &source->folder_fd);
}

static struct error check_outputs(const struct boot_wishes *wishes, const struct image_input *input)
{
    for (size_t i = 0; i < BOOT_OUTPUTS_MAX; i++)
        if (wishes->outputs[i] != NULL)
            TRY(image_input_check_output(input, wishes->outputs[i]));
    return OK;
}

/* The kernel and its files are read once, whatever is made of them. */
static void make(const char *path, const struct image_options *options, const struct boot_wishes *wishes, struct error_sink *sink,
                 struct boot_source *source)
{
    struct image_request request = image_request_of(path, options);
    source->kernel_path = path;
    request.is_iso = wishes->iso;
    struct image_input input;
    (void)image_open(&request, sink, &input); /* it has told the sink */
    if (sink->count == 0)
        error_report(sink, check_outputs(wishes, &input));
    if (sink->count == 0 && wishes->image)
        error_report(sink, write_image(&input, &source->image));
    if (sink->count == 0 && wishes->folder)
        error_report(sink, write_folder(&input, source));
    image_close(&input);
}

static struct error take_image(const char *path, const struct boot_wishes *wishes, const struct disk_image *image)
{
    for (size_t i = 0; i < BOOT_OUTPUTS_MAX; i++)
        if (wishes->outputs[i] != NULL)
            TRY(output_check_is_no_input(wishes->outputs[i], image->fd, path));
    return wishes->folder ? error_about(ERR_HOST_IMAGE_FOR_NETWORK, path, image->sector_bytes) : OK;
}

enum outcome boot_source_open(const char *path, const struct image_options *options, const struct boot_wishes *wishes,
                              struct boot_source *source)
{
    struct error_sink sink = report_sink();
    *source = (struct boot_source) { .folder_fd = -1 };
    bool is_image = disk_image_open(path, &source->image);
    if (is_image && image_options_given(options)) {
        report_note("%s is an image already: the options of `lintel build` are for a kernel", path);
        boot_source_close(source);
        return OUTCOME_HOST_ERROR;
    }
    if (is_image)
        error_report(&sink, take_image(path, wishes, &source->image));
    else
        make(path, options, wishes, &sink, source);
    if (sink.count > 0)
        boot_source_close(source);
    return outcome_of(sink.first);
}

void boot_source_close(struct boot_source *source)
{
    if (source->image.fd >= 0)
        close(source->image.fd);
    if (source->folder_fd >= 0)
        close(source->folder_fd);
    output_folder_close(&source->folder);
}
