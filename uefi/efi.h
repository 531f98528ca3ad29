/* The part of the UEFI specification that the loader uses: tables, protocols and their GUIDs, by the names of this project.
 * Written from UEFI 2.10; the section is named at each type. Members that are not called are untyped pointers. */
#ifndef UEFI_EFI_H
#define UEFI_EFI_H
#include "common/base/types.h"

/* The Microsoft convention; said at each function, so that unit tests on a System V host can stand in for the firmware. */
#define EFIAPI __attribute__((ms_abi))

typedef u64 efi_status; /* Appendix D */
#define EFI_ERROR_BIT        (1ull << 63)
#define EFI_SUCCESS          0ull
#define EFI_INVALID          (EFI_ERROR_BIT | 2)
#define EFI_BUFFER_TOO_SMALL (EFI_ERROR_BIT | 5)
#define EFI_OUT_OF_RESOURCES (EFI_ERROR_BIT | 9)
#define EFI_NOT_FOUND        (EFI_ERROR_BIT | 14)
#define EFI_TIMEOUT          (EFI_ERROR_BIT | 18)
#define EFI_NOT_STARTED      (EFI_ERROR_BIT | 19)
#define EFI_TFTP_ERROR       (EFI_ERROR_BIT | 23)

typedef void *efi_handle;

struct efi_guid {
    u32 a;
    u16 b, c;
    u8 d[8];
};

struct efi_table_header { /* 4.2 */
    u64 signature;
    u32 revision, header_bytes, crc32, reserved;
};

/* Memory, 7.2. A descriptor is read field by field in map.c, since its real size is the firmware's. */
enum efi_memory_type {
    EFI_RESERVED_MEMORY,
    EFI_LOADER_CODE,
    EFI_LOADER_DATA,
    EFI_BOOT_SERVICES_CODE,
    EFI_BOOT_SERVICES_DATA,
    EFI_RUNTIME_SERVICES_CODE,
    EFI_RUNTIME_SERVICES_DATA,
    EFI_CONVENTIONAL_MEMORY,
    EFI_UNUSABLE_MEMORY,
    EFI_ACPI_RECLAIM_MEMORY,
    EFI_ACPI_MEMORY_NVS,
};
#define EFI_MEMORY_WB      0x8ull /* can be cached for reading and writing, as RAM can */
#define EFI_MEMORY_RUNTIME 0x8000000000000000ull
#define EFI_MEMORY_SP      0x40000ull /* "specific purpose": set aside for a device or for an administrator */

enum efi_allocate_type { EFI_ALLOCATE_ANY_PAGES, EFI_ALLOCATE_MAX_ADDRESS };
enum efi_locate_type { EFI_LOCATE_ALL_HANDLES, EFI_LOCATE_BY_NOTIFY, EFI_LOCATE_BY_PROTOCOL };

struct efi_boot_services { /* 4.4 */
    struct efi_table_header header;
    void *raise_tpl, *restore_tpl;
    efi_status(EFIAPI *allocate_pages)(u32 how, u32 type, u64 pages, u64 *start_phys);
    efi_status(EFIAPI *free_pages)(u64 start_phys, u64 pages);
    efi_status(EFIAPI *get_memory_map)(u64 *bytes, void *descriptors, u64 *key, u64 *descriptor_bytes, u32 *version);
    void *allocate_pool;
    efi_status(EFIAPI *free_pool)(void *buffer);
    void *create_event, *set_timer, *wait_for_event, *signal_event, *close_event, *check_event;
    void *install_protocol, *reinstall_protocol, *uninstall_protocol;
    efi_status(EFIAPI *handle_protocol)(efi_handle handle, const struct efi_guid *protocol, void **interface);
    void *reserved, *register_protocol_notify, *locate_handle;
    efi_status(EFIAPI *locate_device_path)(const struct efi_guid *protocol, const u8 **path, efi_handle *device);
    void *install_configuration_table;
    void *load_image, *start_image, *exit, *unload_image;
    efi_status(EFIAPI *exit_boot_services)(efi_handle image, u64 map_key);
    void *get_next_monotonic_count, *stall;
    efi_status(EFIAPI *set_watchdog_timer)(u64 seconds, u64 code, u64 data_bytes, const u16 *data);
    void *connect_controller, *disconnect_controller, *open_protocol, *close_protocol, *open_protocol_information;
    void *protocols_per_handle;
    efi_status(EFIAPI *locate_handle_buffer)(u32 how, const struct efi_guid *protocol, void *key, u64 *count,
                                             efi_handle **handles);
    efi_status(EFIAPI *locate_protocol)(const struct efi_guid *protocol, void *registration, void **interface);
};
_Static_assert(offsetof(struct efi_boot_services, get_memory_map) == 56, "UEFI 2.10 4.4");
_Static_assert(offsetof(struct efi_boot_services, handle_protocol) == 152, "UEFI 2.10 4.4");
_Static_assert(offsetof(struct efi_boot_services, exit_boot_services) == 232, "UEFI 2.10 4.4");
_Static_assert(offsetof(struct efi_boot_services, locate_handle_buffer) == 312, "UEFI 2.10 4.4");

