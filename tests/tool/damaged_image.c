/* `lintel inspect` of images with one byte changed: each damage has its number, and what still boots is still said to. */
#include "bios/image.h"
#include "common/disk/el_torito.h"
#include "common/disk/fat_format.h"
#include "common/disk/gpt_format.h"
#include "common/disk/mbr_format.h"
#include "tests/tool/image_file.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

TestSuite(damaged_image, .init = image_enter, .fini = folder_leave);

/* Of one damage there is one word, and what still boots is still said to. */
static void expect_damage(const char *sentence, const char *doors)
{
    image_inspect(5);
    assert_says(image_result.errors, sentence);
    assert_says(image_result.output, doors);
    cr_assert_null(strstr(strstr(image_result.errors, "error L") + 1, "error L"), "%s", image_result.errors);
}

static void put(u64 offset, const void *bytes, size_t len)
{
    const int fd = open("os.img", O_WRONLY);
    cr_assert_eq(pwrite(fd, bytes, len, (off_t)offset), (ssize_t)len);
    close(fd);
}

#define BOTH_BOOT "boots by BIOS              yes\nboots by UEFI              yes\n"
#define NO_BIOS   "boots by BIOS              NO: error L"
#define NO_UEFI   "boots by UEFI              NO: error L"

Test(damaged_image, a_damaged_ramdisk_boots_unless_digests_are_verified)
{
    image_make("build", "--table", "gpt");
    image_flip(image_place_of_file("ramdisk") + 100);
    expect_damage("error L218: /boot/ramdisk ", BOTH_BOOT);
    assert_says(image_result.output, "/boot/ramdisk              20000 bytes, DAMAGED\n");
    CALL(&image_result, "lintel", "build", "kernel.elf", "--ramdisk", "ramdisk", "--verify", "-o", "os.img");
    assert_status(&image_result, 0);
    image_flip(image_place_of_file("ramdisk") + 100);
    expect_damage("error L218: /boot/ramdisk ", NO_BIOS "218");
    assert_says(image_result.output, NO_UEFI "218");
}

Test(damaged_image, a_damaged_kernel_has_another_digest)
{
    image_make("build", "--table", "mbr");
    image_flip(image_place_of_file("kernel.elf"));
    image_inspect(5);
    assert_says(image_result.errors, "error L218: /boot/kernel.elf ");
    assert_says(image_result.errors, "error L301: /boot/kernel.elf ");
    assert_says(image_result.output, NO_BIOS "301");
    assert_says(image_result.output, NO_UEFI "301");
}

Test(damaged_image, a_damaged_stage2_concerns_only_bios)
{
    image_make("build", "--table", "gpt");
    image_flip(20480 + 1000);
    expect_damage("error L105: ", NO_BIOS "105");
    assert_says(image_result.output, "boots by UEFI              yes\n");
    assert_says(image_result.output, "not that of this tool");
}

Test(damaged_image, damaged_boot_code_is_told_from_its_byte)
{
    image_make("build", "--table", "gpt");
    image_flip(100);
    expect_damage("error L781: the boot sector is damaged: byte 100 of its code", NO_BIOS "781");
    assert_says(image_result.output, "boots by UEFI              yes\n");
}

Test(damaged_image, a_boot_sector_that_leads_nowhere_is_damaged)
{
    image_make("build", "--table", "gpt");
    image_flip(FIELD_STAGE2_LBA + 5);
    expect_damage("error L782: the boot sector is damaged", NO_BIOS "782");
    assert_says(image_result.output, "boot sector                leads to no stage 2\n");
}

Test(damaged_image, a_first_sector_without_signature_starts_by_no_door)
{
    image_make("build", "--table", "gpt");
    image_flip(MBR_SIGNATURE);
    expect_damage("error L783: os.img", NO_BIOS "783");
    assert_says(image_result.output, NO_UEFI "783");
}

Test(damaged_image, a_gpt_without_its_protective_entry_is_not_for_uefi)
{
    image_make("build", "--table", "gpt");
    image_flip(MBR_ENTRIES + MBR_ENTRY_TYPE);
    expect_damage("error L217: os.img", NO_UEFI "217");
    assert_says(image_result.output, "boots by BIOS              yes\n");
}

