/* DHCP (RFC 2131), with or without a proxy for what is to be booted (PXE 2.1 section 2.2). */
#include "tests/boot/server/server.h"
#include <stdio.h>
#include <string.h>

enum { OP_REQUEST = 1, OP_REPLY = 2, HEAD_BYTES = 236, PACKET_BYTES = 400 };
enum { DISCOVER = 1, OFFER = 2, REQUEST = 3, ACK = 5 };
enum {
    OPTION_MASK = 1,
    OPTION_ROUTER = 3,
    OPTION_VENDOR = 43,
    OPTION_LEASE = 51,
    OPTION_KIND = 53,
    OPTION_SERVER = 54,
    OPTION_CLASS = 60
};

static const uint8_t cookie[4] = { 99, 130, 83, 99 };

/* The kind of message, or 0. */
static uint8_t kind_of(const struct datagram *asked)
{
    const uint8_t *data = asked->data;
    for (size_t at = HEAD_BYTES + sizeof(cookie); at + 2 < asked->len && data[at] != 255;) {
        if (data[at] == OPTION_KIND)
            return data[at + 2];
        at += data[at] == 0 ? 1u : 2u + data[at + 1];
    }
    return 0;
}

static uint8_t *put_option(uint8_t *at, uint8_t code, const void *value, size_t len)
{
    at[0] = code;
    at[1] = (uint8_t)len;
    memcpy(at + 2, value, len);
    return at + 2 + len;
}

/* What is to be booted, and from where. */
static void put_boot(const struct server *server, uint8_t *packet, uint8_t host)
{
    const uint8_t address[4] = { 10, 0, 2, host };
    const char *where = server->misdeed.is_deep ? DEEP_FOLDER : server->misdeed.is_nameless ? "tftp://10.0.2.2/" : "";
    if (!server->misdeed.is_nameless)
        memcpy(packet + 20, address, 4);
    snprintf((char *)packet + 108, 128, "%s%s", where, server->boot_file);
}

static uint8_t *put_address_options(uint8_t *at)
{
    static const uint8_t mask[4] = { 255, 255, 255, 0 }, router[4] = { 10, 0, 2, HOST_SERVER }, lease[4] = { 0, 1, 0, 0 };
    at = put_option(at, OPTION_MASK, mask, 4);
    at = put_option(at, OPTION_ROUTER, router, 4);
    return put_option(at, OPTION_LEASE, lease, 4);
}

/* Vendor option 6 with the value 8: no menu, no discovery, just the file. */
static uint8_t *put_proxy_options(uint8_t *at)
{
    static const uint8_t just_the_file[] = { 6, 1, 8, 255 };
    at = put_option(at, OPTION_CLASS, "PXEClient", 9);
    return put_option(at, OPTION_VENDOR, just_the_file, sizeof(just_the_file));
}

static void reply(const struct server *server, const struct datagram *asked, enum host host, uint8_t kind)
{
    const bool is_proxy = host == HOST_PROXY;
    const uint8_t address[4] = { 10, 0, 2, (uint8_t)host }, client[4] = { 10, 0, 2, HOST_CLIENT };
    uint8_t packet[PACKET_BYTES] = { 0 }, *at = packet + HEAD_BYTES;
    memcpy(packet, asked->data, 12); /* hardware, hops, transaction, seconds, flags */
    packet[0] = OP_REPLY;
    memcpy(packet + 28, asked->data + 28, 16);
    if (!is_proxy)
        memcpy(packet + 16, client, 4);
    if (is_proxy || !server->misdeed.is_proxied)
        put_boot(server, packet, (uint8_t)host);
    memcpy(at, cookie, sizeof(cookie));
    at += sizeof(cookie);
    if (!server->misdeed.is_nameless) {
        at = put_option(at, OPTION_KIND, &kind, 1);
        at = put_option(at, OPTION_SERVER, address, 4);
    }
    at = is_proxy ? put_proxy_options(at) : put_address_options(at);
    *at = 255;
    const bool is_broadcast = asked->port == PORT_DHCP_SERVER;
    const struct datagram answer = {
        .host = host, .port = asked->port, .machine_port = asked->machine_port, .data = packet, .len = sizeof(packet)
    };
    frame_send(server, &answer, is_broadcast);
}

void dhcp_answer(const struct server *server, const struct datagram *asked)
{
    if (asked->len < HEAD_BYTES + sizeof(cookie) || asked->data[0] != OP_REQUEST)
        return;
    const uint8_t kind = kind_of(asked);
    if (asked->host == HOST_PROXY) {
        reply(server, asked, HOST_PROXY, ACK);
        return;
    }
    if (kind == DISCOVER && server->misdeed.is_proxied)
        reply(server, asked, HOST_PROXY, OFFER);
    if (kind == DISCOVER || kind == REQUEST)
        reply(server, asked, HOST_SERVER, kind == DISCOVER ? OFFER : ACK);
}
