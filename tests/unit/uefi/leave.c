/* The firmware's map in our buffer, and the end of boot services: what is called, and in which order. */
#include "uefi/leave.h"
#include "tests/unit/uefi/fake_firmware.h"
#include "uefi/memory.h"
#include <criterion/criterion.h>

static struct firmware_map map;

static void start(void)
{
    fake_firmware_reset();
    fake.gives_host_memory = true;
    fake.map_count = 100;
    map = (struct firmware_map) { 0 };
}

static void end(void)
{
    if (map.block_phys != 0)
        memory_free(map.block_phys, map.block_phys + map.block_bytes);
}

TestSuite(uefi_leave, .init = start, .fini = end);

Test(uefi_leave, keeps_room_for_twice_the_map_and_128_more)
{
    cr_assert_eq(firmware_map_fetch(&map).code, ERR_NONE);
    cr_assert_eq(map.regions.capacity, 2 * 100 + 128 + 1);
    cr_assert_eq(map.capacity_bytes, (2 * 100 + 128) * 48);
    cr_assert_eq(map.used_bytes, 100 * 48);
}

Test(uefi_leave, does_not_allocate_again_while_the_map_fits)
{
    cr_assert_eq(firmware_map_fetch(&map).code, ERR_NONE);
    fake.map_count = 2 * 100 + 128;
    cr_assert_eq(firmware_map_fetch(&map).code, ERR_NONE);
    cr_assert_str_eq(fake.trace, "MMAMM");
    fake.map_count++;
    cr_assert_eq(firmware_map_fetch(&map).code, ERR_NONE);
    cr_assert_str_eq(fake.trace, "MMAMMMMFAM");
}

Test(uefi_leave, translates_every_descriptor)
{
    cr_assert_eq(firmware_map_fetch(&map).code, ERR_NONE);
    memset(map.descriptors, 0xff, map.used_bytes); /* of no known type, and far too many pages */
    cr_assert_eq(firmware_map_translate(&map).code, ERR_NONE);
    cr_assert_eq(map.regions.count, 100 + 1); /* page zero is the last */
    cr_assert_eq(map.regions.regions[99].kind, MEMORY_RESERVED);
}

Test(uefi_leave, refuses_impossible_descriptor_sizes)
{
    fake.descriptor_bytes = 39;
    cr_assert_eq(firmware_map_fetch(&map).code, ERR_UEFI_MEMORY_MAP);
    fake.descriptor_bytes = 40;
    cr_assert_eq(firmware_map_fetch(&map).code, ERR_NONE);
}

Test(uefi_leave, refuses_descriptors_larger_than_a_page)
{
    fake.descriptor_bytes = PAGE_BYTES + 8;
    cr_assert_eq(firmware_map_fetch(&map).code, ERR_UEFI_MEMORY_MAP);
    fake.descriptor_bytes = PAGE_BYTES;
    cr_assert_eq(firmware_map_fetch(&map).code, ERR_NONE);
}

Test(uefi_leave, says_when_there_is_no_memory_for_the_map)
{
    fake.allocate_status = EFI_OUT_OF_RESOURCES;
    cr_assert_eq(firmware_map_fetch(&map).code, ERR_NOT_ENOUGH_MEMORY);
    fake.allocate_status = EFI_SUCCESS;
    cr_assert_eq(firmware_map_fetch(&map).code, ERR_NONE);
}

Test(uefi_leave, leaves_at_the_first_attempt)
{
    cr_assert_eq(firmware_map_fetch(&map).code, ERR_NONE);
    memset(fake.trace, 0, sizeof(fake.trace));
    cr_assert_eq(leave_boot_services(&map).code, ERR_NONE);
    cr_assert_str_eq(fake.trace, "MX");
}

Test(uefi_leave, fetches_a_fresh_map_after_each_refusal)
{
    fake.exit_refusals = LEAVE_ATTEMPTS - 1;
    cr_assert_eq(firmware_map_fetch(&map).code, ERR_NONE);
    memset(fake.trace, 0, sizeof(fake.trace));
    cr_assert_eq(leave_boot_services(&map).code, ERR_NONE);
    cr_assert_str_eq(fake.trace, "MXMXMXMXMXMXMXMX");
}

Test(uefi_leave, gives_up_after_its_limit_with_the_last_status)
{
    fake.exit_refusals = LEAVE_ATTEMPTS;
    struct error error = leave_boot_services(&map);
    cr_assert_eq(error.code, ERR_EXIT_BOOT_SERVICES);
    cr_assert_eq(error.detail, EFI_INVALID);
    cr_assert_eq(firmware.is_leaving, true);
}

Test(uefi_leave, survives_a_map_that_outgrows_its_buffer_meanwhile)
{
    cr_assert_eq(firmware_map_fetch(&map).code, ERR_NONE);
    fake.exit_refusals = 3;
    fake.map_growth = 150;
    memset(fake.trace, 0, sizeof(fake.trace));
    cr_assert_eq(leave_boot_services(&map).code, ERR_NONE);
    cr_assert_null(strstr(fake.trace, "AX"));
    cr_assert_not_null(strstr(fake.trace, "FAMX"));
}