struct efi_configuration_table { /* 4.6 */
    struct efi_guid guid;
    const void *table;
};

struct efi_system_table { /* 4.3 */
    struct efi_table_header header;
    const u16 *vendor;
    u32 revision;
    efi_handle console_in_handle;
    void *console_in;
    efi_handle console_out_handle;
    void *console_out;
    efi_handle standard_error_handle;
    void *standard_error;
    void *runtime_services;
    const struct efi_boot_services *boot_services;
    u64 table_count;
    const struct efi_configuration_table *tables;
};
_Static_assert(offsetof(struct efi_system_table, boot_services) == 96, "UEFI 2.10 4.3");

struct efi_loaded_image { /* 9.1 */
    u32 revision;
    efi_handle parent;
    const struct efi_system_table *system;
    efi_handle device; /* what follows is not read */
};

/* Files, 13.4 and 13.5. */
#define EFI_FILE_MODE_READ 1ull
#define EFI_FILE_DIRECTORY 0x10ull

struct efi_file {
    u64 revision;
    efi_status(EFIAPI *open)(struct efi_file *folder, struct efi_file **file, const u16 *name, u64 mode, u64 attributes);
    efi_status(EFIAPI *close)(struct efi_file *file);
    void *remove;
    efi_status(EFIAPI *read)(struct efi_file *file, u64 *bytes, void *buffer);
    void *write, *get_position;
    efi_status(EFIAPI *set_position)(struct efi_file *file, u64 position);
    efi_status(EFIAPI *get_info)(struct efi_file *file, const struct efi_guid *kind, u64 *bytes, void *buffer);
};

struct efi_simple_file_system {
    u64 revision;
    efi_status(EFIAPI *open_volume)(struct efi_simple_file_system *volume, struct efi_file **root);
};

struct efi_file_info {
    u64 info_bytes, file_bytes, physical_bytes;
    u8 times[48];
    u64 attributes;
    u16 name[256]; /* 255 units are the longest name that FAT has */
};
_Static_assert(offsetof(struct efi_file_info, attributes) == 72, "UEFI 2.10 13.5.16");

/* Whole blocks of a disk, 13.9. */
struct efi_block_media {
    u32 id;
    u8 is_removable, is_present, is_partition, is_read_only, is_caching;
    u32 block_bytes, io_align;
    u64 last_block; /* what follows is not read */
};
_Static_assert(offsetof(struct efi_block_media, block_bytes) == 12, "UEFI 2.10 13.9");
_Static_assert(offsetof(struct efi_block_media, last_block) == 24, "UEFI 2.10 13.9");

struct efi_block_io {
    u64 revision;
    const struct efi_block_media *media;
    void *reset;
    efi_status(EFIAPI *read_blocks)(struct efi_block_io *disk, u32 media_id, u64 lba, u64 bytes, void *buffer);
};

/* Preboot execution environment, 24.3. */
#define EFI_DHCP_PACKET_BYTES 1472
enum efi_pxe_operation { EFI_PXE_GET_FILE_SIZE = 1, EFI_PXE_READ_FILE = 2 };

struct efi_ip_address { /* v4 is the first word */
    u32 words[4];
};

struct efi_pxe_mode {
    u8 started, ipv6_available, ipv6_supported, using_ipv6, bis_supported, bis_detected, auto_arp, send_guid;
    u8 dhcp_discover_valid, dhcp_ack_received, proxy_offer_received, pxe_discover_valid, pxe_reply_received, bis_reply_received;
    u8 icmp_error_received, tftp_error_received, make_callbacks, ttl, tos;
    struct efi_ip_address station, subnet_mask;
    _Alignas(4) u8 dhcp_discover[EFI_DHCP_PACKET_BYTES];
    u8 dhcp_ack[EFI_DHCP_PACKET_BYTES], proxy_offer[EFI_DHCP_PACKET_BYTES], pxe_discover[EFI_DHCP_PACKET_BYTES];
    u8 pxe_reply[EFI_DHCP_PACKET_BYTES], bis_reply[EFI_DHCP_PACKET_BYTES];
    u8 filters_and_tables[908]; /* IP filter, ARP cache, routes */
    u32 icmp_error[126];
    u8 tftp_error_code;
    char tftp_error_text[127];
};
_Static_assert(offsetof(struct efi_pxe_mode, station) == 20, "UEFI 2.10 24.3");
_Static_assert(offsetof(struct efi_pxe_mode, dhcp_ack) == 1524, "UEFI 2.10 24.3");
_Static_assert(offsetof(struct efi_pxe_mode, filters_and_tables) == 8884, "UEFI 2.10 24.3");
_Static_assert(offsetof(struct efi_pxe_mode, tftp_error_code) == 10296, "UEFI 2.10 24.3");
_Static_assert(offsetof(struct efi_pxe_mode, tftp_error_text) == 10297, "UEFI 2.10 24.3");

