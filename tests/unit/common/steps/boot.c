/* The whole loader on a machine made of memory: what the kernel would find, and what is said if it can't be booted. */
#include "common/base/string.h"
#include "tests/unit/common/steps/kernel.h"
#include <criterion/criterion.h>

Test(boot, enters_the_kernel_with_its_segments_in_place)
{
    const struct boot_config config = default_wishes();
    add_files(&config, "");
    elf.data[0x1000] = 0x90;
    elf.data[0x3fff] = 0x42;
    const struct boot_info *info = boot_to_kernel();
    cr_assert_eq(machine.entry.entry_virt, KERNEL_VIRT);
    cr_assert_eq(*(u8 *)kernel_sees(KERNEL_VIRT), 0x90);
    cr_assert_eq(*(u8 *)kernel_sees(KERNEL_VIRT + 0x2fff), 0x42);
    cr_assert_eq(*(u8 *)kernel_sees(KERNEL_VIRT + 0x3000), 0, "bss is cleared");
    cr_assert_eq(*(u8 *)kernel_sees(KERNEL_VIRT + 0x4fff), 0, "bss is cleared to its last byte");
    cr_assert_eq(info->abi_major, LINTEL_ABI_MAJOR);
    cr_assert_eq(info->kernel_start_virt, KERNEL_VIRT);
    cr_assert_eq(info->kernel_bytes, 0x5000);
}

/* 3 MiB of bss, linked half a large page away from where a large page starts. */
Test(boot, places_a_large_kernel_so_that_large_pages_fit)
{
    const struct boot_config config = default_wishes();
    add_files(&config, "");
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT + MIB_BYTES);
    elf_put(&elf, 2,
            (struct test_header) { PT_LOAD, 6, 0x3000, KERNEL_VIRT + MIB_BYTES + 0x2000, 0x1000, 3 * MIB_BYTES, 0x1000 });
    memcpy(elf.data + CONFIG_OFFSET, &config, sizeof(config));
    const struct boot_info *info = boot_to_kernel();
    cr_assert_eq(info->kernel_start_virt, KERNEL_VIRT + MIB_BYTES);
    cr_assert_eq(info->kernel_start_phys % (2 * MIB_BYTES), (KERNEL_VIRT + MIB_BYTES) % (2 * MIB_BYTES));
}

Test(boot, hands_over_command_line_and_ramdisk)
{
    const struct boot_config config = default_wishes();
    add_files(&config, "ramdisk = /boot/ramdisk\nramdisk-bytes = 5000\ncommand-line = root=none quiet\n");
    const struct boot_info *info = boot_to_kernel();
    cr_assert_str_eq(kernel_sees((u64)(uintptr_t)info->command_line), "root=none quiet");
    const struct boot_file *file = kernel_sees((u64)(uintptr_t)info->ramdisk);
    cr_assert_eq(file->bytes, sizeof(ramdisk));
    const u8 *content = kernel_sees((u64)(uintptr_t)file->address);
    cr_assert_arr_eq(content, ramdisk, sizeof(ramdisk));
    cr_assert_eq(content[sizeof(ramdisk)], 0, "zero-filled to the page's end");
    cr_assert_eq(content[2 * PAGE_BYTES - 1], 0, "zero-filled to the page's end");
}

Test(boot, gives_an_empty_command_line_without_manifest)
{
    const struct boot_config config = default_wishes();
    add_files(&config, "");
    machine.files[1].path = "/boot/other";
    const struct boot_info *info = boot_to_kernel();
    cr_assert_str_eq(kernel_sees((u64)(uintptr_t)info->command_line), "");
    cr_assert_eq(info->command_line_bytes, 0);
    cr_assert(strstr(machine.said, "warning: /boot/lintel.manifest is missing"), "%s", machine.said);
}

static bool overlaps(const struct memory_region *region, u64 start_phys, u64 bytes)
{
    return region->start_phys < start_phys + bytes && start_phys < region->start_phys + region->bytes;
}

