/* Displays that misbehave in the ways that real ones do. */
#include "uefi/gop.h"
#include "tests/unit/uefi/fake_firmware.h"
#include <criterion/criterion.h>
#include <stdlib.h>

#define MODES 3

struct display {
    struct efi_gop gop; /* first: the firmware's view of it */
    struct efi_gop_mode state;
    struct efi_gop_mode_info modes[MODES], active;
    bool started;
    unsigned sets;
    u32 refused_mode;
    u32 extra_pixels_per_line; /* once a mode is set: QueryMode had it wrong */
};

static efi_status EFIAPI query_mode(struct efi_gop *gop, u32 mode, u64 *info_bytes, struct efi_gop_mode_info **info)
{
    struct display *display = (struct display *)gop;
    if (!display->started)
        return EFI_NOT_STARTED;
    cr_assert_lt(mode, MODES);
    *info_bytes = sizeof(**info);
    *info = malloc(sizeof(**info));
    **info = display->modes[mode];
    return EFI_SUCCESS;
}

static efi_status EFIAPI set_mode(struct efi_gop *gop, u32 mode)
{
    struct display *display = (struct display *)gop;
    display->sets++;
    if (mode >= MODES || mode == display->refused_mode)
        return EFI_INVALID;
    display->started = true;
    display->state.current = mode;
    display->active = display->modes[mode];
    display->active.pixels_per_line += display->extra_pixels_per_line;
    display->gop.mode = &display->state;
    return EFI_SUCCESS;
}

static struct display display, other;
static const struct screen_wish anything = { 0, 0 };
static struct boot_framebuffer framebuffer;

static struct efi_gop_mode_info mode_of(u32 width_px, u32 height_px)
{
    return (struct efi_gop_mode_info) {
        .width_px = width_px, .height_px = height_px, .format = EFI_PIXEL_BGRX, .pixels_per_line = width_px
    };
}

static void plug_in(struct display *plugged, u64 framebuffer_phys)
{
    *plugged = (struct display) {
        .gop = { .query_mode = query_mode, .set_mode = set_mode, .mode = &plugged->state },
        .state = { .count = MODES, .current = 1, .info = &plugged->active, .framebuffer_phys = framebuffer_phys },
        .modes = { mode_of(640, 480), mode_of(800, 600), mode_of(1024, 768) },
        .active = mode_of(800, 600),
        .started = true,
        .refused_mode = UINT32_MAX,
    };
    fake_protocol_add(plugged, (struct efi_guid)EFI_GOP_GUID, &plugged->gop);
    fake.displays[fake.display_count++] = plugged;
}

static void start(void)
{
    fake_firmware_reset();
    plug_in(&display, 0xc0000000);
}

TestSuite(uefi_gop, .init = start);

Test(uefi_gop, keeps_the_current_mode_without_setting_it)
{
    gop_start(&anything, &framebuffer);
    cr_assert_eq(framebuffer.width_px, 800);
    cr_assert_eq(framebuffer.start_phys, 0xc0000000);
    cr_assert_eq(display.sets, 0);
}

Test(uefi_gop, sets_the_mode_that_was_wished_for)
{
    const struct screen_wish wish = { 1000, 0 };
    gop_start(&wish, &framebuffer);
    cr_assert_eq(framebuffer.width_px, 1024);
    cr_assert_eq(display.sets, 1);
}

Test(uefi_gop, gives_no_framebuffer_without_display)
{
    fake_firmware_reset();
    framebuffer.width_px = 1;
    gop_start(&anything, &framebuffer);
    cr_assert_eq(framebuffer.width_px, 0);
}

Test(uefi_gop, calls_nothing_while_the_firmware_is_being_left)
{
    firmware.is_leaving = true;
    gop_start(&anything, &framebuffer);
    cr_assert_eq(framebuffer.width_px, 0);
    cr_assert_str_eq(fake.trace, "");
}

Test(uefi_gop, gives_back_every_buffer)
{
    gop_start(&anything, &framebuffer);
    cr_assert_str_eq(fake.trace, "LPPPPP"); /* the list, the first question, three modes, the list */
}

Test(uefi_gop, sets_a_mode_before_asking_if_none_was_set)
{
    display.started = false;
    gop_start(&anything, &framebuffer);
    cr_assert_eq(framebuffer.width_px, 800);
}

