/* boot_info's list of mappings is what `lintel check --plan` prints: says it in the same form, for tests/boot/plan.c to compare.
 */
#include "check.h"

ENTRY_POINT(.kernel_stack_size = 64 * KIB);

static void print_address(uint64_t address)
{
    static const char digits[] = "0123456789abcdef";
    char text[19] = "0x";
    for (int i = 0; i < 16; i++)
        text[2 + i] = digits[address >> (60 - 4 * i) & 15];
    print(text);
    print(" ");
}

static void print_protection(const struct boot_mapped *run)
{
    static const char *const caches[] = { "write-back      ", "write-combining ", "uncached        ", "write-through   " };
    CHECK(run->cache < sizeof(caches) / sizeof(caches[0]));
    print("r");
    print(run->permissions & MAP_WRITE ? "w" : "-");
    print(run->permissions & MAP_EXECUTE ? "x " : "- ");
    print(caches[run->cache]);
}

static void print_owner(uint32_t owner)
{
    static const char *const owners[] = {
        [MAP_OWNER_KERNEL] = "the kernel",
        [MAP_OWNER_STACK] = "the kernel's stack",
        [MAP_OWNER_BOOT_INFO] = "boot_info",
        [MAP_OWNER_FRAMEBUFFER] = "the framebuffer",
        [MAP_OWNER_RAMDISK] = "the ramdisk",
        [MAP_OWNER_PHYSICAL_MEMORY] = "physical memory",
        [MAP_OWNER_PAGE_TABLES] = "the page tables",
        [MAP_OWNER_LINTEL] = "Lintel",
        [MAP_OWNER_FILE] = "the modules",
    };
    CHECK(owner < sizeof(owners) / sizeof(owners[0]) && owners[owner]);
    print(owners[owner]);
    print("\n");
}

/* In the mapping of physical memory, which pages are aliases of the kernel's follows from where those lie. */
static bool continues(const struct boot_mapped *run, const struct boot_mapped *next)
{
    return run->owner == MAP_OWNER_PHYSICAL_MEMORY && next->owner == run->owner &&
           run->start_virt + run->bytes == next->start_virt;
}

void kernel_main(struct boot_info *info)
{
    for (uint64_t i = 0; i < info->mapping_count;) {
        struct boot_mapped run = info->mappings[i++];
        if (run.owner == MAP_OWNER_PHYSICAL_MEMORY) {
            run.permissions = MAP_WRITE;
            run.cache = CACHE_WRITE_BACK;
        }
        while (i < info->mapping_count && continues(&run, &info->mappings[i]))
            run.bytes += info->mappings[i++].bytes;
        print("plan ");
        print_address(run.start_virt);
        print_address(run.start_virt + run.bytes);
        print_protection(&run);
        print_owner(run.owner);
    }
    pass();
}
