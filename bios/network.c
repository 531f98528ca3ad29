/* Files by TFTP (PXE 2.1 sections 3.3 and 3.4): the ROM puts a packet into low memory, and from there it is copied once. */
#include "bios/network.h"
#include "bios/layout.h"
#include "bios/pxe.h"
#include "bios/thunk.h"
#include "common/base/string.h"
#include "common/network/dhcp.h"
#include "common/platform.h"

#define TRIES        2    /* of what nobody answers; the firmware itself asks several times, for 20 seconds and more, each */
#define PACKET_BYTES 1408 /* fits into an Ethernet frame through most tunnels: a larger one would come in pieces */
#define PATH_BYTES   128
#define TFTP_PORT    69
#define ANSWER_BYTES 1500

enum { CACHED_DHCP_ACK = 2, CACHED_BOOT_REPLY = 3 };

enum {
    STATUS_FAILURE = 0x01,
    STATUS_ARP_TIMEOUT = 0x11,
    STATUS_CANNOT_ARP = 0x30,
    STATUS_OPEN_TIMEOUT = 0x32,
    STATUS_READ_TIMEOUT = 0x35,
    STATUS_FILE_NOT_FOUND = 0x3b,
};

/* Parameters of the calls, in bytes from their start; all start with the status. */
enum { INFO_KIND = 2, INFO_LENGTH = 4, INFO_BUFFER = 6 };
enum { FILE_SERVER = 2, FILE_PATH = 10, OPEN_PORT = 138, OPEN_PACKET_BYTES = 140, SIZE_BYTES = 138 };
enum { READ_LENGTH = 4, READ_BUFFER = 6 };

static u8 parameters[160];
static u8 boot_reply[ANSWER_BYTES], dhcp_ack[ANSWER_BYTES];
static struct dhcp_boot served;

static void store_address(u8 *at, const void *buffer)
{
    store_u16(at, bios_offset(buffer));
    store_u16(at + 2, bios_segment(buffer));
}

/* What the ROM kept of the answers of one kind; empty if it kept none. */
static struct bytes cached_answer(u16 kind, u8 buffer[ANSWER_BYTES])
{
    memset(parameters, 0, sizeof(parameters));
    store_u16(parameters + INFO_KIND, kind);
    store_u16(parameters + INFO_LENGTH, ANSWER_BYTES);
    store_address(parameters + INFO_BUFFER, buffer);
    const bool answered = pxe_call(PXE_GET_CACHED_INFO, parameters) == 0;
    return (struct bytes) { buffer, answered ? min_u64(load_u16(parameters + INFO_LENGTH), ANSWER_BYTES) : 0 };
}

struct error network_open_volume(struct boot_volume *identity)
{
    const struct bytes answers[] = { cached_answer(CACHED_BOOT_REPLY, boot_reply), cached_answer(CACHED_DHCP_ACK, dhcp_ack) };
    if (!dhcp_find_boot(answers, COUNT_OF(answers), &served))
        return error_of(ERR_NETWORK_NO_SERVER, COUNT_OF(answers));
    *identity = (struct boot_volume) { .kind = VOLUME_NETWORK, .server_ipv4 = served.server_ipv4 };
    return OK;
}

static bool is_timeout(u16 status)
{
    return status == STATUS_ARP_TIMEOUT || status == STATUS_CANNOT_ARP || status == STATUS_OPEN_TIMEOUT ||
           status == STATUS_READ_TIMEOUT;
}

static struct error error_of_status(const char *path, u16 status)
{
    if (status == STATUS_FILE_NOT_FOUND)
        return error_about(ERR_FILE_NOT_FOUND, path, status);
    return error_about(is_timeout(status) ? ERR_NETWORK_SILENT : ERR_NETWORK_TRANSFER, path, status);
}

/* No gateway is given: the ROM knows its own. */
static struct error name_file(const char *path)
{
    memset(parameters, 0, sizeof(parameters));
    store_u32(parameters + FILE_SERVER, served.server_ipv4);
    if (!dhcp_boot_path(&served, path, (char *)parameters + FILE_PATH, PATH_BYTES))
        return error_about(ERR_NETWORK_PATH, path, PATH_BYTES - 1);
    return OK;
}

/* What comes is at most as long as the window, whatever the ROM says. */
static u16 read_packet(u64 *bytes)
{
    memset(parameters, 0, sizeof(parameters));
    store_u16(parameters + READ_LENGTH, PACKET_BYTES);
    store_address(parameters + READ_BUFFER, platform_at(BOUNCE_START));
    const u16 status = pxe_call(PXE_TFTP_READ, parameters);
    *bytes = load_u16(parameters + READ_LENGTH);
    return status;
}

/* Packets up to the first that is not full. `reader->bytes` counts them, also those for which there is no room. */
static u16 read_packets(struct reader *reader, u64 packet_bytes, u8 *destination, u64 capacity)
{
    u64 bytes;
    do {
        const u16 status = read_packet(&bytes);
        if (status != 0)
            return status;
        if (bytes > packet_bytes)
            return STATUS_FAILURE;
        const u64 room = capacity - min_u64(reader->bytes, capacity);
        memcpy(destination + capacity - room, platform_at(BOUNCE_START), (size_t)min_u64(bytes, room));
        reader->bytes += bytes;
    } while (bytes == packet_bytes && reader->bytes <= capacity);
    return 0;
}

/* From its first packet on. The server may know no larger packets than TFTP's first 512 bytes. */
static u16 transfer(struct reader *reader, u8 *destination, u64 capacity)
{
    reader->bytes = 0;
    store_u16(parameters + OPEN_PORT, __builtin_bswap16(TFTP_PORT));
    store_u16(parameters + OPEN_PACKET_BYTES, PACKET_BYTES);
    u16 status = pxe_call(PXE_TFTP_OPEN, parameters);
    if (status != 0)
        return status;
    const u64 packet_bytes = load_u16(parameters + OPEN_PACKET_BYTES);
    status = packet_bytes <= PACKET_BYTES ? read_packets(reader, packet_bytes, destination, capacity) : STATUS_FAILURE;
    memset(parameters, 0, sizeof(parameters));
    (void)pxe_call(PXE_TFTP_CLOSE, parameters);
    return status;
}

static struct error read_file(struct reader *reader, u64 offset, void *destination, u64 len)
{
    u16 status = STATUS_OPEN_TIMEOUT;
    (void)offset;
    for (u32 tries = 0; tries < TRIES && is_timeout(status); tries++) {
        TRY(name_file(reader->name));
        status = transfer(reader, destination, len);
    }
    if (status != 0)
        return error_of_status(reader->name, status);
    return reader->bytes > len ? error_about(ERR_FILE_SIZE, reader->name, reader->bytes) : OK;
}

/* Not every server, and not every ROM, can say how long a file is; but that there is none, or nobody there, is known now. */
struct error network_open(const char *path, struct reader *file)
{
    u16 status = STATUS_OPEN_TIMEOUT;
    *file = (struct reader) { .read = read_file, .bytes = READER_BYTES_UNKNOWN, .comes_whole = true, .name = path };
    for (u32 tries = 0; tries < TRIES && is_timeout(status); tries++) {
        TRY(name_file(path));
        status = pxe_call(PXE_TFTP_GET_FILE_SIZE, parameters);
    }
    if (is_timeout(status) || status == STATUS_FILE_NOT_FOUND)
        return error_of_status(path, status);
    if (status == 0)
        file->bytes = load_u32(parameters + SIZE_BYTES);
    return OK;
}
