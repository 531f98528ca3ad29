/* The seam's third implementation: no firmware at all. */
#include "common/platform.h"
#include "common/boot.h"
#include "common/cpu/debugger.h"
#include "common/cpu/exit_device.h"
#include "common/cpu/interrupts.h"
#include "common/log/log.h"
#include "common/memory/allocator.h"
#include "common/resident/leap.h"
#include "tests/host/machine.h"
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

struct machine machine;

static u8 *arena;
static jmp_buf end_of_boot;
#define REGIONS_MAX 1024
static struct memory_region regions[REGIONS_MAX];
static struct page_allocator allocator;
static struct memory_map firmware_map;

void machine_reset(void)
{
    if (arena == NULL) /* one for all machines of a test: new memory costs five times as much as what it holds */
        arena = aligned_alloc(PAGE_BYTES, MACHINE_RAM_BYTES);
    memset(arena, 0xdb, MACHINE_RAM_BYTES); /* real RAM is dirty */
    machine = (struct machine) { .cpu = { .has_nx = true, .has_gib_pages = true, .has_pat = true, .physical_bits = 40 } };
    regions[0] = (struct memory_region) { .start_phys = 0, .bytes = 0x9f000, .kind = MEMORY_USABLE, .firmware_type = 1 };
    regions[1] = (struct memory_region) {
        .start_phys = MACHINE_RAM_START_PHYS, .bytes = MACHINE_RAM_BYTES, .kind = MEMORY_USABLE, .firmware_type = 1
    };
    regions[2] =
        (struct memory_region) { .start_phys = 0xfffc0000, .bytes = 0x40000, .kind = MEMORY_RESERVED, .firmware_type = 2 };
    firmware_map = (struct memory_map) { .regions = regions, .count = 3, .capacity = REGIONS_MAX };
    allocator = (struct page_allocator) { .clean = &firmware_map };
}

void machine_add_file(const char *path, struct bytes content)
{
    size_t count = 0;
    while (count + 1 < COUNT_OF(machine.files) && machine.files[count].path != NULL)
        count++;
    machine.files[count] = (struct machine_file) { .path = path, .content = content, .told_bytes = content.len };
}

void machine_move_ram(u64 start_phys)
{
    regions[1].start_phys = start_phys;
}

void machine_shatter_reserved(u64 pages)
{
    for (u64 i = 0; i < pages && firmware_map.count < REGIONS_MAX; i++)
        regions[firmware_map.count++] = (struct memory_region) {
            .start_phys = 0xf0000000 + i * PAGE_BYTES, .bytes = PAGE_BYTES, .kind = MEMORY_RESERVED, .firmware_type = 2
        };
}

void *machine_ram(u64 start_phys)
{
    return arena + (start_phys - regions[1].start_phys);
}

enum machine_outcome machine_boot(void)
{
    if (setjmp(end_of_boot) == 0)
        boot(1);
    return machine.outcome;
}

static bool call_fails(void)
{
    return ++machine.calls == machine.fail_call;
}

struct error platform_open_volume(struct boot_volume *identity)
{
    if (call_fails())
        return error_about(ERR_DISK_READ, "the boot disk", 0);
    *identity = (struct boot_volume) { .kind = VOLUME_GPT, .partition_number = 2 };
    return OK;
}

/* As a server sends it. It does so once, from the start, and the size may have changed since it was told. */
static struct error read_sent(struct reader *file, u64 offset, void *destination, u64 len)
{
    struct machine_file *sent = file->context;
    if (call_fails() || offset != 0 || sent->reads++ != 0)
        return error_about(ERR_NETWORK_TRANSFER, file->name, offset);
    file->bytes = sent->content.len;
    if (sent->content.len > len)
        return error_about(ERR_FILE_SIZE, file->name, sent->content.len);
    memcpy(destination, sent->content.data, sent->content.len);
    return OK;
}

