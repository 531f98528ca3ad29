/* The seam's fourth implementation: files of this host instead of a firmware, and as much memory as described. Nobody runs the
 * kernel here, so the machine ends where the last step does. */
#include "tools/check/described_machine.h"
#include "common/base/checked.h"
#include "common/boot.h"
#include "common/disk/disk.h"
#include "common/disk/fat.h"
#include "common/log/log.h"
#include "common/memory/allocator.h"
#include "common/platform.h"
#include "tools/base/report.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define EFI_DESCRIPTOR_BYTES   48 /* OVMF's, which are as long as those of other firmware */
#define EFI_DESCRIPTOR_VERSION 1

/* The firmware's handles of this door. */
static const struct machine *described;
static struct memory_map clean;
static struct page_allocator allocator;
static u8 *arena;
static u64 arena_bytes;
static u8 *descriptors;
static u64 framebuffer_phys;
static struct reader disk, partition;
static struct fat_volume volume;

static u64 framebuffer_bytes(void)
{
    return (u64)described->width_px * described->height_px * 4;
}

static bool is_ram(u64 start_phys, u64 bytes)
{
    for (u64 i = 0; i < clean.count; i++) {
        const struct memory_region *region = &clean.regions[i];
        if (memory_kind_is_ram(region->kind) && region->start_phys < start_phys + bytes &&
            start_phys < region->start_phys + region->bytes)
            return true;
    }
    return false;
}

static u64 ram_end(void)
{
    u64 end_phys = 0;
    for (u64 i = 0; i < clean.count; i++)
        if (memory_kind_is_ram(clean.regions[i].kind))
            end_phys = max_u64(end_phys, clean.regions[i].start_phys + clean.regions[i].bytes);
    return end_phys;
}

/* Where firmware likes to have it, else behind all memory. */
static u64 find_framebuffer(void)
{
    static const u64 usual[] = { 0xfd000000, 0xc0000000, 0x80000000 };
    for (size_t i = 0; i < COUNT_OF(usual); i++)
        if (!is_ram(usual[i], max_u64(framebuffer_bytes(), 1)))
            return usual[i];
    return align_up(ram_end(), 2 * MIB_BYTES);
}

/* One piece of address space, in which a page costs memory when it is first touched; so physical addresses are offsets. */
static struct error make_memory(void)
{
    TRY(machine_map_make(2 * described->map.count + 1, &clean));
    TRY(memory_map_normalise(&described->map, NULL, &clean));
    framebuffer_phys = find_framebuffer();
    const u64 bytes = align_up(max_u64(ram_end(), framebuffer_phys + framebuffer_bytes()), PAGE_BYTES);
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        return error_about(ERR_HOST_MACHINE, "its memory", (u64)errno);
    arena = memory;
    arena_bytes = bytes;
    descriptors = calloc(described->map.count, EFI_DESCRIPTOR_BYTES);
    if (descriptors == NULL)
        return error_about(ERR_HOST_MACHINE, "its memory map", ENOMEM);
    allocator = (struct page_allocator) { .clean = &clean };
    return OK;
}

/* Of what the loader says, its warnings are for whoever checks a kernel, wherever the configuration sends them. */
static void note_warnings(const char *data, size_t len)
{
    static const char prefix[] = "warning: ";
    if (len > sizeof(prefix) && memcmp(data, prefix, sizeof(prefix) - 1) == 0)
        report_warning("%.*s", (int)(len - sizeof(prefix)), data + sizeof(prefix) - 1); /* without the line's end */
}

struct error described_machine_boot(const struct machine *machine, struct boot *b)
{
    described = machine;
    *b = (struct boot) { 0 };
    log_start();
    if (!machine->is_quiet)
        log_open(note_warnings);
    TRY(make_memory());
    return boot_steps(b);
}

void described_machine_end(void)
{
    if (arena != NULL)
        munmap(arena, arena_bytes);
    free(descriptors);
    machine_map_free(&clean);
    arena = descriptors = NULL;
}

struct error platform_open_volume(struct boot_volume *identity)
{
    struct disk_identity found;
    struct partition place;
    bool used_backup = false;
    *identity = (struct boot_volume) { .kind = VOLUME_GPT };
    if (described->disk.len == 0)
        return OK;
    disk = reader_of_bytes("the boot disk", described->disk);
    TRY(disk_find_boot_partition(&disk, described->sector_bytes, &found, &place, &used_backup));
    if (used_backup)
        log_warning("the first partition table is damaged: using the backup at the end of the disk");
    TRY(reader_of_part(&disk, "the boot partition", place.first_lba * described->sector_bytes,
                       (place.last_lba - place.first_lba + 1) * described->sector_bytes, &partition));
    return fat_open(&partition, &volume);
}

static struct error read_nothing(struct reader *reader, u64 offset, void *destination, u64 len)
{
    (void)reader, (void)offset, (void)destination, (void)len;
    return OK;
}

static struct reader reader_of_file(const struct machine_file *file)
{
    struct reader reader = reader_of_bytes(file->name, file->content);
    if (file->is_loaded_only)
        reader.read = read_nothing;
    return reader;
}

struct error platform_open_file(const char *path, struct reader *file)
{
    if (described->disk.len != 0)
        return fat_open_file(&volume, path, file);
    for (size_t i = 0; i < described->file_count; i++)
        if (strcmp(described->files[i].path, path) == 0) {
            *file = reader_of_file(&described->files[i]);
            return OK;
        }
    return error_about(ERR_FILE_NOT_FOUND, path, 0);
}

struct error platform_memory_map(struct memory_map *map)
{
    *map = described->map;
    return OK;
}

struct error platform_allocate(u64 bytes, u64 align_bytes, const char *purpose, u64 *start_phys)
{
    return allocator_take(&allocator, bytes, align_bytes, purpose, start_phys);
}

void *platform_at(u64 start_phys)
{
    return arena + start_phys;
}

/* The display has one mode: whether that satisfies the kernel is a question of the description. */
struct error platform_start_screen(const struct screen_wish *wish, struct boot_framebuffer *framebuffer)
{
    (void)wish;
    *framebuffer = (struct boot_framebuffer) { 0 };
    if (described->width_px == 0)
        return OK;
    *framebuffer = (struct boot_framebuffer) { .start_phys = framebuffer_phys,
                                               .bytes = framebuffer_bytes(),
                                               .width_px = described->width_px,
                                               .height_px = described->height_px,
                                               .pitch_bytes = described->width_px * 4,
                                               .bits_per_pixel = 32,
                                               .red_shift = 16,
                                               .red_bits = 8,
                                               .green_shift = 8,
                                               .green_bits = 8,
                                               .blue_bits = 8 };
    return OK;
}

struct error platform_leave(struct memory_map *map)
{
    return platform_memory_map(map);
}

/* Of the EFI map only the size matters: it is a part of boot_info. The last region is not the firmware's, see uefi/map.c. */
void platform_describe(struct firmware_facts *facts)
{
    *facts = (struct firmware_facts) { .door = described->door };
    if (described->door == DOOR_UEFI)
        *facts = (struct firmware_facts) { .door = described->door,
                                           .efi_memory_map = { descriptors, (described->map.count - 1) * EFI_DESCRIPTOR_BYTES },
                                           .efi_descriptor_bytes = EFI_DESCRIPTOR_BYTES,
                                           .efi_descriptor_version = EFI_DESCRIPTOR_VERSION };
}

void platform_chance(u8 chance[CHANCE_BYTES])
{
    memset(chance, 0, CHANCE_BYTES);
}

void cpu_detect(struct cpu_features *features)
{
    *features = described->cpu;
}