Test(boot, leaves_nothing_of_its_own_in_usable_memory)
{
    const struct boot_config config = default_wishes();
    add_files(&config, "ramdisk = /boot/ramdisk\nramdisk-bytes = 5000\n");
    const struct boot_info *info = boot_to_kernel();
    const struct boot_file *file = kernel_sees((u64)(uintptr_t)info->ramdisk);
    const struct memory_region *regions = kernel_sees((u64)(uintptr_t)info->regions);
    u64 usable = 0;
    for (u64 i = 0; i < info->region_count; i++) {
        if (regions[i].kind != MEMORY_USABLE)
            continue;
        usable++;
        cr_assert_not(overlaps(&regions[i], info->kernel_start_phys, info->kernel_bytes));
        cr_assert_not(overlaps(&regions[i], file->start_phys, file->bytes));
        cr_assert_not(overlaps(&regions[i], machine.entry.root_phys, PAGE_BYTES));
    }
    cr_assert_gt(usable, 0);
}

Test(boot, refuses_a_kernel_whose_size_is_not_the_manifests)
{
    const struct boot_config config = default_wishes();
    add_files(&config, "");
    machine.files[0].content.len -= 1;
    assert_stopped("error L211");
}

/* What the CPU can, what it does now, what the kernel wants: the kernel gets `levels`, over a crossing if that is a change. */
static void assert_levels(bool has_la57, bool runs_la57, u8 wanted, u32 levels)
{
    struct boot_config config = default_wishes();
    config.paging_max_levels = wanted;
    add_files(&config, "");
    machine.cpu.has_la57 = has_la57;
    machine.cpu.runs_la57 = runs_la57;
    cr_assert_eq(boot_to_kernel()->paging_levels, levels);
    cr_assert_eq(machine.entry.levels, levels);
    cr_assert_eq(machine.entry.crossing_phys != 0, runs_la57 != (levels == 5));
}

Test(boot, gives_as_many_levels_as_kernel_and_cpu_agree_on)
{
    assert_levels(false, false, 0, 4);
    assert_levels(false, false, 5, 4);
    assert_levels(true, false, 0, 4);
    assert_levels(true, false, 4, 4);
    assert_levels(true, false, 5, 5);
    assert_levels(true, true, 5, 5);
    assert_levels(true, true, 4, 4);
}

/* 32-bit code changes the levels: what it needs lies where that reaches, and both sets of tables have it. */
Test(boot, refuses_to_change_the_levels_without_memory_below_4_gib)
{
    struct boot_config config = default_wishes();
    config.paging_max_levels = 5;
    add_files(&config, "");
    machine_move_ram(8 * GIB_BYTES);
    machine.cpu.has_la57 = true;
    assert_stopped("error L110");
    add_files(&config, "");
    machine_move_ram(8 * GIB_BYTES);
    machine.cpu.has_la57 = machine.cpu.runs_la57 = true;
    cr_assert_eq(boot_to_kernel()->paging_levels, 5, "nothing is to be changed");
}

Test(boot, refuses_a_missing_kernel)
{
    const struct boot_config config = default_wishes();
    add_files(&config, "");
    machine.files[0].path = "/boot/other.elf";
    assert_stopped("error L209");
}

Test(boot, refuses_a_missing_ramdisk_that_the_kernel_requires)
{
    struct boot_config config = default_wishes();
    config.ramdisk_required = SWITCH_ON;
    add_files(&config, "");
    assert_stopped("error L504");
}

Test(boot, refuses_a_cpu_without_what_the_kernel_requires)
{
    struct boot_config config = default_wishes();
    config.cpu_required = CPU_SMEP | CPU_SMAP | CPU_RDSEED;
    add_files(&config, "");
    machine.cpu.offers = CPU_NX | CPU_SMAP;
    assert_stopped("error L506: the kernel requires CPU features, and this CPU lacks smep,rdseed (cpu_required is 0x40300)");
    add_files(&config, "");
    machine.cpu.offers = CPU_SMEP | CPU_SMAP | CPU_RDSEED | CPU_NX;
    boot_to_kernel();
}

Test(boot, refuses_a_machine_without_the_framebuffer_that_the_kernel_requires)
{
    struct boot_config config = default_wishes();
    config.framebuffer_required = SWITCH_ON;
    add_files(&config, "");
    assert_stopped("error L505");
    cr_assert(strstr(machine.said, "does not satisfy framebuffer_required (it has 0 pixels)"), "%s", machine.said);
}

