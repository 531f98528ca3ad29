/* How far a long load is: one line on the screen, and nothing in the log. There is no clock in it: what counts is bytes. */
#include "common/log/log.h"
#include "common/log/screen.h"
#include "common/steps/steps.h"

#define LONG_LOAD_BYTES (8 * MIB_BYTES)
#define STEPS_MAX       64 /* each costs the redraw of what changes in the line */
#define BAR_CELLS       40

void start_progress(struct boot *b)
{
    b->load = (struct load_progress) { .total_bytes = b->manifest.ramdisk.bytes };
    for (u64 i = 0; i < b->kernel.segment_count; i++)
        b->load.total_bytes += b->kernel.segments[i].file_bytes;
    for (u64 i = 0; i < b->manifest.module_count; i++)
        b->load.total_bytes += b->manifest.modules[i].bytes;
    b->load.is_shown = b->load.total_bytes >= LONG_LOAD_BYTES && b->config.log_level >= LOG_LEVEL_INFO;
}

static void show(const struct load_progress *load)
{
    char buffer[96] = "loading ";
    struct text line = { .data = buffer, .capacity = sizeof(buffer), .len = 8 };
    const u64 lit = load->loaded_bytes * BAR_CELLS / load->total_bytes;
    for (u64 cell = 0; cell < BAR_CELLS; cell++)
        text_add_bytes(&line, cell < lit ? "\x7f" : ".", 1);
    text_add(&line, " %u of %u MiB", load->loaded_bytes / MIB_BYTES, load->total_bytes / MIB_BYTES);
    screen_show_status(buffer);
}

/* What is read between two looks at the screen: few pieces, since each is a call of the firmware more. */
static u64 piece_bytes(const struct load_progress *load)
{
    return load->is_shown ? load->total_bytes / STEPS_MAX / MIB_BYTES * MIB_BYTES + MIB_BYTES : UINT64_MAX;
}

struct error load_bytes(struct boot *b, struct reader *file, u64 offset, u8 *destination, u64 len)
{
    while (len != 0) {
        const u64 part = min_u64(len, piece_bytes(&b->load));
        TRY(reader_read(file, offset, destination, part));
        offset += part;
        destination += part;
        len -= part;
        b->load.loaded_bytes += part;
        if (b->load.is_shown)
            show(&b->load);
    }
    return OK;
}
