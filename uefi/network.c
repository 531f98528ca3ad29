/* Files by TFTP (UEFI 2.10 24.3). The firmware puts each packet where it belongs in the file's final memory. */
#include "uefi/network.h"
#include "common/base/string.h"
#include "common/network/dhcp.h"
#include "uefi/firmware.h"

#define TRIES           2    /* of what nobody answers; the firmware itself asks several times, for 20 seconds and more, each */
#define BLOCK_BYTES     1408 /* fits into an Ethernet frame through most tunnels: a larger one would come in pieces */
#define PATH_BYTES      512
#define TFTP_SEE_TEXT   0 /* RFC 1350, appendix I */
#define TFTP_NOT_FOUND  1
#define PXE_ANSWERS_MAX 3

static const struct efi_guid pxe_guid = EFI_PXE_GUID;

/* The card's protocol and the server's folder: handles of the firmware, as the root of a file system is. */
static struct efi_pxe *pxe;
static struct dhcp_boot served;

bool network_has(efi_handle device)
{
    pxe = firmware_protocol(device, &pxe_guid);
    return pxe != NULL && pxe->mode != NULL && pxe->mode->started;
}

/* In the order that dhcp_find_boot wants. Over IPv6 the packets are of another kind. */
static size_t collect_answers(const struct efi_pxe_mode *mode, struct bytes answers[PXE_ANSWERS_MAX])
{
    size_t count = 0;
    if (mode->using_ipv6)
        return 0;
    if (mode->pxe_reply_received)
        answers[count++] = (struct bytes) { mode->pxe_reply, EFI_DHCP_PACKET_BYTES };
    if (mode->proxy_offer_received)
        answers[count++] = (struct bytes) { mode->proxy_offer, EFI_DHCP_PACKET_BYTES };
    if (mode->dhcp_ack_received)
        answers[count++] = (struct bytes) { mode->dhcp_ack, EFI_DHCP_PACKET_BYTES };
    return count;
}

struct error network_open_volume(struct boot_volume *identity)
{
    struct bytes answers[PXE_ANSWERS_MAX];
    const size_t count = collect_answers(pxe->mode, answers);
    if (!dhcp_find_boot(answers, count, &served))
        return error_of(ERR_NETWORK_NO_SERVER, count);
    *identity = (struct boot_volume) { .kind = VOLUME_NETWORK, .server_ipv4 = served.server_ipv4 };
    return OK;
}

static struct error transfer(u32 operation, const char *path, void *buffer, u64 *bytes, efi_status *status)
{
    static const u64 block_bytes = BLOCK_BYTES;
    const struct efi_ip_address server = { { served.server_ipv4 } };
    const u64 capacity = *bytes;
    char full[PATH_BYTES];
    if (!dhcp_boot_path(&served, path, full, sizeof(full)))
        return error_about(ERR_NETWORK_PATH, path, sizeof(full) - 1);
    *status = EFI_TIMEOUT;
    for (unsigned tries = 0; tries < TRIES && *status == EFI_TIMEOUT; tries++) {
        *bytes = capacity;
        *status = pxe->mtftp(pxe, operation, buffer, false, bytes, &block_bytes, &server, full, NULL, false);
    }
    if (*status == EFI_TIMEOUT)
        return error_about(ERR_NETWORK_SILENT, path, *status);
    return OK;
}

static bool has_words(const char *text, size_t capacity, const char *words)
{
    const size_t len = strlen(words);
    for (size_t at = 0; at + len <= capacity && text[at] != '\0'; at++)
        if (memcmp(text + at, words, len) == 0)
            return true;
    return false;
}

/* EDK II takes the number's wrong byte, and tells 0 always. The words stay, and all servers have those of the RFC in theirs. */
static bool says_not_found(const struct efi_pxe_mode *mode)
{
    return mode->tftp_error_code == TFTP_NOT_FOUND ||
           (mode->tftp_error_code == TFTP_SEE_TEXT &&
            has_words(mode->tftp_error_text, sizeof(mode->tftp_error_text), "not found"));
}

/* The size may have changed since it was asked for: what counts is what came. */
static struct error read_file(struct reader *reader, u64 offset, void *destination, u64 len)
{
    efi_status status = EFI_SUCCESS;
    u64 bytes = len;
    (void)offset;
    TRY(transfer(EFI_PXE_READ_FILE, reader->name, destination, &bytes, &status));
    if (status == EFI_BUFFER_TOO_SMALL)
        return error_about(ERR_FILE_SIZE, reader->name, max_u64(bytes, len + 1));
    if (status != EFI_SUCCESS)
        return error_about(ERR_NETWORK_TRANSFER, reader->name, status);
    reader->bytes = bytes;
    return OK;
}

struct error network_open(const char *path, struct reader *file)
{
    efi_status status = EFI_SUCCESS;
    u64 bytes = 0;
    TRY(transfer(EFI_PXE_GET_FILE_SIZE, path, NULL, &bytes, &status));
    if (status == EFI_TFTP_ERROR && says_not_found(pxe->mode))
        return error_about(ERR_FILE_NOT_FOUND, path, status);
    const u64 said = status == EFI_SUCCESS ? bytes : READER_BYTES_UNKNOWN; /* not every server knows the option tsize */
    *file = (struct reader) { .read = read_file, .bytes = said, .comes_whole = true, .name = path };
    return OK;
}
