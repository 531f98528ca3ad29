/* Any text as a recorded memory map: regions that the core can take, or errors with the number of a line. */
#include "tools/check/recorded_map.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t len);

static void require(bool condition)
{
    if (!condition)
        abort();
}

static u64 lines_of(const u8 *data, size_t len)
{
    u64 lines = len > 0 && data[len - 1] != '\n' ? 1 : 0;
    for (size_t i = 0; i < len; i++)
        lines += data[i] == '\n';
    return lines;
}

static u64 line_count_max;

static void check_error(struct error_sink *sink, struct error error)
{
    (void)sink;
    require(error.code == ERR_HOST_MAP_EMPTY || (error.code == ERR_HOST_MAP_LINE && error.detail >= 1));
    require(error_subject(error) != NULL && error.detail <= line_count_max);
}

static void require_good_regions(const struct memory_map *map)
{
    struct memory_map clean = { .capacity = 2 * map->count + 1 };
    clean.regions = calloc(clean.capacity, sizeof(struct memory_region));
    require(clean.regions != NULL);
    for (u64 i = 0; i < map->count; i++)
        require(map->regions[i].bytes - 1 <= UINT64_MAX - map->regions[i].start_phys);
    require(memory_map_normalise(map, NULL, &clean).code == ERR_NONE);
    free(clean.regions);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t len)
{
    struct recorded_map recorded = { .map.capacity = recorded_map_capacity(len) };
    struct error_sink sink = { .first = OK, .each = check_error };
    recorded.map.regions = calloc(recorded.map.capacity, sizeof(struct memory_region));
    require(recorded.map.regions != NULL);
    line_count_max = lines_of(data, len);
    const struct error error = recorded_map_read("a log", (struct bytes) { data, len }, &sink, &recorded);
    require((error.code == ERR_NONE) == (sink.count == 0));
    require(recorded.line_count == line_count_max);
    require(error.code != ERR_NONE || (recorded.kind != RECORDED_NOTHING && recorded.map.count > 0));
    require_good_regions(&recorded.map);
    free(recorded.map.regions);
    return 0;
}
