/* TFTP (RFC 1350) with the options blksize and tsize (RFC 2347 to 2349): one transfer at a time, which is all that firmware asks
 * for. */
#include "tests/boot/server/server.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { READ_REQUEST = 1, DATA = 3, ACK = 4, ERROR = 5, OPTIONS_ACK = 6 };
enum { NOT_FOUND = 1, ACCESS_VIOLATION = 2 };
enum { BLOCK_BYTES_DEFAULT = 512, HEAD_BYTES = 4, PORT_FIRST = 2000 };

static struct {
    uint8_t *content;
    size_t bytes; /* that are sent */
    size_t block_bytes;
    size_t block;      /* the last that was acknowledged */
    size_t last_block; /* after which it falls silent; SIZE_MAX: none */
    struct datagram to;
    uint16_t port;
    size_t sent; /* data packets, for losing some */
} transfer = { .port = PORT_FIRST };

static void send_packet(const struct server *server, const uint8_t *data, size_t len)
{
    struct datagram datagram = transfer.to;
    datagram.data = data;
    datagram.len = len;
    frame_send(server, &datagram, false);
}

static void send_error(const struct server *server, uint8_t code, const char *text)
{
    uint8_t packet[64] = { 0, ERROR, 0, code };
    snprintf((char *)packet + HEAD_BYTES, sizeof(packet) - HEAD_BYTES, "%s", text);
    send_packet(server, packet, HEAD_BYTES + strlen(text) + 1);
}

/* Blocks are counted from 1, in 16 bits: the number of a large file's goes round. */
static void send_block(const struct server *server, size_t block)
{
    uint8_t packet[DATAGRAM_BYTES_MAX] = { 0, DATA };
    const size_t offset = (block - 1) * transfer.block_bytes;
    if (offset > transfer.bytes || block > transfer.last_block)
        return;
    const size_t rest = transfer.bytes - offset, len = rest < transfer.block_bytes ? rest : transfer.block_bytes;
    put_u16(packet + 2, block);
    memcpy(packet + HEAD_BYTES, transfer.content + offset, len);
    if (server->misdeed.loses_packets && ++transfer.sent % 300 == 0)
        return;
    send_packet(server, packet, HEAD_BYTES + len);
}

/* The whole file, or NULL. */
static uint8_t *read_file(const struct server *server, const char *path, size_t *bytes)
{
    char full[512];
    if (server->misdeed.is_deep && strncmp(path, DEEP_FOLDER, strlen(DEEP_FOLDER)) == 0)
        path += strlen(DEEP_FOLDER);
    snprintf(full, sizeof(full), "%s/%s", server->folder, path);
    FILE *file = fopen(full, "rb");
    uint8_t *content = NULL;
    if (file && fseek(file, 0, SEEK_END) == 0) {
        *bytes = (size_t)ftell(file);
        content = malloc(*bytes + 1);
        rewind(file);
        if (content && fread(content, 1, *bytes, file) != *bytes)
            abort();
    }
    if (file)
        fclose(file);
    return content;
}

static bool is_about(const char *misdeed, const char *path)
{
    return misdeed && strcmp(misdeed, path + (path[0] == '/')) == 0;
}

/* The text at `*at`, and on to the next one; "" behind the last. */
static const char *next_text(const struct datagram *asked, size_t *at)
{
    const uint8_t *end = *at < asked->len ? memchr(asked->data + *at, 0, asked->len - *at) : NULL;
    if (!end)
        return "";
    const char *text = (const char *)asked->data + *at;
    *at = (size_t)(end - asked->data) + 1;
    return text;
}

static size_t add_option(uint8_t *packet, size_t len, const char *name, size_t value)
{
    len += (size_t)sprintf((char *)packet + len, "%s", name) + 1;
    return len + (size_t)sprintf((char *)packet + len, "%zu", value) + 1;
}

/* Takes the options that it knows. False if there were none. */
static bool answer_options(const struct server *server, const struct datagram *asked, size_t at, bool tells_size,
                           size_t told_bytes)
{
    uint8_t packet[128] = { 0, OPTIONS_ACK };
    size_t len = 2;
    for (const char *name = next_text(asked, &at); name[0] != 0; name = next_text(asked, &at)) {
        const size_t value = strtoul(next_text(asked, &at), NULL, 10);
        if (strcasecmp(name, "blksize") == 0 && value >= 8 && value <= DATAGRAM_BYTES_MAX - HEAD_BYTES) {
            transfer.block_bytes = server->misdeed.has_small_blocks ? BLOCK_BYTES_DEFAULT : value;
            len = add_option(packet, len, name, transfer.block_bytes);
        }
        if (strcasecmp(name, "tsize") == 0 && tells_size)
            len = add_option(packet, len, name, told_bytes);
    }
    if (len > 2)
        send_packet(server, packet, len);
    return len > 2;
}

static void start(const struct server *server, const struct datagram *asked)
{
    const struct misdeed *misdeed = &server->misdeed;
    size_t at = 2;
    const char *path = next_text(asked, &at);
    (void)next_text(asked, &at); /* the mode: all are served as octets */
    printf("%s to port %u\n", path, asked->machine_port);
    free(transfer.content);
    transfer.content = misdeed->is_proxied && asked->host != HOST_PROXY ? NULL : read_file(server, path, &transfer.bytes);
    transfer.block_bytes = BLOCK_BYTES_DEFAULT;
    transfer.to = *asked;
    transfer.to.port = ++transfer.port;
    transfer.block = 0;
    transfer.last_block = SIZE_MAX;
    if (is_about(misdeed->silent, path))
        return;
    if (!transfer.content || is_about(misdeed->refuses, path)) {
        send_error(server, transfer.content ? ACCESS_VIOLATION : NOT_FOUND,
                   transfer.content ? "access violation" : "file not found");
        return;
    }
    const size_t told_bytes = transfer.bytes;
    if (is_about(misdeed->cuts, path))
        transfer.bytes /= 2;
    const bool tells_size = !misdeed->tells_no_sizes || strcmp(path, server->boot_file) == 0; /* firmware wants that */
    const bool has_options = answer_options(server, asked, at, tells_size, told_bytes);
    if (is_about(misdeed->falls, path))
        transfer.last_block = transfer.bytes / transfer.block_bytes / 2;
    if (!has_options)
        send_block(server, 1);
}

/* Which block was acknowledged: its number went round, but it is near the last one. */
static void go_on(const struct server *server, uint16_t acknowledged)
{
    transfer.block += (size_t)(int16_t)(acknowledged - (uint16_t)transfer.block);
    send_block(server, transfer.block + 1);
}

void tftp_answer(const struct server *server, const struct datagram *asked)
{
    if (asked->len < HEAD_BYTES)
        return;
    const uint16_t operation = get_u16(asked->data);
    if (asked->port == PORT_TFTP && operation == READ_REQUEST)
        start(server, asked);
    else if (asked->port == transfer.port && operation == ACK && transfer.content)
        go_on(server, get_u16(asked->data + 2));
}