Test(uefi_gop, wakes_a_display_without_mode_pointer)
{
    display.started = false;
    display.gop.mode = NULL;
    gop_start(&anything, &framebuffer);
    cr_assert_eq(framebuffer.width_px, 640);
    display.gop.mode = NULL;
    display.refused_mode = 0;
    gop_start(&anything, &framebuffer);
    cr_assert_eq(framebuffer.width_px, 0);
}

Test(uefi_gop, tries_the_next_mode_if_one_cannot_be_set)
{
    const struct screen_wish wish = { 1000, 0 };
    display.refused_mode = 2;
    gop_start(&wish, &framebuffer);
    cr_assert_eq(framebuffer.width_px, 800);
}

Test(uefi_gop, believes_the_pitch_of_the_active_mode)
{
    const struct screen_wish wish = { 1000, 0 };
    display.extra_pixels_per_line = 32;
    gop_start(&wish, &framebuffer);
    cr_assert_eq(framebuffer.pitch_bytes, (1024 + 32) * 4);
}

Test(uefi_gop, passes_over_a_console_that_only_copies_blocks)
{
    display.modes[0].format = display.modes[1].format = display.modes[2].format = EFI_PIXEL_BLT_ONLY;
    plug_in(&other, 0xd0000000);
    ((struct efi_system_table *)(uintptr_t)firmware.system)->console_out_handle = &display;
    gop_start(&anything, &framebuffer);
    cr_assert_eq(framebuffer.start_phys, 0xd0000000);
}

Test(uefi_gop, prefers_the_consoles_display)
{
    plug_in(&other, 0xd0000000);
    ((struct efi_system_table *)(uintptr_t)firmware.system)->console_out_handle = &other;
    gop_start(&anything, &framebuffer);
    cr_assert_eq(framebuffer.start_phys, 0xd0000000);
}

Test(uefi_gop, passes_over_a_display_without_framebuffer)
{
    display.state.framebuffer_phys = 0;
    plug_in(&other, 0xd0000000);
    gop_start(&anything, &framebuffer);
    cr_assert_eq(framebuffer.start_phys, 0xd0000000);
}

Test(uefi_gop, refuses_a_framebuffer_that_wraps_around)
{
    display.state.framebuffer_phys = 0 - 1ull * 800 * 600 * 4;
    for (size_t i = 0; i < MODES; i++)
        display.modes[i] = mode_of(800, 600);
    gop_start(&anything, &framebuffer);
    cr_assert_eq(framebuffer.width_px, 0);
    display.state.framebuffer_phys--;
    gop_start(&anything, &framebuffer);
    cr_assert_eq(framebuffer.width_px, 800);
}

Test(uefi_gop, finds_the_edid_on_another_handle_of_the_same_framebuffer)
{
    static u8 data[600] = { 0, 0xff, 0xff };
    static struct efi_edid edid = { .bytes = 128, .data = data };
    plug_in(&other, 0xc0000000);
    fake_protocol_add(&other, (struct efi_guid)EFI_EDID_ACTIVE_GUID, &edid);
    gop_start(&anything, &framebuffer);
    cr_assert_eq(framebuffer.edid_bytes, 128);
    cr_assert_arr_eq(framebuffer.edid, data, 128);
    edid.bytes = 600;
    gop_start(&anything, &framebuffer);
    cr_assert_eq(framebuffer.edid_bytes, 512);
    other.state.framebuffer_phys = 0xd0000000;
    gop_start(&anything, &framebuffer);
    cr_assert_null(framebuffer.edid);
}

Test(uefi_gop, takes_the_edid_that_was_discovered_if_none_is_active)
{
    static u8 data[300] = { 0, 0xff, 0xff };
    static struct efi_edid discovered = { .bytes = 300, .data = data }, active = { .bytes = 0, .data = NULL };
    plug_in(&other, 0xc0000000);
    fake_protocol_add(&other, (struct efi_guid)EFI_EDID_DISCOVERED_GUID, &discovered);
    gop_start(&anything, &framebuffer);
    cr_assert_eq(framebuffer.edid_bytes, 256, "whole blocks");
    fake_protocol_add(&other, (struct efi_guid)EFI_EDID_ACTIVE_GUID, &active);
    gop_start(&anything, &framebuffer);
    cr_assert_eq(framebuffer.edid_bytes, 256, "an empty block is none");
    discovered.bytes = 127;
    gop_start(&anything, &framebuffer);
    cr_assert_null(framebuffer.edid);
}
