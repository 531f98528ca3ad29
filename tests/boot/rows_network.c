/* By PXE from a server: QEMU's own, and one of ours that does what no server should (server/server.h). */
#include "tests/boot/modules.h"
#include "tests/boot/network.h"

#define ON_BIOS .door = DOOR_BIOS, .network = true
#define ON_UEFI .door = DOOR_UEFI, .network = true, .cold = true, .memory_mib = 256 /* OVMF wants more, with a network */
#define ON_BOTH(test_name, ...)                                                                                                  \
    BOOT_TEST(test_name##_bios, ON_BIOS, __VA_ARGS__)                                                                            \
    BOOT_TEST(test_name##_uefi, ON_UEFI, __VA_ARGS__)

#define FROM_NETWORK .build_options = { "--cmdline", "network" }
#define SILENT(...)  .timeout_s = 300, .server = { __VA_ARGS__ } /* firmware asks for long, and Lintel twice */
#define REFUSED(...) .status = STATUS_REFUSED, .serial = { __VA_ARGS__, "hint: " }

/* QEMU's server, which knows both options of TFTP. What it boots is in rows_media.c. */
BOOT_TEST(network_without_manifest_bios, ON_BIOS, .kernel = "hello", .damage = network_remove_manifest,
          .serial = { "warning: /boot/lintel.manifest is missing" })
SLOW_BOOT_TEST(network_without_manifest_uefi, ON_UEFI, .kernel = "hello", .damage = network_remove_manifest,
               .serial = { "warning: /boot/lintel.manifest is missing" })
ON_BOTH(refuses_a_ramdisk_that_the_server_lacks, CONTRACT, .damage = network_remove_ramdisk,
        REFUSED("error L209: /boot/ramdisk is not on the boot volume"))
ON_BOTH(refuses_a_module_cut_short_on_the_server, CONTRACT, .damage = network_cut_module,
        REFUSED("error L211: /boot/modules/first has 3145727 bytes"))
BOOT_TEST(refuses_a_rom_that_it_does_not_find_bios, ON_BIOS, .kernel = "test-basic-high", .damage = network_forget_rom,
          REFUSED("error L224: the network card's PXE code cannot be used (no structure !PXE or PXENV+"))

/* So many packets that their numbers go round. */
SLOW_BOOT_TEST(network_with_a_large_ramdisk_bios, ON_BIOS, .kernel = "hello", .ramdisk_bytes = 100u << 20, .memory_mib = 512,
               .build_options = { "--verify" }, .timeout_s = 300)

/* Ours. */
BOOT_TEST(network_behind_a_proxy_bios, ON_BIOS, CONTRACT, .build_options = { "--cmdline", "proxy" }, .server = { "proxy" })
BOOT_TEST(network_behind_a_proxy_uefi, ON_UEFI, CONTRACT, .build_options = { "--cmdline", "proxy" }, .server = { "proxy" })
BOOT_TEST(network_that_loses_packets_bios, ON_BIOS, CONTRACT, FROM_NETWORK, .server = { "lossy" })
BOOT_TEST(network_in_small_blocks_bios, ON_BIOS, CONTRACT, FROM_NETWORK, .server = { "small" })
BOOT_TEST(network_that_tells_no_sizes_uefi, ON_UEFI, CONTRACT, FROM_NETWORK, .server = { "sizeless" })
SLOW_BOOT_TEST(refuses_a_server_that_never_answers_bios, ON_BIOS, CONTRACT, SILENT("silent", "boot/ramdisk"),
               REFUSED("error L219: /boot/ramdisk: the TFTP server does not answer"))
BOOT_TEST(refuses_a_server_that_stops_answering_bios, ON_BIOS, CONTRACT, SILENT("falls", "boot/modules/first"),
          REFUSED("error L219: /boot/modules/first: the TFTP server does not answer"))
SLOW_BOOT_TEST(refuses_a_server_that_stops_answering_uefi, ON_UEFI, CONTRACT, SILENT("falls", "boot/modules/first"),
               REFUSED("error L219: /boot/modules/first: the TFTP server does not answer"))
BOOT_TEST(refuses_a_file_that_is_shorter_than_the_server_says_bios, ON_BIOS, CONTRACT, .server = { "cuts", "boot/kernel.elf" },
          REFUSED("error L211: /boot/kernel.elf has "))
BOOT_TEST(refuses_a_file_that_the_server_does_not_give_bios, ON_BIOS, CONTRACT, .server = { "refuses", "boot/kernel.elf" },
          REFUSED("error L220: /boot/kernel.elf "))
BOOT_TEST(refuses_a_file_that_the_server_does_not_give_uefi, ON_UEFI, CONTRACT, .server = { "refuses", "boot/kernel.elf" },
          REFUSED("error L220: /boot/kernel.elf "))

/* Nobody says how large the kernel is; no server to ask; no way to say where the files lie. UEFI takes longer paths than DHCP
 * has. */
ON_BOTH(refuses_a_kernel_of_unknown_size, .kernel = "hello", .damage = network_remove_manifest, .server = { "sizeless" },
        REFUSED("error L221: nobody says how large /boot/kernel.elf is"))
BOOT_TEST(refuses_an_answer_that_names_no_server_bios, ON_BIOS, .kernel = "hello", .server = { "nameless" },
          REFUSED("error L222: no DHCP answer names an IPv4 boot server"))
BOOT_TEST(refuses_a_folder_that_is_too_deep_bios, ON_BIOS, .kernel = "hello", .server = { "deep" },
          REFUSED("error L223: /boot/lintel.manifest: its path on the TFTP server is too long (127 bytes"))
