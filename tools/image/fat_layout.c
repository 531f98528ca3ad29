/* What mtools do not: files get their clusters, each in one piece, and names their letters. Where the entries are that mtools
 * made the reader says. */
#include "common/base/checked.h"
#include "common/disk/fat_chain.h"
#include "common/disk/fat_directory.h"
#include "common/disk/fat_list.h"
#include "common/disk/fat_name.h"
#include "tools/image/fat.h"
#include <string.h>

#define CHUNK_ENTRIES 1024u

struct layout {
    struct fat_target *target;
    const struct volume_tree *tree;
    u32 next;  /* all folders and files until now lie before this cluster */
    u32 given; /* how many clusters files got */
};

static struct error refuse(const struct layout *layout, size_t node)
{
    return error_about(ERR_HOST_MTOOLS_ENTRY, layout->tree->nodes[node].path, node);
}

/* Writes a part of the long name that stands for it until now. `part` counts from 1. */
static struct error write_part(const struct layout *layout, const struct fat_name *name, u32 part, u64 place)
{
    u8 entry[DIRENT_BYTES];
    TRY(reader_read(&layout->target->partition, place, entry, sizeof(entry)));
    for (u32 i = 0; i < LONG_CHARS; i++) {
        const u32 index = (part - 1) * LONG_CHARS + i;
        const u16 behind = index == name->unit_count ? 0 : 0xffff; /* a zero, and then nothing */
        store_u16(entry + fat_long_offsets[i], index < name->unit_count ? name->units[index] : behind);
    }
    return fat_write_at(layout->target, place, (struct bytes) { entry, sizeof(entry) });
}

static struct error write_name(const struct layout *layout, size_t node, struct fat_listing *folder,
                               const struct fat_listed *listed)
{
    struct fat_name name;
    size_t position;
    const char *text = layout->tree->nodes[node].name;
    (void)fat_name_read((struct bytes) { (const u8 *)text, strlen(text) }, &name, &position); /* it was checked */
    if (listed->parts != fat_name_entries(&name) - 1)
        return refuse(layout, node);
    for (u32 part = 1; part <= listed->parts; part++) {
        u64 place;
        TRY(fat_list_place(folder, listed->offset - (u64)part * DIRENT_BYTES, &place));
        TRY(write_part(layout, &name, part, place));
    }
    return OK;
}

/* mtools made entries in the order in which they were asked to. */
static struct error find_entry(struct layout *layout, size_t node, struct fat_listing *folder)
{
    struct fat_listed listed;
    bool is_found;
    struct fat_node *found = &layout->target->nodes[node];
    TRY(fat_list_next(folder, &listed, &is_found));
    if (!is_found || strcmp(listed.name, found->name) != 0)
        return refuse(layout, node);
    found->first_cluster = listed.cluster;
    TRY(fat_list_place(folder, listed.offset, &found->entry_place));
    return found->has_stand_in ? write_name(layout, node, folder, &listed) : OK;
}

static struct error find_entries_of_kind(struct layout *layout, size_t folder, bool folders, struct fat_listing *listing)
{
    const struct volume_node *node = &layout->tree->nodes[folder];
    for (size_t i = node->first_child; i < node->first_child + node->child_count; i++)
        if (layout->tree->nodes[i].is_folder == folders)
            TRY(find_entry(layout, i, listing));
    return OK;
}

static struct error find_entries(struct layout *layout, size_t folder)
{
    struct fat_listing listing;
    struct fat_target *target = layout->target;
    u64 last_place;
    target->nodes[0].first_cluster = target->volume.root_cluster;
    TRY(fat_list_directory(&target->volume, target->name, target->nodes[folder].first_cluster, &listing));
    TRY(fat_list_place(&listing, listing.directory.bytes - 1, &last_place));
    const u64 end = (last_place - target->volume.data_offset) / target->volume.cluster_bytes + FAT_FIRST_CLUSTER + 1;
    layout->next = (u32)max_u64(layout->next, end);
    TRY(find_entries_of_kind(layout, folder, true, &listing));
    return find_entries_of_kind(layout, folder, false, &listing);
}

