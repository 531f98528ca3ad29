/* Displays that sleep, lie about their modes, refuse them, or can only copy blocks. */
#include "tests/boot/bad_uefi/services.h"

#define DISPLAYS_MAX 8

/* `face` comes first: the loader's pointer to it is a pointer to all. */
struct display {
    EFI_GRAPHICS_OUTPUT_PROTOCOL face;
    EFI_GRAPHICS_OUTPUT_PROTOCOL *real;
    EFI_GRAPHICS_OUTPUT_PROTOCOL_MODE mode;
    EFI_GRAPHICS_OUTPUT_MODE_INFORMATION info;
    bool is_console, was_set;
};

static struct display displays[DISPLAYS_MAX];

static bool only_copies(const struct display *display)
{
    return display->is_console ? bad.misdeeds.copying_console : bad.misdeeds.copying_displays;
}

static bool is_asleep(const struct display *display)
{
    return !display->was_set && (bad.misdeeds.sleeping || bad.misdeeds.no_mode);
}

/* The masks say what QEMU's format is: blue lowest. */
static void change_format(const struct display *display, EFI_GRAPHICS_OUTPUT_MODE_INFORMATION *info)
{
    if (bad.misdeeds.bit_masks && info->PixelFormat == PixelBlueGreenRedReserved8BitPerColor) {
        info->PixelFormat = PixelBitMask;
        info->PixelInformation = (EFI_PIXEL_BITMASK) { 0xff0000, 0xff00, 0xff, 0xff000000 };
    }
    if (only_copies(display))
        info->PixelFormat = PixelBltOnly;
}

/* What `Mode` says now. */
static void show_mode(struct display *display)
{
    display->mode = *display->real->Mode;
    display->info = *display->real->Mode->Info;
    display->mode.Info = &display->info;
    change_format(display, &display->info);
    if (only_copies(display))
        display->mode.FrameBufferBase = display->mode.FrameBufferSize = 0;
    else if (bad.misdeeds.framebuffer_bytes)
        display->mode.FrameBufferSize = bad.misdeeds.framebuffer_bytes;
    display->face.Mode = bad.misdeeds.no_mode && !display->was_set ? NULL : &display->mode;
}

static EFI_STATUS EFIAPI query_mode(EFI_GRAPHICS_OUTPUT_PROTOCOL *face, UINT32 mode, UINTN *bytes,
                                    EFI_GRAPHICS_OUTPUT_MODE_INFORMATION **info)
{
    struct display *display = (struct display *)face;
    if (protocol_call_fails("QueryMode"))
        return EFI_DEVICE_ERROR;
    if (is_asleep(display))
        return EFI_NOT_STARTED;
    EFI_STATUS status = display->real->QueryMode(display->real, mode, bytes, info);
    if (status != EFI_SUCCESS)
        return status;
    change_format(display, *info);
    if (bad.misdeeds.query_pitch)
        (*info)->PixelsPerScanLine = bad.misdeeds.query_pitch;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI set_mode(EFI_GRAPHICS_OUTPUT_PROTOCOL *face, UINT32 mode)
{
    struct display *display = (struct display *)face;
    if (protocol_call_fails("SetMode"))
        return EFI_DEVICE_ERROR;
    if (bad.misdeeds.mode_refusals > 0) {
        bad.misdeeds.mode_refusals--;
        return EFI_DEVICE_ERROR;
    }
    rule(is_asleep(display) || mode != display->real->Mode->Mode, "the loader set the mode that was already active");
    EFI_STATUS status = display->real->SetMode(display->real, mode);
    display->was_set = true;
    show_mode(display);
    return status;
}

static struct display *find(EFI_GRAPHICS_OUTPUT_PROTOCOL *real)
{
    struct display *display = displays;
    while (display->real != real && display->real != NULL)
        display++;
    rule(display < displays + DISPLAYS_MAX - 1, "this machine has more displays than bad_uefi/display.c has room for");
    return display;
}

void *display_replace(EFI_HANDLE handle, void *protocol)
{
    bool is_console = handle == bad.system->ConsoleOutHandle;
    if (bad.misdeeds.no_display || (is_console && bad.misdeeds.no_console_gop))
        return NULL;
    struct display *display = find(protocol);
    if (display->real == NULL) {
        display->real = protocol;
        display->is_console = is_console;
        display->face = (EFI_GRAPHICS_OUTPUT_PROTOCOL) { .QueryMode = query_mode, .SetMode = set_mode };
        show_mode(display);
    }
    return &display->face;
}
