/* Any bytes as up to three DHCP answers: none is usable, or a server and a folder that lies inside of one of them. The first
 * bytes say how long the answers are, and whether they get the cookie that makes options of what follows. */
#include "common/network/dhcp.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t len);

#define ANSWERS      3
#define COOKIE_AT    236
#define HEADER_BYTES 4
#define ALL_SIGNED   0x80

static void require(bool condition)
{
    if (!condition)
        abort();
}

/* In a block of its own, so that the sanitizer sees each byte too many. */
static struct bytes take_answer(struct bytes *rest, size_t len, bool has_cookie)
{
    len = min_u64(len, rest->len);
    u8 *copy = malloc(len + 1);
    memcpy(copy, rest->data, len);
    if (has_cookie && len >= COOKIE_AT + 4)
        memcpy(copy + COOKIE_AT, "\x63\x82\x53\x63", 4);
    rest->data += len;
    rest->len -= len;
    return (struct bytes) { copy, len };
}

static bool is_inside(struct bytes part, const struct bytes *answers)
{
    for (size_t i = 0; i < ANSWERS; i++)
        if (part.data >= answers[i].data && part.data + part.len <= answers[i].data + answers[i].len)
            return true;
    return part.len == 0;
}

static void check_path(const struct dhcp_boot *boot)
{
    char full[64];
    if (!dhcp_boot_path(boot, "/boot/x", full, sizeof(full)))
        return;
    require(strlen(full) == boot->folder.len + 6 && memcmp(full + boot->folder.len, "boot/x", 7) == 0);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t len)
{
    struct bytes answers[ANSWERS];
    struct dhcp_boot boot;
    if (len < HEADER_BYTES)
        return 0;
    struct bytes rest = { data + HEADER_BYTES, len - HEADER_BYTES };
    for (size_t i = 0; i < ANSWERS; i++)
        answers[i] = take_answer(&rest, 236 + (size_t)data[i] * 2, (data[3] & ALL_SIGNED) != 0);
    const bool found = dhcp_find_boot(answers, ANSWERS, &boot);
    require(found == (boot.server_ipv4 != 0));
    require(is_inside(boot.folder, answers));
    if (boot.folder.len > 0) {
        const u8 last = boot.folder.data[boot.folder.len - 1];
        require(memchr(boot.folder.data, 0, boot.folder.len) == NULL && (last == '/' || last == '\\'));
    }
    check_path(&boot);
    for (size_t i = 0; i < ANSWERS; i++)
        free((void *)(uintptr_t)answers[i].data);
    return 0;
}
