/* The content of the volume's files, each straight to where it lies. */
#include "tools/image/content_copy.h"
#include "tools/image/fat.h"
#include "tools/image/volume_files.h"
#include <unistd.h>

static struct content_place place_in_image(const struct fat_target *target, size_t node)
{
    const u64 volume_offset = target->offset_mib * MIB_BYTES;
    return (struct content_place) { target->name, target->image_fd, volume_offset + fat_place_of(target, node) };
}

static struct error copy_given(struct volume_node *node, const struct content_place *place)
{
    struct content content = { .name = node->host_path, .fd = -1, .bytes = node->bytes };
    struct error error = volume_tree_open_file(node, &content.fd);
    if (error.code == ERR_NONE)
        error = content_copy(&content, place, image_manifest_digested(node->bytes, false), node->sha256);
    if (content.fd >= 0)
        close(content.fd);
    return error;
}

struct error fat_copy_files(const struct fat_target *target, struct volume_tree *tree)
{
    for (size_t i = 0; i < tree->count; i++) {
        struct volume_node *node = &tree->nodes[i];
        const struct content_place place = place_in_image(target, i);
        if (node->own != NULL && node->own->fd >= 0)
            TRY(volume_file_copy(node->own, &place));
        if (!node->is_folder && node->own == NULL)
            TRY(copy_given(node, &place));
    }
    return OK;
}
