/* A memory map as people have it: in a log. */
#ifndef TOOLS_CHECK_RECORDED_MAP_H
#define TOOLS_CHECK_RECORDED_MAP_H
#include "common/memory/map.h"

/* Lines of Linux's dmesg and of Lintel's log, with whatever stands before and after them, among any others:
 *     BIOS-e820: [mem 0x0000000000000000-0x000000000009fbff] usable
 *     efi: mem00: [Conventional Memory|   |  |  |  |  |  |  |  |   |WB|WT|WC|UC] range=[0x0000000000001000-0x000000000009ffff]
 * (0MB) memory 0x100000 + 0x7edf000, kind 1, type 1, attributes 0x0 If there are lines of several kinds, those of the last one of
 * this list count: they say most. */
enum recorded_kind { RECORDED_NOTHING, RECORDED_E820, RECORDED_EFI, RECORDED_LINTEL };

struct recorded_map {
    enum recorded_kind kind;
    u64 line_count; /* of the whole text */
    struct memory_map map;
};

/* As many regions as a text of this length can name. */
u64 recorded_map_capacity(u64 text_bytes);

/* The caller gives map.regions and map.capacity. ERR_HOST_MAP_LINE for each line that starts like one of these and does not go on
 * like it, ERR_HOST_MAP_EMPTY; to the sink, about `name`; returns the sink's first. */
struct error recorded_map_read(const char *name, struct bytes text, struct error_sink *sink, struct recorded_map *recorded);

#endif
