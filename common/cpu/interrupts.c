/* 8259s, I/O APICs and the local APIC of the CPU that boots: masked, with nothing left in service. */
#include "common/cpu/interrupts.h"
#include "common/cpu/x86.h"

#define LEGACY_MASKS_1 0x21
#define LEGACY_MASKS_2 0xa1

void legacy_interrupts_mask(void)
{
    out_u8(LEGACY_MASKS_1, 0xff);
    out_u8(LEGACY_MASKS_2, 0xff);
}

/* Intel 82093AA: a register is chosen by the first word and appears in the fifth; each entry has two. */
enum { IO_APIC_SELECT = 0, IO_APIC_WINDOW = 4, IO_APIC_VERSION = 1, IO_APIC_ENTRIES = 0x10 };
enum { IO_APIC_LAST_ENTRY_MAX = 239 };
#define ENTRY_MASKED        (1u << 16)
#define ENTRY_DELIVERY_MODE 0x700u
#define ENTRY_LOWEST        0x100u /* and 0 is fixed */

static u32 io_apic_read(volatile u32 *registers, u32 index)
{
    registers[IO_APIC_SELECT] = index;
    return registers[IO_APIC_WINDOW];
}

static void io_apic_mask_entry(volatile u32 *registers, u32 index)
{
    const u32 entry = io_apic_read(registers, index);
    if ((entry & ENTRY_DELIVERY_MODE) <= ENTRY_LOWEST)
        registers[IO_APIC_WINDOW] = entry | ENTRY_MASKED;
}

bool io_apic_mask(void *memory)
{
    volatile u32 *registers = memory;
    const u32 version = io_apic_read(registers, IO_APIC_VERSION);
    const u32 last_entry = version >> 16 & 0xff;
    if (version == 0 || last_entry > IO_APIC_LAST_ENTRY_MAX)
        return false;
    for (u32 i = 0; i <= last_entry; i++)
        io_apic_mask_entry(registers, IO_APIC_ENTRIES + 2 * i);
    return true;
}

/* Intel SDM 3A §11.4 and §11.12: registers lie 16 bytes apart in memory; in x2APIC mode each is an MSR. */
#define MSR_APIC_BASE  0x1bu
#define APIC_BASE_X2   (1u << 10)
#define APIC_BASE_ON   (1u << 11)
#define APIC_BASE_PHYS 0xffffffffff000ull
#define MSR_X2APIC     0x800u
#define LVT_MASKED     (1u << 16)
enum { APIC_VERSION = 0x030, APIC_EOI = 0x0b0, APIC_IN_SERVICE = 0x100, APIC_VECTORS = 256 };

/* Timer, LINT0, LINT1, error, performance, thermal, corrected machine check: in the order in which CPUs came to have them, so
 * that the version register's count says which there are. */
static const u16 local_vectors[] = { 0x320, 0x350, 0x360, 0x370, 0x340, 0x330, 0x2f0 };

/* `registers` is NULL in x2APIC mode. */
static u32 apic_read(volatile u32 *registers, u32 offset)
{
    return registers != NULL ? registers[offset / sizeof(u32)] : (u32)read_msr(MSR_X2APIC + offset / 16);
}

static void apic_write(volatile u32 *registers, u32 offset, u32 value)
{
    if (registers != NULL)
        registers[offset / sizeof(u32)] = value;
    else
        write_msr(MSR_X2APIC + offset / 16, value);
}

static bool is_in_service(volatile u32 *registers)
{
    u32 any = 0;
    for (u32 word = 0; word < APIC_VECTORS / 32; word++)
        any |= apic_read(registers, APIC_IN_SERVICE + 16 * word);
    return any != 0;
}

static void quiet(volatile u32 *registers)
{
    const u32 last_vector = apic_read(registers, APIC_VERSION) >> 16 & 0xff;
    for (u32 i = 0; i < COUNT_OF(local_vectors) && i <= last_vector; i++)
        apic_write(registers, local_vectors[i], apic_read(registers, local_vectors[i]) | LVT_MASKED);
    for (u32 ended = 0; ended < APIC_VECTORS && is_in_service(registers); ended++)
        apic_write(registers, APIC_EOI, 0);
}

enum local_apic local_apic_quiet(void)
{
    const bool has_apic = (cpuid(1, 0).edx >> 9 & 1) != 0; /* false too if it is switched off */
    const u64 base = has_apic ? read_msr(MSR_APIC_BASE) : 0;
    if ((base & APIC_BASE_ON) == 0)
        return LOCAL_APIC_NONE;
    const bool is_x2 = (base & APIC_BASE_X2) != 0;
    quiet(is_x2 ? NULL : (volatile u32 *)(uintptr_t)(base & APIC_BASE_PHYS));
    return is_x2 ? LOCAL_APIC_X2 : LOCAL_APIC_IN_MEMORY;
}
