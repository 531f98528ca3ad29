/* The kernel file: its headers, its configuration, and whether the two can be honoured. */
#include "common/cpu/x86.h"
#include "common/log/log.h"
#include "common/steps/steps.h"

static struct error open_listed(const struct manifest_file *listed, struct reader *file)
{
    TRY(platform_open_file(listed->path, file));
    if (listed->bytes != 0 && file->bytes != listed->bytes)
        return error_about(ERR_FILE_SIZE, listed->path, file->bytes);
    return OK;
}

struct error read_kernel(struct boot *b)
{
    struct error_sink sink = { .first = OK };
    TRY(open_listed(&b->manifest.kernel, &b->kernel_file));
    TRY(elf_read(&b->kernel_file, &sink, &b->kernel));
    find_symbols(b);
    if (b->manifest.ramdisk.path[0] != '\0')
        TRY(open_listed(&b->manifest.ramdisk, &b->ramdisk_file));
    b->stamps[STAMP_KERNEL_FOUND] = read_tsc();
    return OK;
}

static struct error find_config(struct boot *b, u64 *file_offset)
{
    u64 available_bytes;
    *file_offset = b->manifest.config_offset;
    if (*file_offset != 0)
        return OK;
    return config_locate(&b->kernel_file, &b->kernel, file_offset, &available_bytes);
}

static struct error check_requirements(const struct boot *b)
{
    if (b->config.ramdisk_required == SWITCH_ON && b->ramdisk_file.read == NULL)
        return error_of(ERR_RAMDISK_REQUIRED, 0);
    return OK;
}

static void warn_of_shared_pages(const struct boot *b)
{
    for (u64 i = 0; i < b->run_count; i++)
        if (b->runs[i].widened)
            log_warning("segments share the page at %x, so each has the other's permissions", b->runs[i].start_virt);
}

struct error read_config(struct boot *b)
{
    struct error_sink sink = { .first = OK };
    u8 buffer[CONFIG_BYTES_MAX];
    struct bytes section;
    u64 file_offset;
    TRY(find_config(b, &file_offset));
    TRY(config_fetch(&b->kernel_file, file_offset, buffer, &section));
    TRY(config_read(section, &sink, &b->config));
    TRY(config_check_kernel(&b->config, &b->kernel, &sink));
    TRY(elf_plan_pages(&b->kernel, b->config.allow_writable_code == SWITCH_ON, &sink, b->runs, &b->run_count));
    warn_of_shared_pages(b);
    return check_requirements(b);
}
