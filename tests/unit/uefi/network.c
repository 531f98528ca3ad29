/* A server's folder over a fake PXE base code: sizes that are not told, files that change, servers that do not answer. */
#include "uefi/network.h"
#include "tests/unit/uefi/fake_firmware.h"
#include <criterion/criterion.h>
#include <string.h>

#define SERVER 0x0202000au /* 10.0.2.2, as it lies in memory */

static struct efi_pxe_mode mode;
static struct efi_pxe pxe;
static int card;

static struct {
    u64 bytes, told_bytes;
    efi_status size_status, read_status;
    unsigned silent; /* so many requests get no answer */
    unsigned requests;
    char path[600];
    u64 block_bytes;
    u32 server_ipv4;
} server;

static efi_status EFIAPI answer(struct efi_pxe *asked, u32 operation, void *buffer, bool overwrite, u64 *bytes,
                                const u64 *block_bytes, const struct efi_ip_address *address, const char *path,
                                const void *multicast, bool use_no_buffer)
{
    cr_assert(asked == &pxe && !overwrite && multicast == NULL && !use_no_buffer);
    const u64 capacity = *bytes;
    *bytes = 0; /* as firmware does that failed */
    server.requests++;
    server.block_bytes = *block_bytes;
    server.server_ipv4 = address->words[0];
    strcpy(server.path, path);
    if (server.silent > 0) {
        server.silent--;
        return EFI_TIMEOUT;
    }
    *bytes = operation == EFI_PXE_GET_FILE_SIZE ? server.told_bytes : server.bytes;
    if (operation == EFI_PXE_GET_FILE_SIZE)
        return server.size_status;
    cr_assert_eq(operation, EFI_PXE_READ_FILE);
    if (server.bytes > capacity)
        return EFI_BUFFER_TOO_SMALL;
    memset(buffer, 0x5a, server.bytes);
    return server.read_status;
}

static void write_answer(u8 *packet, u32 server_ipv4, const char *file)
{
    memset(packet, 0, EFI_DHCP_PACKET_BYTES);
    memcpy(packet + 20, &server_ipv4, 4);
    strcpy((char *)packet + 108, file);
}

static void start(void)
{
    fake_firmware_reset();
    memset(&server, 0, sizeof(server));
    server.bytes = server.told_bytes = 10;
    mode = (struct efi_pxe_mode) { .started = 1, .dhcp_ack_received = 1 };
    write_answer(mode.dhcp_ack, SERVER, "pxe/BOOTX64.EFI");
    pxe = (struct efi_pxe) { .mtftp = answer, .mode = &mode };
    fake_protocol_add(&card, (struct efi_guid)EFI_PXE_GUID, &pxe);
}

TestSuite(uefi_network, .init = start);

static void open_volume(void)
{
    struct boot_volume identity = { .partition_number = 7 };
    cr_assert(network_has(&card));
    cr_assert_eq(network_open_volume(&identity).code, ERR_NONE);
    cr_assert_eq(identity.kind, VOLUME_NETWORK);
    cr_assert_eq(identity.server_ipv4, server.server_ipv4 ? server.server_ipv4 : SERVER);
    cr_assert_eq(identity.partition_number, 0);
}

static enum error_code open_file(struct reader *file)
{
    open_volume();
    return (enum error_code)network_open("/boot/kernel.elf", file).code;
}

static void assert_reads(u64 capacity, enum error_code code)
{
    u8 content[20] = { 0 };
    struct reader file;
    cr_assert_eq(open_file(&file), ERR_NONE);
    cr_assert(file.comes_whole);
    cr_assert_eq(reader_read_whole(&file, content, capacity).code, code);
    if (code != ERR_NONE)
        return;
    cr_assert_eq(file.bytes, server.bytes);
    for (u64 i = 0; i < sizeof(content); i++)
        cr_assert_eq(content[i], i < server.bytes ? 0x5a : 0);
}

Test(uefi_network, reads_from_the_server_and_the_folder_that_dhcp_named)
{
    assert_reads(10, ERR_NONE);
    cr_assert_str_eq(server.path, "pxe/boot/kernel.elf");
    cr_assert_eq(server.server_ipv4, SERVER);
    cr_assert_eq(server.requests, 2, "the size, the file");
    cr_assert(server.block_bytes > 512 && server.block_bytes <= 1468, "larger ones come in pieces");
}

Test(uefi_network, believes_the_boot_server_before_the_proxy_before_the_dhcp_server)
{
    write_answer(mode.proxy_offer, SERVER + (1u << 24), "proxy/x");
    write_answer(mode.pxe_reply, SERVER + (2u << 24), "reply/x");
    struct boot_volume identity;
    cr_assert(network_has(&card));
    mode.proxy_offer_received = 1;
    cr_assert_eq(network_open_volume(&identity).code, ERR_NONE);
    cr_assert_eq(identity.server_ipv4, SERVER + (1u << 24));
    mode.pxe_reply_received = 1;
    cr_assert_eq(network_open_volume(&identity).code, ERR_NONE);
    cr_assert_eq(identity.server_ipv4, SERVER + (2u << 24));
}

