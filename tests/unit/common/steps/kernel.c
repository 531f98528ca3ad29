/* The kernel of kernel.h, built from nothing. */
#include "tests/unit/common/steps/kernel.h"
#include "common/base/string.h"
#include <criterion/criterion.h>
#include <stdlib.h>

struct test_elf elf;
char manifest[2048];
u8 ramdisk[RAMDISK_BYTES];

struct boot_config default_wishes(void)
{
    return (struct boot_config) { .magic = BOOT_CONFIG_MAGIC,
                                  .abi_major = LINTEL_ABI_MAJOR,
                                  .abi_minor = LINTEL_ABI_MINOR,
                                  .size = sizeof(struct boot_config) };
}

void add_files(const struct boot_config *config, const char *more)
{
    struct text text = TEXT_OF(manifest);
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    memcpy(elf.data + CONFIG_OFFSET, config, sizeof(*config));
    for (size_t i = 0; i < sizeof(ramdisk); i++)
        ramdisk[i] = (u8)(i * 7);
    text_add(&text, "lintel-manifest = 1\nkernel = /boot/kernel.elf\nkernel-bytes = %u\nkernel-config-offset = %u\n%s", elf.len,
             CONFIG_OFFSET, more);
    machine_reset();
    machine_add_file("/boot/kernel.elf", (struct bytes) { elf.data, (size_t)elf.len });
    machine_add_file("/boot/lintel.manifest", (struct bytes) { (const u8 *)manifest, text.len });
    machine_add_file("/boot/ramdisk", (struct bytes) { ramdisk, sizeof(ramdisk) });
}

void *kernel_sees(u64 virt)
{
    const u64 address_mask = 0x000ffffffffff000ull;
    u64 table_phys = machine.entry.root_phys;
    for (u32 shift = machine.entry.levels == 5 ? 48 : 39;; shift -= 9) {
        const u8 *table = machine_ram(table_phys);
        const u64 entry = load_u64(table + (virt >> shift & 511) * 8);
        cr_assert(entry & 1, "%#llx is not mapped at shift %u", (unsigned long long)virt, shift);
        if (shift == 12 || (entry & 0x80) != 0) {
            const u64 page_bytes = 1ull << shift;
            return machine_ram((entry & address_mask & ~(page_bytes - 1)) + (virt & (page_bytes - 1)));
        }
        table_phys = entry & address_mask;
    }
}

const struct boot_info *boot_to_kernel(void)
{
    cr_assert_eq(machine_boot(), MACHINE_ENTERED, "%s", machine.said);
    return kernel_sees(machine.entry.boot_info_virt);
}

void assert_stopped(const char *number)
{
    cr_assert_eq(machine_boot(), MACHINE_STOPPED);
    cr_assert(strstr(machine.said, number), "%s", machine.said);
    cr_assert(strstr(machine.said, "hint: "), "%s", machine.said);
}
