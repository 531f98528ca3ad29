/* Any bytes as a .boot_config section: an error, or a configuration that reads back as itself and obeys the contract's limits.
 * The same bytes as a kernel file that is one segment: the search ends. */
#include "config/config.h"
#include "common/base/checked.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t len);

static void require(bool condition)
{
    if (!condition)
        abort();
}

static void check_result(const struct boot_config *config)
{
    struct error_sink sink = { .first = OK };
    struct boot_config again;
    require(config_read((struct bytes) { (const u8 *)config, sizeof(*config) }, &sink, &again).code == ERR_NONE);
    require(memcmp(config, &again, sizeof(again)) == 0);
    require(config->kernel_stack_size != 0 && config->kernel_stack_size <= CONFIG_STACK_BYTES_MAX);
    require(is_aligned(config->kernel_stack_size, PAGE_BYTES));
    require(config->dynamic_range_start < config->dynamic_range_end - 1);
}

static void check_locate(struct bytes file)
{
    struct reader reader = reader_of_bytes("kernel", file);
    struct elf_facts facts = { .segment_count = 1 };
    facts.segments[0] = (struct elf_segment) { .start_virt = 0x200004, .file_bytes = file.len, .memory_bytes = file.len };
    u8 bytes[CONFIG_BYTES_MAX];
    struct bytes section;
    u64 file_offset, available_bytes;
    if (config_locate(&reader, &facts, &file_offset, &available_bytes).code != ERR_NONE)
        return;
    require(file_offset < file.len && available_bytes <= file.len - file_offset);
    require(config_fetch(&reader, file_offset, bytes, &section).code == ERR_NONE);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t len)
{
    static const u8 magic[16] = BOOT_CONFIG_MAGIC;
    u8 section[2 * CONFIG_BYTES_MAX];
    struct boot_config config;
    struct error_sink sink = { .first = OK };
    size_t taken = min_u64(len, sizeof(section) - sizeof(magic));
    check_locate((struct bytes) { data, len });
    memcpy(section, magic, sizeof(magic)); /* nobody guesses it */
    memcpy(section + sizeof(magic), data, taken);
    if (config_read((struct bytes) { section, sizeof(magic) + taken }, &sink, &config).code == ERR_NONE)
        check_result(&config);
    else
        require(sink.count != 0 && error_subject(sink.first) != NULL);
    return 0;
}