Test(uefi_network, is_none_without_pxe_or_before_that_was_started)
{
    static int disk;
    cr_assert_not(network_has(&disk));
    cr_assert_not(network_has(NULL));
    mode.started = 0;
    cr_assert_not(network_has(&card));
    pxe.mode = NULL;
    cr_assert_not(network_has(&card));
}

static void assert_no_server(u64 answers)
{
    struct boot_volume identity;
    cr_assert(network_has(&card));
    const struct error error = network_open_volume(&identity);
    cr_assert_eq(error.code, ERR_NETWORK_NO_SERVER);
    cr_assert_eq(error.detail, answers);
}

Test(uefi_network, says_that_nobody_named_a_server)
{
    write_answer(mode.dhcp_ack, 0, "x");
    assert_no_server(1);
    mode.dhcp_ack_received = 0;
    assert_no_server(0);
    write_answer(mode.dhcp_ack, SERVER, "x");
    mode.dhcp_ack_received = 1;
    mode.using_ipv6 = 1;
    assert_no_server(0);
}

Test(uefi_network, reads_a_file_whose_size_nobody_tells)
{
    struct reader file;
    server.size_status = EFI_NOT_FOUND;
    cr_assert_eq(open_file(&file), ERR_NONE);
    cr_assert_eq(file.bytes, READER_BYTES_UNKNOWN);
    assert_reads(20, ERR_NONE);
    assert_reads(10, ERR_NONE);
    assert_reads(9, ERR_FILE_SIZE);
}

Test(uefi_network, notices_that_a_file_changed_since_its_size_was_told)
{
    server.bytes = 9;
    assert_reads(10, ERR_NONE);
    server.bytes = 11;
    assert_reads(10, ERR_FILE_SIZE);
}

Test(uefi_network, asks_again_but_not_for_ever)
{
    struct reader file;
    server.silent = 1;
    assert_reads(10, ERR_NONE);
    server.silent = 100;
    server.requests = 0;
    cr_assert_eq(open_file(&file), ERR_NETWORK_SILENT);
    cr_assert_eq(server.requests, 2);
}

Test(uefi_network, stops_when_the_server_falls_silent_later)
{
    u8 content[10];
    struct reader file;
    cr_assert_eq(open_file(&file), ERR_NONE);
    server.silent = 100;
    cr_assert_eq(reader_read_whole(&file, content, sizeof(content)).code, ERR_NETWORK_SILENT);
}

Test(uefi_network, tells_a_missing_file_from_one_that_is_refused)
{
    struct reader file;
    mode.tftp_error_code = 1;
    server.size_status = EFI_TFTP_ERROR;
    cr_assert_eq(open_file(&file), ERR_FILE_NOT_FOUND);
    mode.tftp_error_code = 2;
    server.read_status = EFI_TFTP_ERROR;
    assert_reads(10, ERR_NETWORK_TRANSFER);
}

/* Firmware that loses the number, or has none. */
Test(uefi_network, knows_a_missing_file_by_the_servers_words)
{
    struct reader file;
    server.size_status = EFI_TFTP_ERROR;
    strcpy(mode.tftp_error_text, "file /srv/boot/kernel.elf not found for 10.0.2.15");
    cr_assert_eq(open_file(&file), ERR_FILE_NOT_FOUND);
    mode.tftp_error_code = 2;
    cr_assert_eq(open_file(&file), ERR_NONE);
    mode.tftp_error_code = 0;
    strcpy(mode.tftp_error_text, "cannot access");
    server.read_status = EFI_TFTP_ERROR;
    assert_reads(10, ERR_NETWORK_TRANSFER);
}

Test(uefi_network, reads_no_further_than_the_servers_words)
{
    struct reader file;
    server.size_status = EFI_TFTP_ERROR;
    memset(mode.tftp_error_text, 'x', sizeof(mode.tftp_error_text));
    memcpy(mode.tftp_error_text + sizeof(mode.tftp_error_text) - 9, "not found", 9);
    cr_assert_eq(open_file(&file), ERR_FILE_NOT_FOUND);
    mode.tftp_error_text[100] = '\0';
    cr_assert_eq(open_file(&file), ERR_NONE);
}

Test(uefi_network, says_that_a_path_is_too_long)
{
    static char path[600];
    struct reader file;
    memset(path, 'x', sizeof(path) - 1);
    open_volume();
    cr_assert_eq(network_open(path, &file).code, ERR_NETWORK_PATH);
    path[511 - 4] = '\0'; /* behind pxe/ */
    cr_assert_eq(network_open(path, &file).code, ERR_NONE);
}