Test(damaged_image, a_gpt_whose_protective_entry_starts_elsewhere_is_not_for_uefi)
{
    image_make("build", "--table", "gpt");
    image_flip(MBR_ENTRIES + MBR_ENTRY_FIRST_LBA);
    expect_damage("error L217: os.img", NO_UEFI "217");
    assert_says(image_result.output, "boots by BIOS              yes\n");
}

Test(damaged_image, a_damaged_primary_gpt_boots_from_the_backup)
{
    image_make("build", "--table", "gpt");
    image_flip(512 + GPT_DISK_GUID);
    expect_damage("error L784: os.img: the copy of the GPT at sector 1 ", BOTH_BOOT);
}

Test(damaged_image, a_damaged_signature_of_the_primary_gpt_does_not_hide_the_sectors)
{
    image_make("build", "--sector-size", "4096");
    image_flip(4096);
    expect_damage("error L784: os.img: the copy of the GPT at sector 1 ", BOTH_BOOT);
    assert_says(image_result.output, "sectors of 4096 bytes\n");
}

Test(damaged_image, a_damaged_backup_gpt_is_damage_as_well)
{
    char sentence[80];
    image_make("build", "--table", "gpt");
    snprintf(sentence, sizeof(sentence), "error L784: os.img: the copy of the GPT at sector %llu ",
             (unsigned long long)(image_bytes() / 512 - 1));
    image_flip(image_bytes() - 512 + GPT_DISK_GUID);
    expect_damage(sentence, BOTH_BOOT);
}

Test(damaged_image, a_manifest_that_cannot_be_read_boots_nothing)
{
    image_make("build", "--table", "gpt");
    image_flip(image_place_of("ramdisk-bytes = ", 16));
    expect_damage("error L212: /boot/lintel.manifest", NO_BIOS "212");
    assert_says(image_result.output, NO_UEFI "212");
}

Test(damaged_image, a_missing_manifest_is_damage_though_the_kernel_boots)
{
    image_make("build", "--table", "gpt");
    CALL(&image_result, "mdel", "-i", "os.img@@1M", "::/boot/lintel.manifest");
    assert_status(&image_result, 0);
    image_inspect(5);
    assert_says(image_result.errors, "error L209: /boot/lintel.manifest ");
    assert_says(image_result.output, "the manifest has no digest of it");
    assert_says(image_result.output, BOTH_BOOT);
}

Test(damaged_image, a_missing_file_is_said_to_be_missing)
{
    image_make("build", "--table", "gpt");
    CALL(&image_result, "mdel", "-i", "os.img@@1M", "::/boot/ramdisk");
    assert_status(&image_result, 0);
    expect_damage("error L209: /boot/ramdisk ", NO_BIOS "209");
    assert_says(image_result.output, "/boot/ramdisk              0 bytes, MISSING\n");
}

Test(damaged_image, a_file_of_another_size_is_damaged)
{
    image_make("build", "--table", "gpt");
    CALL(&image_result, "sh", "-c", "mdel -i os.img@@1M ::/boot/ramdisk && mcopy -i os.img@@1M kernel.elf ::/boot/ramdisk");
    assert_status(&image_result, 0);
    expect_damage("error L211: /boot/ramdisk ", NO_BIOS "211");
}

Test(damaged_image, an_uefi_loader_must_be_one)
{
    image_make("build", "--table", "gpt");
    CALL(&image_result, "mcopy", "-o", "-i", "os.img@@1M", "kernel.elf", "::/EFI/BOOT/BOOTX64.EFI");
    assert_status(&image_result, 0);
    expect_damage("error L787: /EFI/BOOT/BOOTX64.EFI ", NO_UEFI "787");
    assert_says(image_result.output, "boots by BIOS              yes\n");
}

/* With this tool's second stage comes this tool's UEFI loader. */
Test(damaged_image, a_changed_byte_of_the_uefi_loader_is_told)
{
    image_make("build", "--table", "gpt");
    image_flip(image_place_of("ramdisk-bytes", 14));
    expect_damage("error L781: /EFI/BOOT/BOOTX64.EFI is damaged: byte ", NO_UEFI "781");
    assert_says(image_result.output, "boots by BIOS              yes\n");
}

