/* `lintel build`: a kernel becomes a disk image. */
#include "tools/build.h"
#include "tools/base/output_file.h"
#include "tools/base/progress.h"
#include "tools/image/files_folder.h"
#include "tools/product.h"
#include "tools/tool.h"

static struct error write_output(struct image_input *input, struct output_file *output, u64 *image_bytes)
{
    TRY(image_input_check_output(input, output->path));
    if (input->files_path != NULL)
        TRY(files_folder_check_output(input->files_path, output->path));
    TRY(output_open(output->path, output));
    struct progress progress = { .name = output->path, .fd = output->fd, .total_bytes = image_input_bytes(input) };
    progress_start(&progress, input->shows_progress);
    struct error error = image_write(input, output->fd, output->path, image_bytes);
    if (error.code == ERR_NONE)
        error = output_commit(output);
    progress_stop(&progress);
    return error;
}

static void say(u64 image_bytes, const struct disk_kind *disk, struct text *said)
{
    text_add(said, "%u MiB, boots on BIOS and UEFI", image_bytes / MIB_BYTES);
    if (disk->is_iso)
        text_add(said, ", from a CD and from a stick");
    if (disk->sector_bytes != 512)
        text_add(said, ", from a disk with sectors of %u bytes", (u64)disk->sector_bytes);
}

struct error build_image(struct image_input *input, const char *output_path, struct text *said)
{
    struct output_file output = { .path = output_path, .fd = -1 };
    u64 image_bytes = 0;
    const struct error error = write_output(input, &output, &image_bytes);
    output_close(&output);
    say(image_bytes, &input->disk, said);
    return error;
}

static void check_options(struct argp_state *state, const struct image_options *options)
{
    (void)state;
    (void)options; /* all of them are for disks */
}

enum outcome verb_build(int argc, char **argv)
{
    static const struct product image = {
        .doc = "Checks KERNEL as the loader would and makes a disk image that boots it, on BIOS and on UEFI.\v"
               "For example:\n"
               "  lintel build kernel.elf -o os.img --ramdisk initrd --cmdline 'verbose=1' --set kernel_stack_size=256K\n\n"
               "The image is the same, bit by bit, for the same input. An existing IMAGE is replaced only if all went well.",
        .output_word = "IMAGE",
        .output_help = "Write the image to IMAGE (required)",
        .no_stream = NO_STREAM_FOR_IMAGES,
        .image_argp = &image_argp,
        .check_options = check_options,
        .write = build_image,
    };
    return product_make(&image, argc, argv);
}
