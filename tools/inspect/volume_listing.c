/* Directory by directory. Each first cluster is gone to once, so that no circle is endless. */
#include "tools/inspect/volume_listing.h"
#include "common/disk/fat_list.h"
#include "tools/base/output_file.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ENTRY_BYTES_MIN 32 /* of a directory */

struct walk {
    struct fat_volume *volume;
    struct volume_listing *listing;
    u8 *seen; /* a bit for each cluster */
    u64 entries_max;
};

static struct error no_memory(void)
{
    return error_about(ERR_HOST_OPEN, "the list of files", ENOMEM);
}

static struct error make_room(struct volume_listing *listing)
{
    if (listing->count < listing->capacity)
        return OK;
    const size_t capacity = 2 * listing->capacity + 64;
    struct listed_entry *each = realloc(listing->each, capacity * sizeof(*each));
    if (each == NULL)
        return no_memory();
    listing->each = each;
    listing->capacity = capacity;
    return OK;
}

static struct error add(const struct walk *walk, const char *folder_path, const struct fat_listed *listed)
{
    struct volume_listing *listing = walk->listing;
    if (listing->count == walk->entries_max || strlen(folder_path) + strlen(listed->name) + 2 > OUTPUT_PATH_BYTES)
        return error_about(ERR_FAT_CHAIN, folder_path, listed->cluster);
    TRY(make_room(listing));
    struct listed_entry *entry = &listing->each[listing->count];
    *entry = (struct listed_entry) { .is_directory = listed->is_directory, .cluster = listed->cluster, .bytes = listed->bytes };
    if (asprintf(&entry->path, "%s/%s", folder_path, listed->name) < 0)
        return no_memory();
    listing->count++;
    return OK;
}

static struct error add_all(const struct walk *walk, const char *folder_path, struct fat_listing *folder)
{
    struct fat_listed listed;
    bool is_found;
    TRY(fat_list_next(folder, &listed, &is_found));
    while (is_found) {
        TRY(add(walk, folder_path, &listed));
        TRY(fat_list_next(folder, &listed, &is_found));
    }
    return OK;
}

static u32 clusters_end(const struct fat_volume *volume)
{
    return (u32)volume->cluster_count + FAT_FIRST_CLUSTER;
}

/* That it is a cluster is for whoever opens the directory to say. */
static bool is_first_visit(const struct walk *walk, u32 cluster)
{
    if (cluster >= clusters_end(walk->volume))
        return true;
    const u8 bit = (u8)(1u << cluster % 8);
    const bool is_first = (walk->seen[cluster / 8] & bit) == 0;
    walk->seen[cluster / 8] |= bit;
    return is_first;
}

static struct error go_into(const struct walk *walk, const struct listed_entry *entry)
{
    struct fat_listing folder;
    const char *path = entry->path; /* the entry itself moves when the list grows */
    if (!is_first_visit(walk, entry->cluster))
        return error_about(ERR_FAT_CHAIN, path, entry->cluster);
    TRY(fat_list_directory(walk->volume, path, entry->cluster, &folder));
    return add_all(walk, path, &folder);
}

static struct error walk_all(const struct walk *walk)
{
    struct fat_listing root;
    (void)is_first_visit(walk, walk->volume->root_cluster);
    TRY(fat_list_root(walk->volume, "/", &root));
    TRY(add_all(walk, "", &root));
    for (size_t i = 0; i < walk->listing->count; i++) /* it grows meanwhile */
        if (walk->listing->each[i].is_directory)
            TRY(go_into(walk, &walk->listing->each[i]));
    return OK;
}

struct error volume_listing_read(struct fat_volume *volume, struct volume_listing *listing)
{
    *listing = (struct volume_listing) { 0 };
    struct walk walk = {
        .volume = volume,
        .listing = listing,
        .seen = calloc(1, clusters_end(volume) / 8 + 1),
        .entries_max = volume->partition->bytes / ENTRY_BYTES_MIN,
    };
    const struct error error = walk.seen != NULL ? walk_all(&walk) : no_memory();
    free(walk.seen);
    return error;
}

void volume_listing_free(struct volume_listing *listing)
{
    for (size_t i = 0; i < listing->count; i++)
        free(listing->each[i].path);
    free(listing->each);
}

struct error volume_listing_open(struct fat_volume *volume, const struct listed_entry *entry, struct reader *file)
{
    return fat_open_listed(volume, entry->path, entry->cluster, entry->bytes, file);
}
