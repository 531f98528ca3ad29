/* What the verbs share that make something bootable of a kernel: `lintel build', `iso', `netboot'. */
#ifndef TOOLS_PRODUCT_H
#define TOOLS_PRODUCT_H
#include "tools/image/image.h"
#include "tools/image/image_options.h"

struct product {
    const char *doc;                       /* the verb's --help, as argp wants it */
    const char *output_word, *output_help; /* of -o                               */
    const struct argp *image_argp;         /* its options                         */
    const char *no_stream;                 /* why it is not written to standard output */
    bool is_iso;

    /* Complains about options that mean nothing here. */
    void (*check_options)(struct argp_state *state, const struct image_options *options);

    /* Writes it to `output_path`, and says what became of it: "boots on BIOS and UEFI". */
    struct error (*write)(struct image_input *input, const char *output_path, struct text *said);
};

/* All of the verb. */
enum outcome product_make(const struct product *product, int argc, char **argv);

#endif
