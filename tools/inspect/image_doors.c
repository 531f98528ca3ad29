/* The loader's own steps, as `lintel check` runs them, on a machine that is no reason to refuse anything. */
#include "tools/inspect/image_doors.h"
#include "common/base/checked.h"
#include "include/lintel/info.h"
#include "tools/check/described_machine.h"
#include "tools/kernel/cpu_words.h"
#include <string.h>

#define MEMORY_MIN_BYTES (16 * GIB_BYTES)
#define MEMORY_MAX_BYTES (1008 * GIB_BYTES) /* see check_options.c */
#define SCREEN_MIN_PX    2048u
#define SCREEN_MAX_PX    16384u

/* Twice what it asks for, since the firmware takes a part. */
static u64 memory_for(const struct boot_config *config)
{
    return max_u64(MEMORY_MIN_BYTES, 2 * min_u64(config->memory_min_bytes, MEMORY_MAX_BYTES / 2));
}

static u32 screen_for(u32 wanted_px)
{
    return (u32)max_u64(SCREEN_MIN_PX, min_u64(wanted_px, SCREEN_MAX_PX));
}

static struct error describe(const struct image_facts *facts, u32 door, struct machine *machine)
{
    const struct boot_config config = facts->kernel.has_config ? facts->kernel.config : config_default();
    static const char every_feature[] = "max";
    size_t bad;
    *machine = (struct machine) { .door = door,
                                  .width_px = screen_for(config.framebuffer_min_width),
                                  .height_px = screen_for(config.framebuffer_min_height),
                                  .disk = host_file_view(&facts->opened.file),
                                  .sector_bytes = facts->opened.sector_bytes,
                                  .is_quiet = door != DOOR_BIOS /* it would repeat the warnings */ };
    (void)cpu_words_read((struct bytes) { (const u8 *)every_feature, strlen(every_feature) }, &machine->cpu,
                         &bad); /* it is there */
    return machine_map_of_size(memory_for(&config), door, &machine->map);
}

static bool is_known(const struct image_facts *facts, struct error error)
{
    for (size_t i = 0; i < facts->error_count; i++)
        if (facts->errors[i].code == error.code && facts->errors[i].detail == error.detail)
            return true;
    return false;
}

/* As a text, and at once: the machine ends, and with it what an error may be about. */
static void refuse(struct image_facts *facts, struct error_sink *sink, enum door_index door, struct error error)
{
    facts->boots[door] = error.code == ERR_NONE;
    if (facts->boots[door])
        return;
    facts->refusals[door] = image_facts_sentence(error);
    if (!is_known(facts, error))
        error_report(sink, error);
}

static void judge(struct image_facts *facts, struct error_sink *sink, enum door_index door)
{
    static const u32 doors[DOORS] = { [BY_BIOS] = DOOR_BIOS, [BY_UEFI] = DOOR_UEFI };
    static struct boot b;
    struct machine machine = { 0 };
    struct error error = facts->obstacles[door];
    if (error.code == ERR_NONE)
        error = describe(facts, doors[door], &machine);
    if (error.code == ERR_NONE)
        error = described_machine_boot(&machine, &b);
    refuse(facts, sink, door, error);
    described_machine_end();
    machine_map_free(&machine.map);
}

void image_doors_judge(struct image_facts *facts, struct error_sink *sink)
{
    judge(facts, sink, BY_BIOS);
    judge(facts, sink, BY_UEFI);
}
