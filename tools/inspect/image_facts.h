/* What there is to say of an image: what it holds, what of that is damaged, and whether it would boot. */
#ifndef TOOLS_INSPECT_IMAGE_FACTS_H
#define TOOLS_INSPECT_IMAGE_FACTS_H
#include "config/manifest.h"
#include "tools/base/digest.h"
#include "tools/inspect/boot_code_check.h"
#include "tools/inspect/opened_image.h"
#include "tools/inspect/volume_listing.h"
#include "tools/kernel/kernel_file.h"

enum file_state { FILE_UNCHECKED, FILE_GOOD, FILE_DAMAGED, FILE_MISSING, FILE_EXTRA };

struct file_facts {
    const char *path;
    enum file_state state;   /* by the manifest; FILE_UNCHECKED: it says no digest; FILE_EXTRA: nothing */
    u64 bytes;               /* as the volume has them                             */
    enum digested digested;  /* as the manifest has it; whole, if it has none */
    u8 sha256[SHA256_BYTES]; /* of those bytes                                 */
};

struct image_error {
    u64 code, detail;
    char *sentence;
};

enum door_index { BY_BIOS, BY_UEFI, DOORS };

struct image_facts {
    struct opened_image opened;
    struct boot_code_facts boot_sector; /* of a disk or stick   */
    struct boot_code_facts boot_block;  /* of a CD: only an ISO */
    struct host_file uefi_loader;
    bool has_uefi_loader;
    struct host_file manifest_text;
    struct manifest manifest;
    bool has_manifest;
    struct volume_listing listing; /* all that is on the volume */
    struct file_facts *files;      /* kernel, ramdisk, modules; then those that are not Lintel's */
    size_t file_count;
    struct host_file kernel_bytes;
    struct kernel_file kernel; /* has_facts and has_config say what is valid */
    bool is_kernel_accepted;

    struct error obstacles[DOORS]; /* what stops the firmware or the first stage before the loader's own steps */
    bool boots[DOORS];
    char *refusals[DOORS]; /* why not */

    struct image_error *errors; /* everything that was found to be wrong */
    size_t error_count;
};

/* Finds all of it out. Each error is printed on standard error when it is found; the first is returned. `path` outlives the
 * facts. For image_facts_free, also after an error. */
struct error image_facts_read(const char *path, struct image_facts *facts);
void image_facts_free(struct image_facts *facts);

/* An error's sentence, for free(); NULL if there is no memory. */
char *image_facts_sentence(struct error error);

/* Whether the volume's UEFI loader is the one that is embedded in this tool. */
bool image_facts_uefi_loader_is_ours(const struct image_facts *facts);

#endif
