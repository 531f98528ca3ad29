/* RFC 2131 section 2 for the packet, RFC 2132 for its options. */
#include "common/network/dhcp.h"
#include "common/base/string.h"

enum { SERVER_AT = 20, NAME_AT = 44, FILE_AT = 108, COOKIE_AT = 236, OPTIONS_AT = 240 };
enum { NAME_BYTES = 64, FILE_BYTES = 128 };
enum { OPTION_PAD = 0, OPTION_OVERLOAD = 52, OPTION_SERVER = 54, OPTION_BOOT_FILE = 67, OPTION_END = 255 };
enum { OVERLOAD_FILE = 1, OVERLOAD_NAME = 2 };

#define COOKIE 0x63538263u /* 99, 130, 83, 99 */

/* What the options say. */
struct options {
    struct bytes server, boot_file;
    u8 overload; /* which fields of the packet hold further options */
};

static void read_option(u8 code, struct bytes value, struct options *options)
{
    if (code == OPTION_OVERLOAD && value.len == 1)
        options->overload = value.data[0];
    if (code == OPTION_SERVER && value.len == 4)
        options->server = value;
    if (code == OPTION_BOOT_FILE)
        options->boot_file = value;
}

static void read_options(struct bytes area, struct options *options)
{
    struct bytes head, value;
    for (u64 at = 0; bytes_slice(area, at, 1, &head) && head.data[0] != OPTION_END;) {
        if (head.data[0] == OPTION_PAD) {
            at++;
            continue;
        }
        if (!bytes_slice(area, at, 2, &head) || !bytes_slice(area, at + 2, head.data[1], &value))
            return;
        read_option(head.data[0], value, options);
        at += 2 + value.len;
    }
}

static struct bytes until_nul(struct bytes text)
{
    size_t len = 0;
    while (len < text.len && text.data[len] != '\0')
        len++;
    return (struct bytes) { text.data, len };
}

/* Windows servers separate by backslashes. */
static struct bytes folder_of(struct bytes file)
{
    size_t len = file.len;
    while (len > 0 && file.data[len - 1] != '/' && file.data[len - 1] != '\\')
        len--;
    return (struct bytes) { file.data, len };
}

/* A plain BOOTP answer has no options, but their place. */
static struct options options_of(struct bytes answer)
{
    struct options options = { 0 };
    struct bytes area;
    if (load_u32(answer.data + COOKIE_AT) != COOKIE)
        return options;
    if (bytes_slice(answer, OPTIONS_AT, answer.len - OPTIONS_AT, &area))
        read_options(area, &options);
    const u8 overload = options.overload;
    if ((overload & OVERLOAD_FILE) != 0)
        read_options((struct bytes) { answer.data + FILE_AT, FILE_BYTES }, &options);
    if ((overload & OVERLOAD_NAME) != 0)
        read_options((struct bytes) { answer.data + NAME_AT, NAME_BYTES }, &options);
    options.overload = overload;
    return options;
}

/* Whether there is a boot file. The field names the boot server, the option the DHCP server, which mostly is that too. */
static bool read_answer(struct bytes answer, struct dhcp_boot *boot)
{
    *boot = (struct dhcp_boot) { 0 };
    if (answer.len < OPTIONS_AT)
        return false;
    const struct options options = options_of(answer);
    struct bytes file = until_nul(options.boot_file);
    if (file.len == 0 && (options.overload & OVERLOAD_FILE) == 0)
        file = until_nul((struct bytes) { answer.data + FILE_AT, FILE_BYTES });
    boot->server_ipv4 = load_u32(answer.data + SERVER_AT);
    if (boot->server_ipv4 == 0 && options.server.len != 0)
        boot->server_ipv4 = load_u32(options.server.data);
    boot->folder = folder_of(file);
    return file.len != 0;
}

bool dhcp_find_boot(const struct bytes *answers, size_t count, struct dhcp_boot *boot)
{
    struct dhcp_boot read;
    *boot = (struct dhcp_boot) { 0 };
    for (size_t i = 0; i < count; i++) {
        const bool has_file = read_answer(answers[i], &read);
        if (read.server_ipv4 == 0)
            continue;
        if (boot->server_ipv4 == 0 || has_file)
            *boot = read;
        if (has_file)
            break;
    }
    return boot->server_ipv4 != 0;
}

bool dhcp_boot_path(const struct dhcp_boot *boot, const char *path, char *full, size_t capacity)
{
    const char *file = path + (path[0] == '/');
    const size_t len = strlen(file) + 1;
    if (boot->folder.len > capacity || len > capacity - boot->folder.len)
        return false;
    if (boot->folder.len > 0)
        memcpy(full, boot->folder.data, boot->folder.len);
    memcpy(full + boot->folder.len, file, len);
    return true;
}