/* Its pixels lie in the machine's RAM: the refusal is drawn on it. */
static void add_small_screen(void)
{
    machine.framebuffer = (struct boot_framebuffer) { .start_phys = MACHINE_RAM_START_PHYS + 16 * MIB_BYTES,
                                                      .bytes = 640 * 480 * 4,
                                                      .width_px = 640,
                                                      .height_px = 480,
                                                      .pitch_bytes = 640 * 4,
                                                      .bits_per_pixel = 32,
                                                      .red_shift = 16,
                                                      .red_bits = 8,
                                                      .green_shift = 8,
                                                      .green_bits = 8,
                                                      .blue_bits = 8 };
}

Test(boot, names_the_side_of_the_framebuffer_that_is_too_short)
{
    struct boot_config config = default_wishes();
    config.framebuffer_required = SWITCH_ON;
    config.framebuffer_min_width = 641;
    config.framebuffer_min_height = 480;
    add_files(&config, "");
    add_small_screen();
    assert_stopped("does not satisfy framebuffer_min_width = 641 (it has 640 pixels)");
    config.framebuffer_min_width = 640;
    config.framebuffer_min_height = 481;
    add_files(&config, "");
    add_small_screen();
    machine.said[0] = '\0';
    assert_stopped("does not satisfy framebuffer_min_height = 481 (it has 480 pixels)");
}

Test(boot, accepts_exactly_the_memory_that_the_kernel_asks_for)
{
    struct boot_config config = default_wishes();
    config.memory_min_bytes = MACHINE_RAM_BYTES + 0x9f000;
    add_files(&config, "");
    boot_to_kernel();
}

Test(boot, refuses_a_machine_with_a_page_less_than_the_kernel_asks_for)
{
    struct boot_config config = default_wishes();
    config.memory_min_bytes = MACHINE_RAM_BYTES + 0x9f000 + 1;
    add_files(&config, "");
    assert_stopped(
        "error L502: this machine has only 25212 KiB of usable memory, and the kernel's memory_min_bytes is 25817089 bytes");
}

/* The dice are the same each time. In some round the resident's data crosses from one page table to the next. */
Test(boot, enters_the_kernel_whatever_addresses_aslr_chooses)
{
    struct boot_config config = default_wishes();
    config.aslr = SWITCH_ON;
    for (u32 round = 0; round < 400; round++) {
        add_files(&config, "");
        cr_assert_eq(machine_boot(), MACHINE_ENTERED, "round %u: %s", round, machine.said);
    }
}

/* Firmware need not merge what lies side by side. */
Test(boot, takes_a_memory_map_of_many_neighbours)
{
    const struct boot_config config = default_wishes();
    add_files(&config, "");
    machine_shatter_reserved(1000);
    const struct boot_info *info = boot_to_kernel();
    cr_assert_lt(info->region_count, 16);
}

/* Blocks of 2 MiB and more have addresses congruent to their physical ones: they begin at a multiple. */
static u64 stack_virt_with_ram_at(u64 start_phys, u64 stack_bytes)
{
    struct boot_config config = default_wishes();
    config.kernel_stack_size = stack_bytes;
    add_files(&config, "");
    machine_move_ram(start_phys);
    return boot_to_kernel()->stack_bottom_virt;
}

Test(boot, plans_the_same_addresses_wherever_memory_is)
{
    const u64 stack_bytes = 3 * MIB_BYTES;
    cr_assert_eq(stack_virt_with_ram_at(MACHINE_RAM_START_PHYS, stack_bytes),
                 stack_virt_with_ram_at(MACHINE_RAM_START_PHYS + 5 * PAGE_BYTES, stack_bytes));
}

/* 24 MiB from half a large page on hold 11 whole ones, and a stack of 23 MiB only if it may begin between two. */
Test(boot, takes_a_large_block_that_is_not_aligned_if_there_is_no_other)
{
    cr_assert_neq(stack_virt_with_ram_at(MACHINE_RAM_START_PHYS, 23 * MIB_BYTES), 0);
}
