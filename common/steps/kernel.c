/* The kernel file: its headers, its configuration, and whether the two can be honoured. */
#include "common/cpu/x86.h"
#include "common/log/log.h"
#include "common/steps/steps.h"

/* Digests are checked before a byte is used, and of a kernel most bytes never leave the disk otherwise: so this one is read
 * whole, once, into memory that the kernel gets back, and its segments are copied from there. So is one that comes whole. */
static struct error fetch_whole(struct boot *b)
{
    const struct manifest_file *listed = &b->manifest.kernel;
    struct placed buffer;
    TRY(scratch_pages(max_u64(listed->bytes, 1), "the kernel's file", &buffer));
    u8 *data = platform_at(buffer.start_phys);
    TRY(read_listed(listed, &b->kernel_file, data));
    const struct bytes content = { data, (size_t)listed->bytes };
    b->kernel_file = reader_of_bytes(listed->path, content);
    return check_digest(b, listed, content);
}

/* Without manifest nothing is known of the kernel but its path. */
static struct error open_unlisted(struct boot *b)
{
    struct manifest_file *kernel = &b->manifest.kernel;
    TRY(platform_open_file(kernel->path, &b->kernel_file));
    if (b->kernel_file.bytes == READER_BYTES_UNKNOWN)
        return error_about(ERR_NETWORK_SIZE_UNKNOWN, kernel->path, b->kernel_file.bytes);
    kernel->bytes = b->kernel_file.bytes;
    return OK;
}

static struct error open_kernel(struct boot *b)
{
    const struct manifest_file *kernel = &b->manifest.kernel;
    const bool is_listed = kernel->bytes != 0 || b->manifest.verify;
    TRY(is_listed ? open_listed(kernel, &b->kernel_file) : open_unlisted(b));
    return b->manifest.verify || b->kernel_file.comes_whole ? fetch_whole(b) : OK;
}

struct error read_kernel(struct boot *b)
{
    struct error_sink sink = { .first = OK };
    TRY(open_kernel(b));
    TRY(elf_read(&b->kernel_file, &sink, &b->kernel));
    find_symbols(b);
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

static struct error check_cpu(struct boot *b)
{
    const u64 missing = b->config.cpu_required & ~b->cpu.offers;
    if (missing == 0)
        return OK;
    struct text lacks = TEXT_OF(b->wish);
    config_bits_describe(missing, &lacks);
    return error_about(ERR_CPU_REQUIRED, lacks.data, b->config.cpu_required);
}

static struct error check_requirements(struct boot *b)
{
    TRY(check_cpu(b));
    if (b->config.ramdisk_required == SWITCH_ON && b->manifest.ramdisk.path[0] == '\0')
        return error_of(ERR_RAMDISK_REQUIRED, b->manifest.module_count);
    return OK;
}

static void warn_of_permissions(const struct boot *b)
{
    if (elf_stack_is_executable(&b->kernel))
        log_warning("the stack is executable, as the kernel's PT_GNU_STACK wants it");
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
    warn_of_permissions(b);
    return check_requirements(b);
}
