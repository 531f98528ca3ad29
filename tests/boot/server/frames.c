/* Ethernet, ARP, IPv4 and UDP, as far as a loader's firmware uses them. */
#include "tests/boot/server/server.h"
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

enum { ETHERNET_BYTES = 14, IP_BYTES = 20, UDP_BYTES = 8, ARP_BYTES = 28, FRAME_BYTES_MIN = 60 };
enum { TYPE_IP = 0x0800, TYPE_ARP = 0x0806, PROTOCOL_UDP = 17, ARP_REQUEST = 1, ARP_REPLY = 2 };

static const uint8_t network[3] = { 10, 0, 2 };

static void put_address(uint8_t *at, unsigned host)
{
    memcpy(at, network, sizeof(network));
    at[3] = (uint8_t)host;
}

static void put_mac(uint8_t *at, unsigned host)
{
    static const uint8_t prefix[5] = { 0x52, 0x55, 10, 0, 2 };
    memcpy(at, prefix, sizeof(prefix));
    at[5] = (uint8_t)host;
}

static bool is_ours(const struct server *server, const uint8_t *address)
{
    return memcmp(address, network, sizeof(network)) == 0 &&
           (address[3] == HOST_SERVER || (address[3] == HOST_PROXY && server->misdeed.is_proxied));
}

static void send_frame(const struct server *server, uint8_t *frame, size_t len, unsigned host, uint16_t type, bool broadcast)
{
    struct sockaddr_un machine = { .sun_family = AF_UNIX };
    strncpy(machine.sun_path, server->machine_socket, sizeof(machine.sun_path) - 1);
    memset(frame, 0xff, 6);
    if (!broadcast)
        memcpy(frame, server->machine_mac, 6);
    put_mac(frame + 6, host);
    put_u16(frame + 12, type);
    if (len < FRAME_BYTES_MIN)
        len = FRAME_BYTES_MIN;
    (void)sendto(server->socket, frame, len, 0, (const struct sockaddr *)&machine, sizeof(machine)); /* lost, if it is full */
}

static void answer_arp(const struct server *server, const uint8_t *asked)
{
    uint8_t frame[FRAME_BYTES_MIN] = { 0 }, *reply = frame + ETHERNET_BYTES;
    if (get_u16(asked + 6) != ARP_REQUEST || !is_ours(server, asked + 24))
        return;
    memcpy(reply, asked, 6);
    put_u16(reply + 6, ARP_REPLY);
    put_mac(reply + 8, asked[27]);
    memcpy(reply + 14, asked + 24, 4);
    memcpy(reply + 18, asked + 8, 10);
    send_frame(server, frame, sizeof(frame), asked[27], TYPE_ARP, false);
}

static bool take_ip(const struct server *server, const uint8_t *packet, size_t len, struct datagram *datagram)
{
    static const uint8_t broadcast[4] = { 255, 255, 255, 255 };
    const size_t head_bytes = (packet[0] & 15u) * 4u;
    if (len < head_bytes + UDP_BYTES || get_u16(packet + 2) > len || packet[9] != PROTOCOL_UDP)
        return false;
    const bool is_broadcast = memcmp(packet + 16, broadcast, 4) == 0;
    if (!is_broadcast && !is_ours(server, packet + 16))
        return false;
    const uint8_t *udp = packet + head_bytes;
    const size_t udp_bytes = get_u16(udp + 4);
    if (udp_bytes < UDP_BYTES || udp_bytes > len - head_bytes)
        return false;
    *datagram = (struct datagram) { .host = is_broadcast ? HOST_SERVER : (enum host)packet[19],
                                    .port = get_u16(udp + 2),
                                    .machine_port = get_u16(udp),
                                    .data = udp + UDP_BYTES,
                                    .len = udp_bytes - UDP_BYTES };
    return true;
}

bool frame_take(struct server *server, const uint8_t *frame, size_t len, struct datagram *datagram)
{
    if (len < ETHERNET_BYTES + IP_BYTES)
        return false;
    memcpy(server->machine_mac, frame + 6, 6);
    if (get_u16(frame + 12) == TYPE_ARP && len >= ETHERNET_BYTES + ARP_BYTES)
        answer_arp(server, frame + ETHERNET_BYTES);
    return get_u16(frame + 12) == TYPE_IP && take_ip(server, frame + ETHERNET_BYTES, len - ETHERNET_BYTES, datagram);
}

static void put_ip_head(uint8_t *ip, const struct datagram *datagram, bool broadcast)
{
    unsigned sum = 0;
    ip[0] = 0x45; /* version 4, 20 bytes */
    put_u16(ip + 2, IP_BYTES + UDP_BYTES + datagram->len);
    ip[8] = 64; /* time to live */
    ip[9] = PROTOCOL_UDP;
    put_address(ip + 12, datagram->host);
    memset(ip + 16, 255, 4);
    if (!broadcast)
        put_address(ip + 16, HOST_CLIENT);
    for (size_t i = 0; i < IP_BYTES; i += 2)
        sum += get_u16(ip + i);
    sum = (sum & 0xffff) + (sum >> 16);
    put_u16(ip + 10, ~(sum + (sum >> 16)));
}

void frame_send(const struct server *server, const struct datagram *datagram, bool broadcast)
{
    uint8_t frame[ETHERNET_BYTES + IP_BYTES + UDP_BYTES + DATAGRAM_BYTES_MAX] = { 0 };
    uint8_t *ip = frame + ETHERNET_BYTES, *udp = ip + IP_BYTES;
    put_ip_head(ip, datagram, broadcast);
    put_u16(udp, datagram->port);
    put_u16(udp + 2, datagram->machine_port);
    put_u16(udp + 4, UDP_BYTES + datagram->len); /* its checksum may be 0: none */
    memcpy(udp + UDP_BYTES, datagram->data, datagram->len);
    send_frame(server, frame, ETHERNET_BYTES + IP_BYTES + UDP_BYTES + datagram->len, datagram->host, TYPE_IP, broadcast);
}
