/* Disk images for the boot tests: made by `lintel build`, and damaged on purpose. */
#ifndef TESTS_BOOT_IMAGE_H
#define TESTS_BOOT_IMAGE_H
#include "tests/boot/row.h"

/* The image of a row: one per kernel, options and ramdisk, shared by all rows that agree in them, and remade if the tool or an
 * input is newer. A row with damage gets a copy of its own in `folder`. */
void image_of(const struct boot_row *row, const char *folder, char *image_path);

/* Whether the row's firmware does anything wrong; puts it between the firmware and the loader (bad_uefi.c). */
bool image_needs_bad_uefi(const struct boot_row *row);
void image_add_bad_uefi(const struct misdeeds *misdeeds, const char *image_path);

/* Damages, for struct boot_row: to the files (damage.c), */
void image_remove_kernel(const char *image_path);
void image_cut_kernel(const char *image_path);
void image_remove_manifest(const char *image_path);
void image_break_chain(const char *image_path);
void image_damage_volume(const char *image_path);
void image_damage_volume_signature(const char *image_path);
void image_damage_volume_media(const char *image_path);
void image_damage_volume_backup(const char *image_path);
void image_damage_second_fat(const char *image_path);
void image_remove_uefi_loader(const char *image_path);
void image_replace_uefi_loader(const char *image_path);
void image_flip_kernel(const char *image_path);
void image_flip_ramdisk(const char *image_path);
void image_flip_module(const char *image_path);
void image_flip_all(const char *image_path); /* these three */
void image_require_cpu(const char *image_path);

/* to the disk (damage_disk.c), */
void image_damage_primary_header(const char *image_path);
void image_damage_primary_entries(const char *image_path);
void image_damage_both_headers(const char *image_path);
void image_remove_tables(const char *image_path);
void image_retype_volume(const char *image_path);
void image_damage_stage2(const char *image_path);
void image_misplace_stage2(const char *image_path);
void image_shrink_to_floppy(const char *image_path);
void image_end_with_the_last_file(const char *image_path);
void image_sign_disk(const char *image_path); /* signature 0x1e71e105 */
void image_name_disk(
    const char *image_path); /* that, and GUIDs: 00112233-4455-6677-8899-aabbccddeeff, of partition 2 with 1 in front */
void image_damage_mbr_status(const char *image_path);
void image_damage_mbr_type(const char *image_path);
void image_damage_mbr_signature(const char *image_path);
void image_misplace_protection(const char *image_path);
void image_cut_volume(const char *image_path);

/* to what firmware starts a CD from (damage_cd.c), */
void cd_damage_catalog(const char *image_path);
void cd_misplace_efi_volume(const char *image_path);
void cd_shrink_efi_volume(const char *image_path);
void cd_damage_bios_entry(const char *image_path);
void cd_damage_stage2(const char *image_path);
void cd_misplace_stage2(const char *image_path);
void cd_put_stage2_past_the_end(const char *image_path);
void cd_misplace_volume(const char *image_path);
void cd_put_volume_past_the_end(const char *image_path);
void cd_cut_volume(const char *image_path);

/* to the kernel's configuration (damage_config.c), */
void config_insist(const char *image_path);
void config_set_unknown_value(const char *image_path);
void config_set_unknown_mapping(const char *image_path);
void config_set_reserved_byte(const char *image_path);
void config_set_other_major(const char *image_path);
void config_forbid_writable_code(const char *image_path);
void config_cut_field(const char *image_path);

/* and to the manifest (damage_manifest.c). */
void manifest_break_line(const char *image_path);
void manifest_break_value(const char *image_path);
void manifest_drop_key(const char *image_path);
void manifest_change_version(const char *image_path);
void manifest_bloat(const char *image_path);

/* No damage, if the kernel is there. */
#define LONG_KERNEL_PATH "/boot/a-kernel-whose-name-fills-several-entries-of-its-folder.elf"
void manifest_rename_kernel(const char *image_path);

#endif
