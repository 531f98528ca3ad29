/* The image's FAT32 volume: its size, its making by mformat, and what lies where on it. */
#ifndef TOOLS_IMAGE_FAT_H
#define TOOLS_IMAGE_FAT_H
#include "common/disk/fat.h"
#include "tools/image/volume_tree.h"

#define FAT_FILE_BYTES_MAX 0xffffffffull

struct fat_plan {
    u32 sector_bytes;
    u64 sectors; /* whole MiB */
    u64 cluster_sectors;
    u64 fat_sectors; /* of one of both; behind them clusters start at a page of the volume */
};

/* The smallest volume that holds the tree and a little more, and is FAT32 for everybody: who reads FAT decides by the number of
 * clusters. */
struct fat_plan fat_plan_volume(const struct volume_tree *tree, u32 sector_bytes);

/* One of `sectors`, whole MiB and at least as many as that: the largest clusters that it allows. */
struct fat_plan fat_plan_sized_volume(const struct volume_tree *tree, u32 sector_bytes, u64 sectors);

/* At what multiple of clusters a file starts: one of a page or more at a page of the volume, as disks and file systems have it.
 */
u64 fat_file_alignment(u64 bytes, u64 cluster_bytes);

/* The most sectors that FAT32 can count, with the largest clusters that all read; whole MiB. */
u64 fat_sectors_max(u32 sector_bytes);

/* ERR_HOST_FILES_TOO_MANY if a folder would be longer than FAT allows. */
struct error fat_plan_check_folders(const struct volume_tree *tree);

/* A node of the tree, on the volume. */
struct fat_node {
    char *path;        /* what mtools call it: "::/boot/kernel.elf"; a stand-in if they could not make its name */
    const char *name;  /* the last part of that                                                                  */
    bool has_stand_in; /* then its letters are written over the other ones                                       */
    u64 entry_place;   /* of its short entry, on the volume                                                      */
    u32 first_cluster; /* 0: it is empty                                                                         */
};

/* A volume on its way into the image. It stays where it is: `volume` reads through `partition`. */
struct fat_target {
    int image_fd;
    const char *name; /* of the image, for errors */
    u64 offset_mib;
    struct reader partition;
    struct fat_volume volume;
    struct fat_node *nodes; /* one for each of the tree's */
    size_t node_count;
};

/* Formats it. ERR_HOST_TOOL, ERR_HOST_START, ERR_HOST_NO_MTOOLS, ERR_HOST_EPOCH, ERR_HOST_WRITE. */
struct error fat_format(struct fat_target *target, const struct fat_plan *plan);

/* Has mtools make all folders, and an empty file for each one of the tree. ERR_HOST_TOOL, ERR_HOST_START, ERR_HOST_NO_MTOOLS,
 * ERR_HOST_OPEN; ERR_HOST_WRITE without a place for empty files. */
struct error fat_make_entries(struct fat_target *target, const struct volume_tree *tree);

/* Gives every file its clusters, in one piece each, behind the folders: Lintel's own files in their order, then those of --files.
 * Writes names, chains and sizes, but no file's content. ERR_HOST_MTOOLS_ENTRY if mtools made something else; ERR_HOST_WRITE. */
struct error fat_lay_out(struct fat_target *target, const struct volume_tree *tree, const struct volume_file *own,
                         size_t own_count);

/* Copies all files whose content is there, in the order of the tree, and digests them. Errors as of content_copy, and
 * volume_tree_open_file. */
struct error fat_copy_files(const struct fat_target *target, struct volume_tree *tree);

/* Where a node lies on the volume, and what is written there. */
u64 fat_place_of(const struct fat_target *target, size_t node);
struct error fat_write_at(const struct fat_target *target, u64 place, struct bytes content);

struct error fat_set_serial(struct fat_target *target, u32 serial);

/* Also after an error, and if nothing was formatted. */
void fat_close(struct fat_target *target);

#endif
