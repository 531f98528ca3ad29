/* A file on a FAT volume as a reader: it finds runs of adjacent clusters and reads each of them in one piece. */
#include "common/disk/fat_chain.h"
#include "common/disk/fat_format.h"

/* The reader's memory of where it is: a run of adjacent clusters. Reading on extends the run or goes to the next one; only
 * reading backward past its start begins at the first cluster again. */
enum {
    FIRST_CLUSTER, /* of the file                                      */
    RUN_INDEX,     /* of the run's first cluster in the file, from 0   */
    RUN_CLUSTER,   /* its number on the volume                         */
    RUN_COUNT,     /* clusters known to belong to the run, at least 1  */
};

static void rewind(struct reader *file)
{
    file->state[RUN_INDEX] = 0;
    file->state[RUN_CLUSTER] = file->state[FIRST_CLUSTER];
    file->state[RUN_COUNT] = 1;
}

static u64 run_end(const struct reader *file)
{
    return file->state[RUN_INDEX] + file->state[RUN_COUNT];
}

/* Takes adjacent clusters into the run, as far as cluster `index` of the file is wanted. */
static struct error extend_run(struct reader *file, u64 index)
{
    u32 more;
    if (index < run_end(file))
        return OK;
    u32 last = (u32)(file->state[RUN_CLUSTER] + file->state[RUN_COUNT] - 1);
    TRY(fat_count_adjacent(file->context, last, (u32)(index + 1 - run_end(file)), &more));
    file->state[RUN_COUNT] += more;
    return OK;
}

static struct error next_run(struct reader *file)
{
    u32 next;
    u32 last = (u32)(file->state[RUN_CLUSTER] + file->state[RUN_COUNT] - 1);
    TRY(fat_next(file->context, file->name, last, &next));
    if (next == FAT_CHAIN_END) /* before the end of the file, or we would not have asked */
        return error_about(ERR_FAT_CHAIN, file->name, last);
    file->state[RUN_INDEX] = run_end(file);
    file->state[RUN_CLUSTER] = next;
    file->state[RUN_COUNT] = 1;
    return OK;
}

/* Makes the run contain cluster `index` of the file. Ends also in a loop: each turn brings the run's end closer. */
static struct error seek(struct reader *file, u64 index)
{
    if (index < file->state[RUN_INDEX])
        rewind(file);
    TRY(extend_run(file, index));
    while (index >= run_end(file)) {
        TRY(next_run(file));
        TRY(extend_run(file, index));
    }
    return OK;
}

/* The run's bytes from `offset` on, `*taken` of them. */
static struct error read_run(struct reader *file, u64 offset, u8 *destination, u64 len, u64 *taken)
{
    struct fat_volume *volume = file->context;
    u64 first_cluster = file->state[RUN_CLUSTER] - FAT_FIRST_CLUSTER;
    u64 in_run = offset - file->state[RUN_INDEX] * volume->cluster_bytes;
    *taken = min_u64(len, run_end(file) * volume->cluster_bytes - offset);
    return reader_read(volume->partition, volume->data_offset + first_cluster * volume->cluster_bytes + in_run, destination,
                       *taken);
}

/* A chain that loops never ends, so the end is looked at; a chain that merely goes on past the file's size is harmless. */
static struct error check_end(struct reader *file, u64 last_index)
{
    struct fat_volume *volume = file->context;
    u32 rest;
    u32 last = (u32)(file->state[RUN_CLUSTER] + last_index - file->state[RUN_INDEX]);
    return fat_chain_length(volume, file->name, last, volume->cluster_count - (u32)last_index, &rest);
}

static struct error read_file(struct reader *file, u64 offset, void *destination, u64 len)
{
    struct fat_volume *volume = file->context;
    u8 *to = destination;
    u64 last_index = (offset + len - 1) / volume->cluster_bytes;
    bool reaches_end = offset + len == file->bytes;
    while (len > 0) {
        u64 taken;
        TRY(seek(file, offset / volume->cluster_bytes));
        TRY(extend_run(file, last_index));
        TRY(read_run(file, offset, to, len, &taken));
        offset += taken;
        to += taken;
        len -= taken;
    }
    return reaches_end ? check_end(file, last_index) : OK;
}

struct error fat_open_chain(struct fat_volume *volume, const char *name, u32 first_cluster, u64 bytes, struct reader *file)
{
    bool fits = fat_is_cluster(volume, first_cluster) && bytes <= (u64)volume->cluster_count * volume->cluster_bytes;
    if (bytes != 0 && !fits) /* an empty file has no cluster */
        return error_about(ERR_FAT_CHAIN, name, first_cluster);
    *file = (struct reader) { .read = read_file, .bytes = bytes, .name = name, .context = volume };
    file->state[FIRST_CLUSTER] = first_cluster;
    rewind(file);
    return OK;
}
