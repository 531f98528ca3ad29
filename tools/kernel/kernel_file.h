/* A kernel, opened and judged by the loader's own code: what is refused here would be refused on the machine. */
#ifndef TOOLS_KERNEL_KERNEL_FILE_H
#define TOOLS_KERNEL_KERNEL_FILE_H
#include "common/elf/elf.h"
#include "config/config.h"
#include "tools/base/host_file.h"

/* `--set FIELD=VALUE`, as often as given. */
struct assignments {
    const char *const *each;
    size_t count;
};

struct kernel_file {
    struct host_file file;      /* its mapping has the assignments applied, the file itself has not */
    bool is_altered;            /* by assignments                                                   */
    bool has_facts, has_config; /* what is valid below, also after an error                    */
    struct elf_facts facts;
    u64 config_offset;         /* of .boot_config in the file */
    struct boot_config config; /* defaults resolved           */
};

/* Opens, applies, checks. Every error that is independent of another goes to the sink; returns the sink's first. The file stays
 * open, for kernel_file_close, also after an error. */
struct error kernel_file_open(const char *path, struct assignments assignments, struct error_sink *sink,
                              struct kernel_file *kernel);

/* The same for a file whose bytes are in memory already: `kernel` has them, and nothing else. */
struct error kernel_file_judge(struct assignments assignments, struct error_sink *sink, struct kernel_file *kernel);
void kernel_file_close(struct kernel_file *kernel);

#endif
