/* make-image disk|iso KERNEL RAMDISK OUTPUT: as `lintel build' and `lintel iso' do it, without their options. */
#include "tools/base/report.h"
#include "tools/build.h"
#include "tools/image/image.h"
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    if (argc != 5)
        return OUTCOME_HOST_ERROR;
    const struct image_request request = {
        .is_iso = strcmp(argv[1], "iso") == 0, .kernel_path = argv[2], .ramdisk_path = argv[3], .command_line = ""
    };
    struct error_sink sink = report_sink();
    struct image_input input;
    char buffer[128];
    struct text said = TEXT_OF(buffer);
    (void)image_open(&request, &sink, &input); /* it has told the sink */
    if (sink.count == 0)
        error_report(&sink, build_image(&input, argv[4], &said));
    image_close(&input);
    return (int)outcome_of(sink.first);
}