struct error platform_open_file(const char *path, struct reader *file)
{
    if (call_fails())
        return error_about(ERR_FILE_READ, path, 1);
    for (size_t i = 0; i < COUNT_OF(machine.files); i++)
        if (machine.files[i].path != NULL && strcmp(machine.files[i].path, path) == 0) {
            *file = reader_of_bytes(path, machine.files[i].content);
            if (machine.is_network)
                *file = (struct reader) { .read = read_sent,
                                          .bytes = machine.tells_no_sizes ? READER_BYTES_UNKNOWN : machine.files[i].told_bytes,
                                          .comes_whole = true,
                                          .name = path,
                                          .context = &machine.files[i] };
            return OK;
        }
    return error_about(ERR_FILE_NOT_FOUND, path, 0);
}

struct error platform_memory_map(struct memory_map *map)
{
    if (call_fails())
        return error_of(ERR_BIOS_NO_MEMORY_MAP, 0);
    *map = firmware_map;
    return OK;
}

struct error platform_allocate(u64 bytes, u64 align_bytes, const char *purpose, u64 *start_phys)
{
    if (call_fails())
        return error_about(ERR_NOT_ENOUGH_MEMORY, purpose, bytes);
    return allocator_take(&allocator, bytes, align_bytes, purpose, start_phys);
}

void *platform_at(u64 start_phys)
{
    return machine_ram(start_phys);
}

struct error platform_start_screen(const struct screen_wish *wish, struct boot_framebuffer *framebuffer)
{
    (void)wish;
    if (call_fails())
        return error_of(ERR_FRAMEBUFFER_REQUIRED, 0);
    *framebuffer = machine.framebuffer;
    return OK;
}

struct error platform_leave(struct memory_map *map)
{
    if (call_fails())
        return error_of(ERR_EXIT_BOOT_SERVICES, 2);
    *map = firmware_map;
    return OK;
}

void platform_describe(struct firmware_facts *facts)
{
    *facts = (struct firmware_facts) { .door = DOOR_BIOS, .rsdp_phys = machine.rsdp_phys };
}

void platform_chance(u8 chance[CHANCE_BYTES])
{
    memset(chance, machine.firmware_chance, CHANCE_BYTES);
}

_Noreturn void platform_stop(void)
{
    machine.outcome = MACHINE_STOPPED;
    longjmp(end_of_boot, 1);
}

/* What stands in for the CPU. */
void cpu_detect(struct cpu_features *features)
{
    *features = machine.cpu;
}

void cpu_entropy(u64 words[CPU_ENTROPY_WORDS])
{
    static u64 boots;
    for (size_t i = 0; i < CPU_ENTROPY_WORDS; i++)
        words[i] = machine.chance != 0 ? machine.chance : boots;
    boots++;
}

struct tsc_frequency tsc_ask(void)
{
    return machine.tsc;
}

void tsc_measure_start(u16 pm_timer_port, struct tsc_measurement *measurement)
{
    measurement->pm_timer_port = pm_timer_port;
}

struct tsc_frequency tsc_measure_end(const struct tsc_measurement *measurement)
{
    return (struct tsc_frequency) { .hz = measurement->pm_timer_port * 1000000ull, .source = 3 };
}

bool exit_device_armed(void)
{
    return false;
}

void debugger_wait(const char *fw_cfg_file, u64 entry_virt, u64 slide)
{
    (void)fw_cfg_file, (void)entry_virt, (void)slide; /* nobody debugs this machine */
}

bool serial_present(void)
{
    return true;
}

bool debugcon_present(void)
{
    return false;
}

void legacy_interrupts_mask(void) {}

bool io_apic_mask(void *registers)
{
    (void)registers;
    return true;
}

enum local_apic local_apic_quiet(void)
{
    return LOCAL_APIC_IN_MEMORY;
}

void serial_write(const char *data, size_t len)
{
    strncat(machine.said, data, len < sizeof(machine.said) - strlen(machine.said) - 1 ? len : 0);
}

void debugcon_write(const char *data, size_t len)
{
    (void)data;
    (void)len;
}

void resident_install(const struct resident_plan *plan)
{
    memset(plan->text, 0xcc, RESIDENT_TEXT_BYTES);
    memset(plan->data, 0, RESIDENT_DATA_BYTES);
}

_Noreturn void resident_enter(const struct resident_plan *plan, const struct resident_entry *entry)
{
    (void)plan;
    machine.entry = *entry;
    machine.outcome = MACHINE_ENTERED;
    longjmp(end_of_boot, 1);
}

u64 leap_page_phys(void)
{
    return MACHINE_RAM_START_PHYS;
}
