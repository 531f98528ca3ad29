/* How far a long load is: one line on the screen, and nothing in the log. There is no clock in it: what counts is bytes. */
#include "common/log/log.h"
#include "common/log/screen.h"
#include "common/steps/steps.h"

#define LONG_LOAD_BYTES (16 * MIB_BYTES)
#define STEP_BYTES_MIN  (4 * MIB_BYTES) /* each costs a call of the firmware and what changes in the line */
#define STEPS           32
#define BAR_CELLS       40

static u64 step_bytes_of(u64 total_bytes)
{
    return max_u64(total_bytes / STEPS / MIB_BYTES * MIB_BYTES, STEP_BYTES_MIN);
}

void start_progress(struct boot *b)
{
    b->load = (struct load_progress) { .total_bytes = b->manifest.ramdisk.bytes };
    for (u64 i = 0; i < b->kernel.segment_count; i++)
        b->load.total_bytes += b->kernel.segments[i].file_bytes;
    for (u64 i = 0; i < b->manifest.module_count; i++)
        b->load.total_bytes += b->manifest.modules[i].bytes;
    const bool is_shown = b->load.total_bytes >= LONG_LOAD_BYTES && b->config.log_level >= LOG_LEVEL_INFO;
    b->load.step_bytes = is_shown ? step_bytes_of(b->load.total_bytes) : UINT64_MAX;
    b->load.next_bytes = b->load.step_bytes;
}

static void show(struct load_progress *load)
{
    char buffer[96] = "loading ";
    struct text line = { .data = buffer, .capacity = sizeof(buffer), .len = 8 };
    const u64 lit = load->loaded_bytes * BAR_CELLS / load->total_bytes;
    for (u64 cell = 0; cell < BAR_CELLS; cell++)
        text_add_bytes(&line, cell < lit ? "=" : ".", 1);
    text_add(&line, " %u of %u MiB", load->loaded_bytes / MIB_BYTES, load->total_bytes / MIB_BYTES);
    screen_show_status(buffer);
    load->next_bytes = load->loaded_bytes + load->step_bytes;
}

void count_loaded(struct boot *b, u64 bytes)
{
    b->load.loaded_bytes += bytes;
    if (b->load.loaded_bytes >= b->load.next_bytes)
        show(&b->load);
}

struct error load_bytes(struct boot *b, struct reader *file, u64 offset, u8 *destination, u64 len)
{
    while (len != 0) {
        const u64 part = min_u64(len, b->load.step_bytes);
        TRY(reader_read(file, offset, destination, part));
        offset += part;
        destination += part;
        len -= part;
        count_loaded(b, part);
    }
    return OK;
}