Test(damaged_image, the_copies_of_the_fat_must_be_alike)
{
    image_make("build", "--table", "gpt");
    const u8 *volume = image_start().data + MIB;
    const u64 second = MIB + (load_u16(volume + BPB_RESERVED) + load_u32(volume + BPB_FAT_SECTORS_32)) * 512ull;
    image_flip(second + 4 * 5);
    expect_damage("error L785: os.img: the two copies of the FAT differ at byte 20 ", BOTH_BOOT);
}

Test(damaged_image, a_broken_chain_is_told_from_its_file)
{
    image_make("build", "--table", "gpt");
    const struct bytes start = image_start();
    const u64 fat = MIB + load_u16(start.data + MIB + BPB_RESERVED) * 512ull;
    const u64 data = fat + 2ull * load_u32(start.data + MIB + BPB_FAT_SECTORS_32) * 512;
    const u64 cluster = 2 + (image_place_of_file("ramdisk") - data) / (512ull * start.data[MIB + BPB_CLUSTER_SECTORS]);
    image_flip(fat + 4 * cluster + 2);
    image_inspect(5);
    assert_says(image_result.errors, "error L208: /boot/ramdisk");
    assert_says(image_result.output, NO_BIOS "208");
    assert_says(image_result.output, NO_UEFI "208");
}

Test(damaged_image, a_damaged_volume_is_none)
{
    image_make("build", "--table", "gpt");
    image_flip(MIB + BPB_SIGNATURE);
    expect_damage("error L207: ", NO_BIOS "207");
    assert_says(image_result.output, NO_UEFI "207");
}

/* F8h, a byte that the loader has no use for. */
Test(damaged_image, a_volume_without_medium_is_not_for_uefi)
{
    image_make("build", "--table", "gpt");
    put(MIB + BPB_MEDIA, "\xf7", 1);
    expect_damage("error L207: the boot partition", NO_UEFI "207");
    assert_says(image_result.output, "boots by BIOS              yes\n");
    put(MIB + BPB_MEDIA, "\xf0", 1);
    image_inspect(0);
}

Test(damaged_image, an_image_that_was_cut_short_says_where)
{
    image_make("build", "--table", "gpt");
    CALL(&image_result, "truncate", "-s", "2M", "os.img");
    image_inspect(5);
    assert_says(image_result.errors, "error L202: os.img ends before byte ");
    assert_says(image_result.output, NO_BIOS "202");
    assert_says(image_result.output, NO_UEFI "202");
}

static struct el_torito catalog_of_image(void)
{
    struct el_torito catalog;
    cr_assert(el_torito_read(image_start(), &catalog));
    return catalog;
}

Test(damaged_image, a_damaged_boot_block_is_told_from_the_boot_sector)
{
    image_make("iso", "--table", "gpt");
    const u64 block = (u64)catalog_of_image().bios_lba * ISO_SECTOR_BYTES;
    image_flip(block + 100);
    expect_damage("error L781: the CD's boot block is damaged: byte 100 ", NO_BIOS "781");
    image_flip(block + 100);
    image_flip(block + FIELD_VOLUME_LBA);
    expect_damage("error L782: the CD's boot block is damaged", NO_BIOS "782");
}

Test(damaged_image, a_damaged_catalog_starts_no_cd)
{
    image_make("iso", "--table", "gpt");
    const struct el_torito catalog = catalog_of_image();
    image_flip(catalog.efi_offset + EL_TORITO_LBA);
    expect_damage("error L786: os.img", NO_UEFI "786");
    assert_says(image_result.output, "boots by BIOS              yes\n");
    image_flip(catalog.efi_offset + EL_TORITO_LBA);
    image_flip(catalog.bios_offset);
    expect_damage("error L786: os.img", NO_BIOS "786");
    assert_says(image_result.output, NO_UEFI "786");
}

