/* QEMU's fw_cfg by port I/O: a selector at 510h, data byte by byte at 511h; numbers in the directory are big-endian. Without a
 * hypervisor no port is touched. */
#include "common/cpu/fw_cfg.h"
#include "common/base/string.h"
#include "common/cpu/x86.h"

#define FW_CFG_SELECTOR   0x510
#define FW_CFG_DATA       0x511
#define FW_CFG_SIGNATURE  0
#define FW_CFG_DIRECTORY  0x19
#define FW_CFG_FILES_MAX  256
#define FW_CFG_NAME_BYTES 56

/* A string instruction: a hypervisor is then asked once, not once a byte. */
static void fw_cfg_read(void *data, size_t len)
{
    __asm__ volatile("rep insb" : "+D"(data), "+c"(len) : "d"(FW_CFG_DATA) : "memory");
}

static bool fw_cfg_present(void)
{
    u8 signature[4] = { 0 };
    if ((cpuid(1, 0).ecx >> 31) == 0)
        return false;
    out_u16(FW_CFG_SELECTOR, FW_CFG_SIGNATURE);
    fw_cfg_read(signature, sizeof(signature));
    return memcmp(signature, "QEMU", sizeof(signature)) == 0;
}

static u32 fw_cfg_file_count(void)
{
    u8 count[4] = { 0 };
    out_u16(FW_CFG_SELECTOR, FW_CFG_DIRECTORY);
    fw_cfg_read(count, sizeof(count));
    const u32 files = (u32)count[0] << 24 | (u32)count[1] << 16 | (u32)count[2] << 8 | count[3];
    return files < FW_CFG_FILES_MAX ? files : FW_CFG_FILES_MAX;
}

/* A directory entry: size, selector, reserved: 8 bytes, which don't matter here; then the name. */
static bool fw_cfg_next_is(const char *name)
{
    u8 skipped[8] = { 0 };
    char entry[FW_CFG_NAME_BYTES + 1] = "";
    fw_cfg_read(skipped, sizeof(skipped));
    fw_cfg_read(entry, FW_CFG_NAME_BYTES);
    return strcmp(entry, name) == 0;
}

bool fw_cfg_has_file(const char *name)
{
    if (!fw_cfg_present())
        return false;
    const u32 count = fw_cfg_file_count();
    for (u32 i = 0; i < count; i++)
        if (fw_cfg_next_is(name))
            return true;
    return false;
}
