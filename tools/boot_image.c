/* What is no image is taken for a kernel. */
#include "tools/boot_image.h"
#include "tools/output_file.h"
#include <unistd.h>

static void build_unnamed(const char *path, const struct image_options *options, bool wants_iso, struct error_sink *sink,
                          struct disk_image *image)
{
    struct image_request request = image_request_of(path, options);
    request.is_iso = wants_iso;
    struct image_input input;
    u64 image_bytes;
    (void)image_open(&request, sink, &input); /* it has told the sink */
    if (sink->count == 0)
        error_report(sink, output_open_unnamed(&image->fd));
    if (sink->count == 0)
        error_report(sink, image_write(&input, image->fd, "the temporary image", &image_bytes));
    image->sector_bytes = input.disk.sector_bytes;
    image->is_iso = input.disk.is_iso;
    image_close(&input);
}

enum outcome boot_image_open(const char *path, const struct image_options *options, bool wants_iso, struct disk_image *image)
{
    struct error_sink sink = report_sink();
    bool is_image = disk_image_open(path, image);
    if (is_image && image_options_given(options)) {
        report_note("%s is an image already: the options of `lintel build` are for a kernel", path);
        close(image->fd);
        return OUTCOME_HOST_ERROR;
    }
    if (!is_image)
        build_unnamed(path, options, wants_iso, &sink, image);
    if (sink.count > 0 && image->fd >= 0)
        close(image->fd);
    return outcome_of(sink.first);
}
