/* Lists the BIOS's video modes, chooses one by the common rule, sets it; the next one if that fails. */
#include "bios/vbe.h"
#include "bios/edid.h"
#include "bios/thunk.h"
#include "common/base/string.h"

#define MODES_MAX        256u /* a list without an end must not be followed for ever */
#define MODE_LIST_END    0xffffu
#define MODE_NUMBER      0x3fffu
#define MODE_WITH_LINEAR 0x4000u
#define VBE_DONE         0x004fu
#define CONTROLLER_BYTES 512

/* The BIOS writes here, so it lies in low memory: static data of the loader does. */
static u8 controller[CONTROLLER_BYTES];
static u8 mode_info[VBE_MODE_INFO_BYTES];
static u8 edid[EDID_BYTES];

struct mode_list {
    u16 numbers[MODES_MAX];
    struct video_mode modes[MODES_MAX]; /* width 0: not to be chosen */
    u64 count;
};

static bool vbe_call(struct bios_registers *registers, const void *buffer)
{
    registers->es = bios_segment(buffer);
    registers->edi = bios_offset(buffer);
    bios_call(0x10, registers);
    return (registers->eax & 0xffff) == VBE_DONE;
}

/* False without a display adapter, whose int 10h does nothing. "VBE2" asks for the larger block. */
static bool read_controller(u16 *version)
{
    struct bios_registers registers = { .eax = 0x4f00 };
    memset(controller, 0, sizeof(controller));
    memcpy(controller, "VBE2", 4);
    if (!vbe_call(&registers, controller) || memcmp(controller, "VESA", 4) != 0)
        return false;
    *version = load_u16(controller + 4);
    return true;
}

/* Copied at once: the list may lie in the controller block, which the BIOS may change later. */
static u64 copy_mode_numbers(u16 numbers[MODES_MAX])
{
    const u64 list_phys = (u64)load_u16(controller + 16) * 16 + load_u16(controller + 14);
    const u8 *list = platform_at(list_phys);
    u64 count = 0;
    while (count < MODES_MAX && load_u16(list + 2 * count) != MODE_LIST_END) {
        numbers[count] = load_u16(list + 2 * count);
        count++;
    }
    return count;
}

static bool read_mode(u16 number, u16 version, struct boot_framebuffer *framebuffer)
{
    struct bios_registers registers = { .eax = 0x4f01, .ecx = number };
    memset(mode_info, 0, sizeof(mode_info));
    return vbe_call(&registers, mode_info) && vbe_parse_mode(mode_info, version, framebuffer);
}

static void list_modes(u16 version, struct mode_list *list)
{
    list->count = copy_mode_numbers(list->numbers);
    for (u64 i = 0; i < list->count; i++) {
        struct boot_framebuffer framebuffer;
        list->modes[i] = (struct video_mode) { 0, 0, 0 };
        if (read_mode(list->numbers[i], version, &framebuffer))
            list->modes[i] = (struct video_mode) { framebuffer.width_px, framebuffer.height_px, framebuffer.bits_per_pixel };
    }
}

/* BL=1: the block of display 0. Some BIOSes report success and write nothing. */
static bool read_edid(void)
{
    struct bios_registers registers = { .eax = 0x4f15, .ebx = 1 };
    memset(edid, 0, sizeof(edid));
    return vbe_call(&registers, edid) && edid_is_valid(edid);
}

static u64 index_of_current(const struct mode_list *list)
{
    struct bios_registers registers = { .eax = 0x4f03 };
    if (!vbe_call(&registers, NULL) || (registers.ebx & MODE_WITH_LINEAR) == 0)
        return MODE_NONE;
    for (u64 i = 0; i < list->count; i++)
        if (list->numbers[i] == (registers.ebx & MODE_NUMBER) && list->modes[i].width_px != 0)
            return i;
    return MODE_NONE;
}

/* The display's own mode, with the most suitable depth. */
static u64 index_of_preferred(const struct mode_list *list)
{
    struct screen_wish size;
    if (!edid_preferred_mode(edid, &size.min_width_px, &size.min_height_px))
        return MODE_NONE;
    const u64 index = mode_choose(list->modes, list->count, MODE_NONE, &size);
    const bool is_exact = index != MODE_NONE && list->modes[index].width_px == size.min_width_px &&
                          list->modes[index].height_px == size.min_height_px;
    return is_exact ? index : MODE_NONE;
}

/* Usually the BIOS leaves us in text mode; then, if the kernel wishes nothing, the display's own mode stands for the current. */
static u64 index_to_keep(const struct mode_list *list, const struct screen_wish *wish, bool has_edid)
{
    const u64 current = index_of_current(list);
    const bool wishes = wish->min_width_px != 0 || wish->min_height_px != 0;
    if (current != MODE_NONE || wishes || !has_edid)
        return current;
    return index_of_preferred(list);
}

static bool set_mode(u16 number)
{
    struct bios_registers registers = { .eax = 0x4f02, .ebx = number | MODE_WITH_LINEAR };
    return vbe_call(&registers, NULL);
}

static bool try_best(struct mode_list *list, u64 kept, const struct screen_wish *wish, u16 version,
                     struct boot_framebuffer *framebuffer)
{
    u64 index;
    while ((index = mode_choose(list->modes, list->count, kept, wish)) != MODE_NONE) {
        if (set_mode(list->numbers[index]) && read_mode(list->numbers[index], version, framebuffer))
            return true;
        list->modes[index].width_px = 0; /* not again */
    }
    return false;
}

void vbe_start(const struct screen_wish *wish, struct boot_framebuffer *framebuffer)
{
    static struct mode_list list;
    u16 version;
    *framebuffer = (struct boot_framebuffer) { 0 };
    if (!read_controller(&version))
        return;
    list_modes(version, &list);
    const bool has_edid = read_edid();
    const u64 kept = index_to_keep(&list, wish, has_edid);
    if (!try_best(&list, kept, wish, version, framebuffer) || !has_edid)
        return;
    framebuffer->edid = edid;
    framebuffer->edid_bytes = EDID_BYTES;
}
