/* Where messages go: the log's sinks and the video mode, as the configuration wishes. */
#include "common/log/screen.h"
#include "common/log/log.h"
#include "common/steps/steps.h"

static void open_screen(const struct boot *b)
{
    if (b->framebuffer.width_px != 0)
        screen_open(&b->framebuffer, platform_at(b->framebuffer.start_phys));
}

/* In the words of the configuration: "framebuffer_min_width = 1920". */
static struct error refuse_framebuffer(struct boot *b, const char *field, u64 asked, u64 found)
{
    struct text wish = TEXT_OF(b->wish);
    text_add(&wish, "%s = %u", field, asked);
    return error_about(ERR_FRAMEBUFFER_REQUIRED, wish.data, found);
}

static struct error set_video_mode(struct boot *b)
{
    const struct screen_wish wish = { b->config.framebuffer_min_width, b->config.framebuffer_min_height };
    TRY(platform_start_screen(&wish, &b->framebuffer));
    const struct boot_framebuffer *got = &b->framebuffer;
    if (b->config.framebuffer_required != SWITCH_ON)
        return OK;
    if (got->width_px == 0)
        return error_about(ERR_FRAMEBUFFER_REQUIRED, "framebuffer_required", 0);
    if (got->width_px < wish.min_width_px)
        return refuse_framebuffer(b, "framebuffer_min_width", wish.min_width_px, got->width_px);
    if (got->height_px < wish.min_height_px)
        return refuse_framebuffer(b, "framebuffer_min_height", wish.min_height_px, got->height_px);
    return OK;
}

struct error start_screen(struct boot *b)
{
    log_set_level(b->config.log_level);
    if (b->config.log_serial != SWITCH_OFF)
        log_open(serial_write);
    if (b->config.log_debugcon != SWITCH_OFF)
        log_open(debugcon_write);
    TRY(set_video_mode(b));
    if (b->config.log_screen != SWITCH_OFF) {
        open_screen(b);
        log_open(screen_write);
    }
    if (!b->cpu.has_nx)
        log_warning("this CPU has no NX bit: data stays executable");
    return OK;
}

/* The lines first: they need the least that could fail as well. */
_Noreturn void give_up(struct boot *b, struct error error)
{
    const struct screen_wish no_wish = { 0, 0 };
    const struct bytes said = log_text();
    log_open(serial_write);
    log_open(debugcon_write);
    log_failure(error);
    if (b->framebuffer.width_px == 0 && !b->firmware_left)
        (void)platform_start_screen(&no_wish, &b->framebuffer);
    open_screen(b);
    screen_show_failure(error, said);
    platform_stop();
}