/* Segment and sectors of the boot block; sectors of the volume, of which 0 and 1 mean all there are. */
Test(damaged_image, a_catalog_that_has_too_little_loaded_starts_no_cd)
{
    image_make("iso", "--table", "gpt");
    const struct el_torito catalog = catalog_of_image();
    put(catalog.bios_offset + EL_TORITO_SECTORS, "\x03", 2);
    expect_damage("error L786: os.img", NO_BIOS "786");
    put(catalog.bios_offset + EL_TORITO_SECTORS, "\x04", 2);
    put(catalog.bios_offset + EL_TORITO_SEGMENT, "\x00\x10", 2);
    expect_damage("error L786: os.img", NO_BIOS "786");
    assert_says(image_result.output, "boots by UEFI              yes\n");
    put(catalog.bios_offset + EL_TORITO_SEGMENT, "\xc0\x07", 2);
    image_inspect(0);
    put(catalog.efi_offset + EL_TORITO_SECTORS, "\x02", 2);
    expect_damage("error L786: os.img", NO_UEFI "786");
    assert_says(image_result.output, "boots by BIOS              yes\n");
    put(catalog.efi_offset + EL_TORITO_SECTORS, "\x00", 2);
    image_inspect(0);
}

Test(damaged_image, what_is_no_image_is_judged_as_a_kernel)
{
    file_write("os.img", text_bytes("neither this nor that"));
    image_inspect(5);
    assert_says(image_result.errors, "error L3");
    CALL(&image_result, "lintel", "inspect", "absent");
    assert_status(&image_result, 2);
    assert_says(image_result.errors, "error L701: absent ");
}

/* The flipped bit makes cluster 2 of cluster 6: the folder of modules is the root, and so is in itself. */
Test(damaged_image, a_folder_that_leads_in_a_circle_is_told_and_gone_into_once)
{
    image_make("build", "--table", "gpt");
    image_flip(image_place_of("MODULES    ", DIRENT_NAME_BYTES) + DIRENT_CLUSTER_LOW);
    image_inspect(5);
    assert_says(image_result.errors, "error L208: /boot/modules: ");
    assert_says(image_result.output, "/boot/modules/fonts        0 bytes, MISSING\n");
    assert_says(image_result.output, "/boot/ramdisk              20000 bytes, as the manifest says\n");
    CALL(&image_result, "lintel", "extract", "os.img", "/no/such/file");
    assert_status(&image_result, 5);
}

/* The number of the last cluster lies behind that of all clusters, which count from 2: in this volume it starts a byte of bits.
 */
Test(damaged_image, a_circle_at_the_last_cluster_ends_too)
{
    image_make("build", "--table", "gpt");
    const u8 *boot_sector = image_start().data + MIB;
    const u32 fat_bytes = load_u32(boot_sector + BPB_FAT_SECTORS_32) * 512, end = 0x0fffffff;
    const u32 fats_start = load_u16(boot_sector + BPB_RESERVED) * 512u, data_start = fats_start + 2 * fat_bytes;
    const u32 count = (load_u32(boot_sector + BPB_TOTAL_32) - data_start / 512 - 7) / 8 * 8 + 7, last = count + 1;
    const u32 sectors = data_start / 512 + count;
    const u64 entry = image_place_of("MODULES    ", DIRENT_NAME_BYTES);
    u8 loop[32] = "LOOP       \x10";
    cr_assert_eq(boot_sector[BPB_CLUSTER_SECTORS], 1);
    put(MIB + BPB_TOTAL_32, &sectors, sizeof(sectors));
    for (u32 i = 0; i < 2; i++)
        put(MIB + fats_start + i * fat_bytes + last * 4, &end, sizeof(end));
    store_u16(loop + DIRENT_CLUSTER_LOW, (u16)last);
    store_u16(loop + DIRENT_CLUSTER_HIGH, (u16)(last >> 16));
    put(MIB + data_start + (u64)(last - 2) * 512, loop, sizeof(loop));
    put(entry + DIRENT_CLUSTER_LOW, loop + DIRENT_CLUSTER_LOW, 2);
    put(entry + DIRENT_CLUSTER_HIGH, loop + DIRENT_CLUSTER_HIGH, 2);
    image_inspect(5);
    assert_says(image_result.errors, "error L208: /boot/modules/LOOP: ");
}
