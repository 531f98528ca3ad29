/* The last thing the loader writes is struct boot_info: what the steps found out, in the words of the contract. */
#include "common/base/string.h"
#include "common/cpu/x86.h"
#include "common/log/log.h"
#include "common/steps/steps.h"

static const char loader_name[] = "Lintel";
static const char loader_version[] = LINTEL_VERSION;

#define SMALL_PARTS_BYTES PAGE_BYTES /* volume, framebuffer, stamps, strings: a few hundred bytes */

/* Leaving the firmware may split regions: twice as many as now, and 128 more. Counted as the firmware wrote them: neighbours are
 * merged only after all of them were painted. */
static u64 final_region_capacity(const struct boot *b)
{
    return 2 * (2 * b->raw_region_count + 128 + BOOT_CLAIMS) + 1;
}

static u64 efi_map_bytes_max(void)
{
    struct firmware_facts facts;
    platform_describe(&facts);
    return 2 * facts.efi_memory_map.len + 128 * (u64)facts.efi_descriptor_bytes;
}

u64 boot_info_bytes(const struct boot *b)
{
    const u64 mappings_bytes = b->layout.capacity * sizeof(struct boot_mapped);
    const u64 regions_bytes = final_region_capacity(b) * sizeof(struct memory_region);
    return BOOT_INFO_RESERVE + SMALL_PARTS_BYTES + b->framebuffer.edid_bytes + b->manifest.command_line.len + mappings_bytes +
           regions_bytes + files_info_bytes(b) + LOG_BYTES + efi_map_bytes_max();
}

static void write_head(const struct boot *b, struct info_block *block, struct boot_info *info)
{
    static const u8 magic[16] = BOOT_INFO_MAGIC;
    memcpy(info->magic, magic, sizeof(magic));
    info->abi_major = LINTEL_ABI_MAJOR;
    info->abi_minor = LINTEL_ABI_MINOR;
    info->size = sizeof(*info);
    info->paging_levels = b->layout.levels;
    info->loader_name = block_copy(block, loader_name, sizeof(loader_name));
    info->loader_version = block_copy(block, loader_version, sizeof(loader_version));
    memcpy(info->random_seed, b->kernel_seed, sizeof(info->random_seed));
}

static void write_firmware(struct info_block *block, struct boot_info *info)
{
    struct firmware_facts facts;
    platform_describe(&facts);
    info->door = facts.door;
    info->rsdp_phys = facts.rsdp_phys;
    info->smbios32_phys = facts.smbios32_phys;
    info->smbios64_phys = facts.smbios64_phys;
    info->efi_system_table_phys = facts.efi_system_table_phys;
    info->efi_memory_map = block_copy(block, facts.efi_memory_map.data, facts.efi_memory_map.len);
    if (info->efi_memory_map == NULL)
        return;
    info->efi_memory_map_bytes = facts.efi_memory_map.len;
    info->efi_descriptor_bytes = facts.efi_descriptor_bytes;
    info->efi_descriptor_version = facts.efi_descriptor_version;
}

static struct error write_regions(struct boot *b, struct info_block *block, struct boot_info *info)
{
    struct memory_map clean = { .capacity = final_region_capacity(b) };
    clean.regions = block_take(block, clean.capacity * sizeof(struct memory_region));
    if (clean.regions == NULL)
        return error_of(ERR_MEMORY_MAP_FULL, b->final_memory.count);
    const struct memory_map claims = boot_claims(b);
    TRY(memory_map_normalise(&b->final_memory, &claims, &clean));
    info->regions = block_virt(block, clean.regions);
    info->region_count = clean.count;
    return OK;
}

static void write_command_line(const struct boot *b, struct info_block *block, struct boot_info *info)
{
    const struct bytes line = b->manifest.command_line;
    char *copy = block_take(block, line.len + 1);
    if (copy == NULL)
        return;
    memcpy(copy, line.data, line.len);
    info->command_line = block_virt(block, copy);
    info->command_line_bytes = line.len;
}

static void write_layout(const struct boot *b, struct info_block *block, struct boot_info *info)
{
    const struct layout *layout = &b->layout;
    info->mappings = block_copy(block, layout->mappings, layout->count * sizeof(struct boot_mapped));
    info->mapping_count = info->mappings != NULL ? layout->count : 0;
    info->physical_memory_virt = layout->physical_memory_virt;
    info->physical_memory_bytes = layout->physical_memory_bytes;
    info->recursive_index = layout->recursive_index;
    info->kernel_start_phys = b->kernel.cluster_count == 1 ? b->clusters[0].start_phys : 0;
    info->kernel_start_virt = b->kernel.start_virt + layout->kernel_slide;
    info->kernel_bytes = b->kernel.end_virt - b->kernel.start_virt;
    info->kernel_slide = layout->kernel_slide;
    info->stack_bottom_virt = layout->stack_bottom_virt;
    info->stack_bytes = layout->stack_bytes;
}

static void write_tls(const struct boot *b, struct boot_info *info)
{
    const struct elf_range *tls = &b->kernel.tls;
    if (tls->memory_bytes == 0)
        return;
    info->tls_template = (const void *)(uintptr_t)(tls->start_virt + b->layout.kernel_slide);
    info->tls_file_bytes = tls->file_bytes;
    info->tls_memory_bytes = tls->memory_bytes;
    info->tls_align = tls->align_bytes;
}

static void write_framebuffer(const struct boot *b, struct info_block *block, struct boot_info *info)
{
    if (b->framebuffer.width_px == 0)
        return;
    struct boot_framebuffer framebuffer = b->framebuffer;
    framebuffer.address = (void *)(uintptr_t)b->layout.framebuffer_virt;
    framebuffer.edid = block_copy(block, b->framebuffer.edid, b->framebuffer.edid_bytes);
    info->framebuffers = block_copy(block, &framebuffer, sizeof(framebuffer));
    info->framebuffer_count = 1;
}

static void write_log(struct info_block *block, struct boot_info *info)
{
    const struct bytes text = log_text();
    info->log = block_copy(block, text.data, text.len);
    info->log_bytes = info->log != NULL ? text.len : 0;
}

static struct error write_info(struct boot *b)
{
    struct info_block block = { .memory = platform_at(b->boot_info.start_phys),
                                .start_virt = b->layout.boot_info_virt,
                                .bytes = b->boot_info.bytes };
    struct boot_info *info = block_take(&block, BOOT_INFO_RESERVE);
    write_head(b, &block, info);
    write_firmware(&block, info);
    TRY(write_regions(b, &block, info));
    write_command_line(b, &block, info);
    write_layout(b, &block, info);
    write_tls(b, info);
    write_symbols(b, info);
    write_framebuffer(b, &block, info);
    write_files(b, &block, info);
    info->volume = block_copy(&block, &b->volume, sizeof(b->volume));
    info->stamps = block_copy(&block, b->stamps, sizeof(b->stamps));
    info->stamp_count = BOOT_STAMPS;
    info->tsc_hz = b->tsc.hz;
    info->tsc_source = b->tsc.source;
    write_log(&block, info);
    return OK;
}

struct error write_boot_info(struct boot *b)
{
    stop_clock(b);
    log_info("entering the kernel");
    b->stamps[STAMP_KERNEL] = read_tsc();
    TRY(write_info(b));
    forget_seeds(b);
    return OK;
}