struct efi_pxe {
    u64 revision;
    void *start, *stop, *dhcp, *discover;
    efi_status(EFIAPI *mtftp)(struct efi_pxe *pxe, u32 operation, void *buffer, bool overwrite, u64 *bytes,
                              const u64 *block_bytes, const struct efi_ip_address *server, const char *path,
                              const void *multicast, bool use_no_buffer);
    void *udp_write, *udp_read, *set_ip_filter, *arp, *set_parameters, *set_station_ip, *set_packets;
    const struct efi_pxe_mode *mode;
};
_Static_assert(offsetof(struct efi_pxe, mtftp) == 40, "UEFI 2.10 24.3");
_Static_assert(offsetof(struct efi_pxe, mode) == 104, "UEFI 2.10 24.3");

/* Random numbers, 37.5. No algorithm: the firmware's default one. */
struct efi_rng {
    void *get_info;
    efi_status(EFIAPI *get_rng)(struct efi_rng *rng, const struct efi_guid *algorithm, u64 bytes, u8 *value);
};

/* Graphics output, 12.9. */
enum efi_pixel_format { EFI_PIXEL_RGBX, EFI_PIXEL_BGRX, EFI_PIXEL_BIT_MASK, EFI_PIXEL_BLT_ONLY };

struct efi_gop_mode_info {
    u32 version, width_px, height_px, format;
    u32 red_mask, green_mask, blue_mask, reserved_mask; /* for EFI_PIXEL_BIT_MASK only */
    u32 pixels_per_line;
};
_Static_assert(sizeof(struct efi_gop_mode_info) == 36, "UEFI 2.10 12.9.2");

struct efi_gop_mode {
    u32 count, current;
    const struct efi_gop_mode_info *info;
    u64 info_bytes, framebuffer_phys, framebuffer_bytes;
};

struct efi_gop {
    efi_status(EFIAPI *query_mode)(struct efi_gop *gop, u32 mode, u64 *info_bytes, struct efi_gop_mode_info **info);
    efi_status(EFIAPI *set_mode)(struct efi_gop *gop, u32 mode);
    void *blt;
    const struct efi_gop_mode *mode;
};

struct efi_edid {
    u32 bytes;
    const u8 *data;
};

/* clang-format off */
#define EFI_LOADED_IMAGE_GUID       { 0x5b1b31a1, 0x9562, 0x11d2, { 0x8e, 0x3f, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b } }
#define EFI_DEVICE_PATH_GUID        { 0x09576e91, 0x6d3f, 0x11d2, { 0x8e, 0x39, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b } }
#define EFI_FILE_INFO_GUID          { 0x09576e92, 0x6d3f, 0x11d2, { 0x8e, 0x39, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b } }
#define EFI_SIMPLE_FILE_SYSTEM_GUID { 0x964e5b22, 0x6459, 0x11d2, { 0x8e, 0x39, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b } }
#define EFI_BLOCK_IO_GUID           { 0x964e5b21, 0x6459, 0x11d2, { 0x8e, 0x39, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b } }
#define EFI_PXE_GUID                { 0x03c4e603, 0xac28, 0x11d3, { 0x9a, 0x2d, 0x00, 0x90, 0x27, 0x3f, 0xc1, 0x4d } }
#define EFI_GOP_GUID                { 0x9042a9de, 0x23dc, 0x4a38, { 0x96, 0xfb, 0x7a, 0xde, 0xd0, 0x80, 0x51, 0x6a } }
#define EFI_EDID_DISCOVERED_GUID    { 0x1c0c34f6, 0xd380, 0x41fa, { 0xa0, 0x49, 0x8a, 0xd0, 0x6c, 0x1a, 0x66, 0xaa } }
#define EFI_EDID_ACTIVE_GUID        { 0xbd8c1056, 0x9f36, 0x44ec, { 0x92, 0xa8, 0xa6, 0x33, 0x7f, 0x81, 0x79, 0x86 } }
#define EFI_RNG_GUID                { 0x3152bca5, 0xeade, 0x433d, { 0x86, 0x2e, 0xc0, 0x1c, 0xdc, 0x29, 0x1f, 0x44 } }
#define EFI_ACPI_1_GUID             { 0xeb9d2d30, 0x2d88, 0x11d3, { 0x9a, 0x16, 0x00, 0x90, 0x27, 0x3f, 0xc1, 0x4d } }
#define EFI_ACPI_2_GUID             { 0x8868e871, 0xe4f1, 0x11d3, { 0xbc, 0x22, 0x00, 0x80, 0xc7, 0x3c, 0x88, 0x81 } }
#define EFI_SMBIOS_GUID             { 0xeb9d2d31, 0x2d88, 0x11d3, { 0x9a, 0x16, 0x00, 0x90, 0x27, 0x3f, 0xc1, 0x4d } }
#define EFI_SMBIOS_3_GUID           { 0xf2fd1544, 0x9794, 0x4a2c, { 0x99, 0x2e, 0xe5, 0xbb, 0xcf, 0x20, 0xe3, 0x94 } }
/* clang-format on */

#endif
