/* An EDID for each display, since the firmware that the tests run on publishes none. */
#include "tests/boot/bad_uefi/services.h"

#define BLOCK_BYTES   128
#define BLOCKS        2
#define EXTENSIONS_AT 126

/* UEFI 2.10 §12.9.2.3 and §12.9.2.4: both protocols look alike. */
struct edid_protocol {
    UINT32 bytes;
    UINT8 *data;
};

static EFI_GUID display_guid = EFI_GRAPHICS_OUTPUT_PROTOCOL_GUID;
static EFI_GUID active_guid = { 0xbd8c1056, 0x9f36, 0x44ec, { 0x92, 0xa8, 0xa6, 0x33, 0x7f, 0x81, 0x79, 0x86 } };
static EFI_GUID discovered_guid = { 0x1c0c34f6, 0xd380, 0x41fa, { 0xa0, 0x49, 0x8a, 0xd0, 0x6c, 0x1a, 0x66, 0xaa } };

/* E-EDID 1.4 §3: the header, version 1.4, at 54 a timing of 1280 x 800, one extension. */
static UINT8 blocks[BLOCKS][BLOCK_BYTES] = { { 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00, [18] = 1, 4, [54] = 0x01, 0x1b,
                                               0x00, 0x00, 0x50, 0x20, 0x00, 0x30, [EXTENSIONS_AT] = BLOCKS - 1 },
                                             { 0x02, 0x03 } };
static struct edid_protocol active, discovered;

static void write_checksum(UINT8 *block)
{
    for (UINTN i = 0; i < BLOCK_BYTES - 1; i++)
        block[BLOCK_BYTES - 1] = (UINT8)(block[BLOCK_BYTES - 1] - block[i]);
}

static void install(EFI_HANDLE display, EFI_GUID *guid, struct edid_protocol *protocol, UINT32 bytes)
{
    *protocol = (struct edid_protocol) { bytes, bytes ? blocks[0] : NULL };
    rule(bad.boot->InstallProtocolInterface(&display, guid, EFI_NATIVE_INTERFACE, protocol) == EFI_SUCCESS,
         "this firmware does have an EDID: bad_uefi/edid.c is needed no more");
}

void edid_publish(void)
{
    EFI_HANDLE *displays;
    UINTN count = 0;
    if (bad.misdeeds.edid_discovered_bytes == 0)
        return;
    for (UINTN i = 0; i < BLOCKS; i++)
        write_checksum(blocks[i]);
    if (bad.boot->LocateHandleBuffer(ByProtocol, &display_guid, NULL, &count, &displays) != EFI_SUCCESS)
        count = 0;
    for (UINTN i = 0; i < count; i++) {
        if (displays[i] == bad.system->ConsoleOutHandle)
            continue;
        install(displays[i], &active_guid, &active, bad.misdeeds.edid_active_bytes);
        install(displays[i], &discovered_guid, &discovered, bad.misdeeds.edid_discovered_bytes);
    }
}
