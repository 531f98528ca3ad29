/* The order in which a machine meets the parts: what stands around the volume, the volume's files, then a boot. */
#include "tools/inspect/image_facts.h"
#include "tools/base/report.h"
#include "tools/image/loaders.h"
#include "tools/inspect/image_doors.h"
#include "tools/inspect/image_files.h"
#include "tools/inspect/image_surroundings.h"
#include <stdlib.h>
#include <string.h>

#define SENTENCE_BYTES 8192 /* a path has up to 4096 */

char *image_facts_sentence(struct error error)
{
    char buffer[SENTENCE_BYTES] = "";
    struct text sentence = TEXT_OF(buffer);
    error_sentence(error, &sentence);
    return strdup(buffer);
}

static void keep(struct image_facts *facts, struct error error)
{
    struct image_error *more = realloc(facts->errors, (facts->error_count + 1) * sizeof(*more));
    if (more == NULL)
        return; /* it was printed */
    facts->errors = more;
    more[facts->error_count++] = (struct image_error) { error.code, error.detail, image_facts_sentence(error) };
}

static void report_and_keep(struct error_sink *sink, struct error error)
{
    report_error(error);
    keep(sink->context, error);
}

struct error image_facts_read(const char *path, struct image_facts *facts)
{
    *facts = (struct image_facts) { .uefi_loader.fd = -1, .manifest_text.fd = -1, .kernel_bytes.fd = -1 };
    struct error_sink sink = { .first = OK, .each = report_and_keep, .context = facts };
    error_report(&sink, opened_image_open(path, &facts->opened));
    if (facts->opened.file.data == NULL)
        return sink.first;
    image_surroundings_check(facts, &sink);
    if (facts->opened.has_volume)
        image_files_check(facts, &sink);
    image_doors_judge(facts, &sink);
    return sink.first;
}

void image_facts_free(struct image_facts *facts)
{
    for (size_t i = 0; i < facts->error_count; i++)
        free(facts->errors[i].sentence);
    for (size_t i = 0; i < DOORS; i++)
        free(facts->refusals[i]);
    free(facts->errors);
    free(facts->files);
    volume_listing_free(&facts->listing);
    free(facts->manifest.modules);
    host_file_close(&facts->kernel_bytes);
    host_file_close(&facts->manifest_text);
    host_file_close(&facts->uefi_loader);
    opened_image_close(&facts->opened);
}

bool image_facts_uefi_loader_is_ours(const struct image_facts *facts)
{
    const struct bytes found = host_file_view(&facts->uefi_loader), ours = loader_uefi();
    return found.len == ours.len && memcmp(found.data, ours.data, ours.len) == 0;
}
