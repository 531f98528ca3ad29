/* A network of one machine: DHCP, a proxy of it, and TFTP, over the Ethernet frames that QEMU exchanges with a socket. It needs
 * no rights and touches no network of the host, and it can do what no server should. */
#ifndef TESTS_BOOT_SERVER_SERVER_H
#define TESTS_BOOT_SERVER_SERVER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PORT_DHCP_SERVER = 67, PORT_DHCP_CLIENT = 68, PORT_TFTP = 69, PORT_PROXY = 4011 };

#define DATAGRAM_BYTES_MAX 1472

/* An address of ours, by the last byte: 10.0.2.x, of which .2 serves, and .3 is the proxy. */
enum host { HOST_SERVER = 2, HOST_PROXY = 3, HOST_CLIENT = 15 };

/* How the row wants it to behave: one word, for some followed by the path that it is about. */
struct misdeed {
    bool is_proxied;       /* "proxy": the DHCP server knows nothing of booting, another host does, and only that has files */
    bool tells_no_sizes;   /* "sizeless": it does not know the option tsize, but for the loader */
    bool loses_packets;    /* "lossy": every 300th data packet does not arrive                                          */
    bool has_small_blocks; /* "small": no blocks but those of 512 bytes                                                   */
    bool is_deep;          /* "deep": the folder lies further below the server's root than a BIOS's PXE can name           */
    bool is_nameless;      /* "nameless": BOOTP's answer (RFC 951), which names the file by a URL, and no server          */
    const char *silent;    /* "silent PATH": it does not answer when that is asked for                                    */
    const char *falls;     /* "falls PATH": it answers no more when half of that was sent                                 */
    const char *cuts;      /* "cuts PATH": it says the whole size, and sends the half                                     */
    const char *refuses;   /* "refuses PATH": access violation                                                            */
};

/* Where the boot file seems to lie: with it, 120 bytes, of which a packet has room for 127. */
#define DEEP_FOLDER                                                                                                              \
    "what-is-served-lies-deep/in-a-folder-of-its-own/below-one-for-each-machine/and-one-for-each-version/of-each-kernel/"

struct server {
    int socket;
    const char *folder, *boot_file, *machine_socket;
    struct misdeed misdeed;
    uint8_t machine_mac[6];
};

/* What a datagram is, both ways. */
struct datagram {
    enum host host; /* ours */
    uint16_t port;  /* ours */
    uint16_t machine_port;
    const uint8_t *data;
    size_t len;
};

/* frames.c: takes a frame apart, answers ARP; true if it was a datagram for one of us. Sends one; `broadcast` for a machine
 * without an address. */
bool frame_take(struct server *server, const uint8_t *frame, size_t len, struct datagram *datagram);
void frame_send(const struct server *server, const struct datagram *datagram, bool broadcast);

void dhcp_answer(const struct server *server, const struct datagram *asked);
void tftp_answer(const struct server *server, const struct datagram *asked);

/* Big-endian numbers, as networks have them. */
static inline uint16_t get_u16(const uint8_t *at)
{
    return (uint16_t)(at[0] << 8 | at[1]);
}
static inline void put_u16(uint8_t *at, size_t value)
{
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

#endif
