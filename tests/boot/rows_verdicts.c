/* Damaged images, on both doors: `lintel inspect` says beforehand which of them boot. The other files have such rows too; here
 * are those that are about what firmware does with an image before it starts Lintel, or that change one door's verdict. */
#include "tests/boot/image.h"

#define GPT         .kernel = "hello"
#define MBR         .kernel = "hello", .build_options = { "--table", "mbr" }
#define CD          .kernel = "hello", .iso = true, .cold = true, .disk = CD_AHCI
#define STICK       .kernel = "hello", .iso = true
#define BOOTS       .verdict = VERDICT_AGREES
#define REFUSED(l)  .verdict = VERDICT_AGREES, .status = STATUS_REFUSED, .serial = { "error " l ":" }
#define NOT_STARTED .verdict = VERDICT_AGREES, .status = STATUS_NOT_STARTED

/* It boots here, and the verdict is that it does not: another machine, or the other medium of an ISO, would not start it. */
#define BOOTS_HERE_ALONE .verdict = VERDICT_STRICTER

#define ON_BIOS(test_name, ...) BOOT_TEST(verdict_##test_name##_bios, .door = DOOR_BIOS, __VA_ARGS__)
#define ON_UEFI(test_name, ...) BOOT_TEST(verdict_##test_name##_uefi, .door = DOOR_UEFI, __VA_ARGS__)
#define ON_BOTH(test_name, ...)                                                                                                  \
    ON_BIOS(test_name, __VA_ARGS__)                                                                                              \
    ON_UEFI(test_name, __VA_ARGS__)

/* Nothing is damaged. */
ON_BOTH(gpt, GPT, BOOTS)
ON_BOTH(mbr, MBR, BOOTS)
ON_BOTH(stick, STICK, BOOTS)

/* Tables. rows_damage.c has what BIOS makes of them. */
ON_UEFI(gpt_header, GPT, .damage = image_damage_primary_header, BOOTS)
ON_UEFI(gpt_headers, GPT, .damage = image_damage_both_headers, NOT_STARTED)
ON_UEFI(tables, GPT, .damage = image_remove_tables, NOT_STARTED)
ON_BIOS(protective_type, GPT, .damage = image_damage_mbr_type, BOOTS)
ON_UEFI(protective_type, GPT, .damage = image_damage_mbr_type, NOT_STARTED)
ON_BIOS(protective_place, GPT, .damage = image_misplace_protection, BOOTS)
ON_UEFI(protective_place, GPT, .damage = image_misplace_protection, NOT_STARTED)
ON_BIOS(signature, GPT, .damage = image_damage_mbr_signature, NOT_STARTED)
ON_UEFI(signature, GPT, .damage = image_damage_mbr_signature, BOOTS_HERE_ALONE) /* required by UEFI 2.10 §5.2.1 */
ON_UEFI(volume_type, GPT, .damage = image_retype_volume, BOOTS_HERE_ALONE)      /* a loader starts from an ESP: §3.5.1 */
ON_BOTH(gpt_cut_short, GPT, .damage = image_cut_volume, BOOTS)
ON_UEFI(mbr_cut_short, MBR, .damage = image_cut_volume, NOT_STARTED)
ON_UEFI(mbr_status, MBR, .damage = image_damage_mbr_status, BOOTS_HERE_ALONE) /* no table, to whoever looks at it */
ON_BIOS(mbr_type, MBR, .damage = image_damage_mbr_type, REFUSED("L206"))
ON_UEFI(mbr_type, MBR, .damage = image_damage_mbr_type, BOOTS_HERE_ALONE)

/* Volumes. */
ON_UEFI(volume, GPT, .damage = image_damage_volume, NOT_STARTED)
ON_BIOS(volume_signature, GPT, .damage = image_damage_volume_signature, REFUSED("L207"))
ON_UEFI(volume_signature, GPT, .damage = image_damage_volume_signature, BOOTS_HERE_ALONE) /* Windows wants it, EDK 2 does not */
ON_BIOS(volume_media, GPT, .damage = image_damage_volume_media, BOOTS)
ON_UEFI(volume_media, GPT, .damage = image_damage_volume_media, NOT_STARTED)
ON_BOTH(volume_backup, GPT, .damage = image_damage_volume_backup, BOOTS)
ON_BOTH(second_fat, GPT, .damage = image_damage_second_fat, BOOTS)

/* Loaders and files. */
ON_UEFI(second_stage, GPT, .damage = image_damage_stage2, BOOTS)
ON_BIOS(uefi_loader_gone, GPT, .damage = image_remove_uefi_loader, BOOTS)
ON_UEFI(uefi_loader_gone, GPT, .damage = image_remove_uefi_loader, NOT_STARTED)
ON_BIOS(uefi_loader_replaced, GPT, .damage = image_replace_uefi_loader, BOOTS)
ON_UEFI(uefi_loader_replaced, GPT, .damage = image_replace_uefi_loader, NOT_STARTED)
ON_BOTH(kernel_that_nobody_verifies, GPT, .damage = image_flip_kernel, BOOTS)

/* ISOs, as a CD and as a stick: the verdict is about both. */
ON_BIOS(cd_catalog, CD, .damage = cd_damage_catalog, BOOTS_HERE_ALONE) /* SeaBIOS adds up no check word */
ON_UEFI(cd_catalog, CD, .damage = cd_damage_catalog, NOT_STARTED)
ON_BIOS(stick_catalog, STICK, .damage = cd_damage_catalog, BOOTS_HERE_ALONE)
ON_BIOS(cd_bios_entry, CD, .damage = cd_damage_bios_entry, NOT_STARTED)
ON_BIOS(cd_efi_volume, CD, .damage = cd_misplace_efi_volume, BOOTS)
ON_UEFI(cd_efi_volume, CD, .damage = cd_misplace_efi_volume, NOT_STARTED)
ON_UEFI(cd_small_efi_volume, CD, .damage = cd_shrink_efi_volume, NOT_STARTED)
ON_BIOS(stick_gpt_headers, STICK, .damage = image_damage_both_headers, REFUSED("L205"))
ON_BIOS(cd_gpt_headers, CD, .damage = image_damage_both_headers, BOOTS_HERE_ALONE)
