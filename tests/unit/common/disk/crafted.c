/* Writing FAT volumes as no tool would. */
#include "tests/unit/common/disk/crafted.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static u32 kind_of(u32 cluster_count)
{
    return cluster_count < 4085 ? 12 : cluster_count < 65525 ? 16 : 32;
}

static void write_boot_sector(struct crafted *crafted, u32 fat_sectors)
{
    u8 *sector = crafted->data;
    store_u16(sector + BPB_SECTOR_BYTES, 512);
    sector[BPB_CLUSTER_SECTORS] = 1;
    store_u16(sector + BPB_RESERVED, crafted->kind == 32 ? 2 : 1);
    sector[BPB_FAT_COUNT] = 1;
    store_u32(sector + BPB_TOTAL_32, (u32)(crafted->len / 512));
    store_u16(sector + BPB_SIGNATURE, BPB_SIGNATURE_IS);
    if (crafted->kind == 32) {
        store_u32(sector + BPB_FAT_SECTORS_32, fat_sectors);
        store_u32(sector + BPB_ROOT_CLUSTER, 2);
        crafted_link(crafted, 2, CRAFTED_END);
    } else {
        store_u16(sector + BPB_FAT_SECTORS_16, (u16)fat_sectors);
        store_u16(sector + BPB_ROOT_ENTRIES, 16);
    }
}

void crafted_begin(struct crafted *crafted, u32 cluster_count)
{
    *crafted = (struct crafted) { .kind = kind_of(cluster_count) };
    u32 reserved = crafted->kind == 32 ? 2 : 1;
    u32 fat_sectors = (u32)(((u64)(cluster_count + 2) * crafted->kind / 8 + 512) / 512);
    u32 root_sectors = crafted->kind == 32 ? 0 : 1;
    crafted->fat_offset = 512ull * reserved;
    crafted->data_offset = 512ull * (reserved + fat_sectors + root_sectors);
    crafted->root_offset = crafted->data_offset - 512ull * root_sectors;
    crafted->len = crafted->data_offset + 512ull * cluster_count;
    crafted->data = calloc(1, crafted->len);
    write_boot_sector(crafted, fat_sectors);
}

void crafted_end(struct crafted *crafted)
{
    free(crafted->data);
}

struct error crafted_open(struct crafted *crafted)
{
    struct bytes image = { crafted->data, crafted->len };
    counted_begin(&crafted->partition, reader_of_bytes("crafted volume", image));
    return fat_open(&crafted->partition.reader, &crafted->fat);
}

static void link_12(u8 *pair, u32 cluster, u32 next)
{
    if (cluster % 2 == 0)
        store_u16(pair, (u16)((load_u16(pair) & 0xf000) | (next & 0xfff)));
    else
        store_u16(pair, (u16)((load_u16(pair) & 0x000f) | next << 4));
}

void crafted_link(struct crafted *crafted, u32 cluster, u32 next)
{
    u8 *fat = crafted->data + crafted->fat_offset;
    if (crafted->kind == 12)
        link_12(fat + cluster + cluster / 2, cluster, next);
    else if (crafted->kind == 16)
        store_u16(fat + 2 * (size_t)cluster, (u16)next);
    else
        store_u32(fat + 4 * (size_t)cluster, next);
}

u8 *crafted_entry(struct crafted *crafted, const char name[11], u8 attributes)
{
    cr_assert(crafted->root_used < 16);
    u8 *entry = crafted->data + crafted->root_offset + (size_t)DIRENT_BYTES * crafted->root_used++;
    memcpy(entry, name, 11);
    entry[DIRENT_ATTRIBUTES] = attributes;
    return entry;
}

u8 *crafted_file(struct crafted *crafted, const char name[11], u32 first_cluster, u32 bytes)
{
    u8 *entry = crafted_entry(crafted, name, 0);
    store_u16(entry + DIRENT_CLUSTER_LOW, (u16)first_cluster);
    if (crafted->kind == 32)
        store_u16(entry + DIRENT_CLUSTER_HIGH, (u16)(first_cluster >> 16));
    store_u32(entry + DIRENT_SIZE, bytes);
    return entry;
}

static u8 checksum_of(const char short_name[11])
{
    u32 sum = 0;
    for (u32 i = 0; i < 11; i++)
        sum = ((sum & 1) * 0x80 + sum / 2 + (u8)short_name[i]) & 0xff;
    return (u8)sum;
}

u8 *crafted_long_part(struct crafted *crafted, u8 part, bool last, const char *characters, const char short_name[11])
{
    static const u8 offsets[13] = { 1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30 };
    u8 *entry = crafted_entry(crafted, "\1          ", ATTRIBUTE_LONG_NAME);
    size_t len = strlen(characters);
    entry[0] = (u8)(part | (last ? LONG_SEQUENCE_LAST : 0));
    entry[LONG_CHECKSUM] = checksum_of(short_name);
    for (size_t i = 0; i < 13; i++)
        store_u16(entry + offsets[i], i < len ? (u8)characters[i] : i == len ? 0 : 0xffff);
    return entry;
}

u8 *crafted_cluster(struct crafted *crafted, u32 cluster)
{
    return crafted->data + crafted->data_offset + 512ull * (cluster - 2);
}

struct error crafted_read(struct crafted *crafted, const char *path)
{
    struct reader file;
    TRY(crafted_open(crafted));
    TRY(fat_open_file(&crafted->fat, path, &file));
    u8 *content = malloc(file.bytes + 1);
    struct error error = reader_read(&file, 0, content, file.bytes);
    free(content);
    return error;
}
