/* Where a report goes: to the ports first, and once all of it is out there, to the screen. */
#ifndef COMMON_RESIDENT_REPORT_OUTPUT_H
#define COMMON_RESIDENT_REPORT_OUTPUT_H
#include "common/log/screen_canvas.h"
#include "common/resident/facts.h"

struct output {
    const struct resident_facts *facts;
    bool is_serial_dead;
    struct canvas canvas; /* columns 0: the ports */
    u32 row;              /* the next free one    */
    struct brush brush;
};

void output_to_ports(struct output *output, const struct resident_facts *facts);

/* Clears the screen. False if there is none that can be reached and drawn on. */
bool output_to_screen(struct output *output, const struct resident_facts *facts);

/* One line, without its end. On the screen it has its colour by its beginning (log/colours.h), and a numbered error its number in
 * large letters above it. */
void output_line(struct output *output, const char *line, size_t len);

#endif