/* Into both FATs. */
static struct error write_chain(const struct layout *layout, u32 first, u32 count)
{
    const struct fat_volume *volume = &layout->target->volume;
    u8 entries[CHUNK_ENTRIES * sizeof(u32)];
    for (u32 done = 0, len; done < count; done += len) {
        len = (u32)min_u64(CHUNK_ENTRIES, count - done);
        for (u32 i = 0; i < len; i++)
            store_u32(entries + i * sizeof(u32), done + i + 1 < count ? first + done + i + 1 : FAT32_ENTRY_END);
        const u64 place = volume->fat_offset + (u64)(first + done) * sizeof(u32);
        const struct bytes chunk = { entries, len * sizeof(u32) };
        TRY(fat_write_at(layout->target, place, chunk));
        TRY(fat_write_at(layout->target, place + volume->fat_bytes, chunk));
    }
    return OK;
}

static struct error write_entry(const struct layout *layout, const struct fat_node *node, u64 bytes)
{
    u8 entry[DIRENT_BYTES];
    TRY(reader_read(&layout->target->partition, node->entry_place, entry, sizeof(entry)));
    store_u16(entry + DIRENT_CLUSTER_HIGH, (u16)(node->first_cluster >> 16));
    store_u16(entry + DIRENT_CLUSTER_LOW, (u16)node->first_cluster);
    store_u32(entry + DIRENT_SIZE, (u32)bytes);
    return fat_write_at(layout->target, node->entry_place, (struct bytes) { entry, sizeof(entry) });
}

/* The plan gave the volume room for all of them. */
static struct error give_clusters(struct layout *layout, size_t node)
{
    struct fat_node *given = &layout->target->nodes[node];
    const struct fat_volume *volume = &layout->target->volume;
    const u64 bytes = layout->tree->nodes[node].bytes;
    const u32 count = (u32)(align_up(bytes, volume->cluster_bytes) / volume->cluster_bytes);
    if (count == 0)
        return OK;
    const u64 first =
        align_up(layout->next - FAT_FIRST_CLUSTER, fat_file_alignment(bytes, volume->cluster_bytes)) + FAT_FIRST_CLUSTER;
    if (!fat_is_cluster(volume, first + count - 1))
        return refuse(layout, node);
    given->first_cluster = (u32)first;
    layout->next = (u32)first + count;
    layout->given += count;
    TRY(write_chain(layout, given->first_cluster, count));
    return write_entry(layout, given, bytes);
}

static struct error give_own_files(struct layout *layout, const struct volume_file *own, size_t own_count)
{
    for (size_t i = 0; i < own_count; i++)
        for (size_t node = 0; node < layout->tree->count; node++)
            if (layout->tree->nodes[node].own == &own[i])
                TRY(give_clusters(layout, node));
    return OK;
}

static struct error write_hints(const struct layout *layout)
{
    u8 hints[2 * sizeof(u32)], sector[FAT_BOOT_SECTOR_BYTES];
    struct fat_target *target = layout->target;
    TRY(reader_read(&target->partition, 0, sector, sizeof(sector)));
    const u64 place = (u64)load_u16(sector + BPB_FSINFO) * load_u16(sector + BPB_SECTOR_BYTES) + FSINFO_FREE_COUNT;
    TRY(reader_read(&target->partition, place, hints, sizeof(hints)));
    store_u32(hints, load_u32(hints) - layout->given);
    store_u32(hints + sizeof(u32), layout->next);
    return fat_write_at(target, place, (struct bytes) { hints, sizeof(hints) });
}

struct error fat_lay_out(struct fat_target *target, const struct volume_tree *tree, const struct volume_file *own,
                         size_t own_count)
{
    struct layout layout = { .target = target, .tree = tree };
    for (size_t i = 0; i < tree->count; i++)
        if (tree->nodes[i].is_folder)
            TRY(find_entries(&layout, i));
    TRY(give_own_files(&layout, own, own_count));
    for (size_t i = 0; i < tree->count; i++)
        if (!tree->nodes[i].is_folder && tree->nodes[i].own == NULL)
            TRY(give_clusters(&layout, i));
    return write_hints(&layout);
}

u64 fat_place_of(const struct fat_target *target, size_t node)
{
    const u64 clusters_before = target->nodes[node].first_cluster - FAT_FIRST_CLUSTER;
    return target->volume.data_offset + clusters_before * target->volume.cluster_bytes;
}
