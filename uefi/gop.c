/* The screen through the firmware's Graphics Output Protocol (UEFI 2.10 12.9). */
#include "uefi/gop.h"
#include "common/base/checked.h"
#include "common/base/string.h"
#include "common/video/mode_choice.h"
#include "uefi/firmware.h"
#include "uefi/gop_mode.h"

/* Modes behind the last one that fits are not considered; firmware lists a few dozen. */
#define MODES_MAX 256
/* A base block and three extensions. */
#define EDID_BYTES_MAX   512
#define EDID_BLOCK_BYTES 128

static const struct efi_guid gop_guid = EFI_GOP_GUID;
static const struct efi_guid edid_active_guid = EFI_EDID_ACTIVE_GUID;
static const struct efi_guid edid_discovered_guid = EFI_EDID_DISCOVERED_GUID;

static efi_status query(struct efi_gop *gop, u32 mode, struct efi_gop_mode_info *info)
{
    u64 info_bytes = 0;
    struct efi_gop_mode_info *answer = NULL;
    efi_status status = gop->query_mode(gop, mode, &info_bytes, &answer);
    if (status != EFI_SUCCESS)
        return status;
    if (answer == NULL || info_bytes < sizeof(*answer))
        return EFI_INVALID;
    *info = *answer;
    firmware.boot->free_pool(answer); /* the callee allocated it: UEFI 2.10 12.9.2.2 */
    return EFI_SUCCESS;
}

/* Some firmware answers no question before a mode was set for the first time, or has no `mode` at all until then. */
static bool wake(struct efi_gop *gop)
{
    struct efi_gop_mode_info info;
    if (gop->mode == NULL)
        gop->set_mode(gop, 0);
    else if (query(gop, 0, &info) == EFI_NOT_STARTED)
        gop->set_mode(gop, gop->mode->current < gop->mode->count ? gop->mode->current : 0);
    return gop->mode != NULL;
}

/* Unusable modes stay without pixels, which mode_choose never takes, so that an index is the firmware's number. */
static u64 list_modes(struct efi_gop *gop, struct video_mode modes[MODES_MAX])
{
    u32 count = (u32)min_u64(gop->mode->count, MODES_MAX);
    for (u32 i = 0; i < count; i++) {
        struct efi_gop_mode_info info;
        modes[i] = (struct video_mode) { 0, 0, 0 };
        if (query(gop, i, &info) == EFI_SUCCESS && gop_bits_per_pixel(&info) != 0)
            modes[i] = (struct video_mode) { info.width_px, info.height_px, gop_bits_per_pixel(&info) };
    }
    return count;
}

/* Setting the mode that is already active would only make the screen flicker, and clears what the firmware shows. */
static bool enter_mode(struct efi_gop *gop, u32 mode)
{
    return gop->mode->current == mode || gop->set_mode(gop, mode) == EFI_SUCCESS;
}

/* QueryMode's pitch has been wrong; only what `mode` says of the active mode counts. The size of the framebuffer is lines by
 * pitch: firmware reports both less and more. */
static bool describe(const struct efi_gop *gop, struct boot_framebuffer *framebuffer)
{
    u64 start_phys = gop->mode->framebuffer_phys;
    u64 end_phys;
    if (gop->mode->info == NULL || start_phys == 0 || !gop_mode_describe(gop->mode->info, framebuffer))
        return false;
    framebuffer->start_phys = start_phys;
    return checked_add(start_phys, framebuffer->bytes, &end_phys);
}

/* A mode that cannot be set, or that turns out to have no framebuffer, is struck from the list and the next best one tried. */
static bool start_display(struct efi_gop *gop, const struct screen_wish *wish, struct boot_framebuffer *framebuffer)
{
    struct video_mode modes[MODES_MAX];
    if (!wake(gop))
        return false;
    u64 count = list_modes(gop, modes);
    for (;;) {
        u64 choice = mode_choose(modes, count, gop->mode->current, wish);
        if (choice == MODE_NONE)
            return false;
        if (enter_mode(gop, (u32)choice) && describe(gop, framebuffer))
            return true;
        modes[choice] = (struct video_mode) { 0, 0, 0 };
    }
}

static bool start_handle(efi_handle handle, const struct screen_wish *wish, struct boot_framebuffer *framebuffer)
{
    struct efi_gop *gop = firmware_protocol(handle, &gop_guid);
    return gop != NULL && start_display(gop, wish, framebuffer);
}

struct handles {
    efi_handle *list;
    u64 count;
};

/* The console's display first: where a machine has several, it is the one that somebody looks at. Its handle may be a virtual
 * one that can only copy blocks; then the first of the others. */
static bool start_any(struct handles displays, const struct screen_wish *wish, struct boot_framebuffer *framebuffer)
{
    if (start_handle(firmware.system->console_out_handle, wish, framebuffer))
        return true;
    for (u64 i = 0; i < displays.count; i++)
        if (start_handle(displays.list[i], wish, framebuffer))
            return true;
    return false;
}

static bool shows(efi_handle handle, const struct boot_framebuffer *framebuffer)
{
    const struct efi_gop *gop = firmware_protocol(handle, &gop_guid);
    return gop != NULL && gop->mode != NULL && gop->mode->framebuffer_phys == framebuffer->start_phys;
}

/* What the firmware goes by, else what the display itself said (UEFI 2.10 12.9.2.4, 12.9.2.3); NULL if neither has a block. */
static const struct efi_edid *edid_of(efi_handle display)
{
    const struct efi_edid *active = firmware_protocol(display, &edid_active_guid);
    const bool is_good = active != NULL && active->bytes >= EDID_BLOCK_BYTES && active->data != NULL;
    const struct efi_edid *edid = is_good ? active : firmware_protocol(display, &edid_discovered_guid);
    return edid != NULL && edid->bytes >= EDID_BLOCK_BYTES && edid->data != NULL ? edid : NULL;
}

/* The EDID hangs on the display's own handle, which need not be the one that its mode was set by. */
static void copy_edid(struct handles displays, struct boot_framebuffer *framebuffer)
{
    static u8 copy[EDID_BYTES_MAX];
    for (u64 i = 0; i < displays.count && framebuffer->edid == NULL; i++) {
        const struct efi_edid *edid = edid_of(displays.list[i]);
        if (edid == NULL || !shows(displays.list[i], framebuffer))
            continue;
        framebuffer->edid_bytes = (u32)align_down(min_u64(edid->bytes, EDID_BYTES_MAX), EDID_BLOCK_BYTES);
        framebuffer->edid = memcpy(copy, edid->data, framebuffer->edid_bytes);
    }
}

void gop_start(const struct screen_wish *wish, struct boot_framebuffer *framebuffer)
{
    *framebuffer = (struct boot_framebuffer) { 0 };
    if (firmware.is_leaving)
        return;
    struct handles displays = { NULL, 0 };
    efi_status status =
        firmware.boot->locate_handle_buffer(EFI_LOCATE_BY_PROTOCOL, &gop_guid, NULL, &displays.count, &displays.list);
    if (status != EFI_SUCCESS)
        displays = (struct handles) { NULL, 0 };
    if (start_any(displays, wish, framebuffer))
        copy_edid(displays, framebuffer);
    else
        *framebuffer = (struct boot_framebuffer) { 0 };
    if (displays.list != NULL)
        firmware.boot->free_pool(displays.list);
}
