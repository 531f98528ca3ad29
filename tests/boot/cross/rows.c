/* Writes the boot tests of machines: `sample` writes the fewest rows in which every two values of different axes meet, `whole
 * TOOLCHAIN
 * ...` writes the product of the axes, and every toolchain's kernel on every door. The output is C, compiled into a test program.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { DOOR, MACHINE, DISK, MEMORY, CPU, CPU_COUNT, AXES, VALUES_MAX = 6 };

struct value {
    const char *name, *words; /* for the test's name; for the row, see tests/boot/row.h */
};

static const struct value axes[AXES][VALUES_MAX] = {
    [DOOR] = { { "bios", ".door = DOOR_BIOS" },
               { "uefi", ".door = DOOR_UEFI" },
               { "uefi2m", ".door = DOOR_UEFI, .small_ovmf = true" } },
    [MACHINE] = { { "pc", ".machine = \"pc\"" }, { "q35", ".machine = \"q35\"" } },
    [DISK] = { { "ide", ".disk = DISK_IDE" },
               { "ahci", ".disk = DISK_AHCI" },
               { "virtio", ".disk = DISK_VIRTIO" },
               { "scsi", ".disk = DISK_VIRTIO_SCSI" },
               { "nvme", ".disk = DISK_NVME" },
               { "usb", ".disk = DISK_USB" } },
    [MEMORY] = { { "32m", ".memory_mib = 32" },
                 { "64m", ".memory_mib = 64" },
                 { "6g", ".memory_mib = 6144" },
                 { "16g", ".memory_mib = 16384" } },
    [CPU] = { { "plain", ".cpu = \"qemu64\"" },
              { "no_nx", ".cpu = \"qemu64,-nx\"" },
              { "no_gib", ".cpu = \"max,-pdpe1gb,-la57\"" },
              { "max", ".cpu = \"max\"" },
              { "epyc", ".cpu = \"EPYC\"" } },
    [CPU_COUNT] = { { "1", ".cpu_count = 1" }, { "4", ".cpu_count = 4" } },
};

/* A machine: the index of its value on each axis. */
struct machine {
    unsigned at[AXES];
};

/* Two values that don't meet, and why not. */
struct pair {
    unsigned axis[2];
    const char *name[2];
    const char *reason;
};

static const struct pair impossible[] = {
    { { DOOR, MEMORY }, { "uefi", "32m" }, "OVMF does not start with so little" },
    { { DOOR, MEMORY }, { "uefi2m", "32m" }, "OVMF does not start with so little" },
};

/* Left out of the product, where every machine of UEFI costs five seconds; the sample has them. */
static const struct pair redundant[] = {
    { { DOOR, CPU },
      { "uefi", "no_gib" },
      "OVMF uses 2 MiB pages whatever the CPU has, and the loader's tables are those of BIOS" },
    { { DOOR, CPU }, { "uefi2m", "no_gib" }, "as above" },
    { { DOOR, CPU }, { "uefi2m", "no_nx" }, "the 2 MiB build differs from the other in the store of variables alone" },
    { { DOOR, CPU }, { "uefi2m", "max" }, "as above" },
    { { DOOR, CPU }, { "uefi2m", "epyc" }, "as above" },
    { { DOOR, CPU_COUNT }, { "uefi2m", "4" }, "as above" },
};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static unsigned value_count(unsigned axis)
{
    unsigned count = 0;
    while (count < VALUES_MAX && axes[axis][count].name != NULL)
        count++;
    return count;
}

static bool has(const struct machine *machine, unsigned axis, const char *name)
{
    return strcmp(axes[axis][machine->at[axis]].name, name) == 0;
}

static bool has_any(const struct machine *machine, const struct pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (has(machine, pairs[i].axis[0], pairs[i].name[0]) && has(machine, pairs[i].axis[1], pairs[i].name[1]))
            return true;
    return false;
}

/* The next machine of the product in counting order; false after the last one. */
static bool next_machine(struct machine *machine)
{
    for (unsigned axis = AXES; axis-- > 0;) {
        if (++machine->at[axis] < value_count(axis))
            return true;
        machine->at[axis] = 0;
    }
    return false;
}

static bool next_possible(struct machine *machine)
{
    while (next_machine(machine))
        if (!has_any(machine, impossible, COUNT_OF(impossible)))
            return true;
    return false;
}

static void print_row(const struct machine *machine)
{
    printf("BOOT_TEST(cross");
    for (unsigned axis = 0; axis < AXES; axis++)
        printf("_%s", axes[axis][machine->at[axis]].name);
    printf(", MACHINE_KERNEL");
    for (unsigned axis = 0; axis < AXES; axis++)
        printf(", %s", axes[axis][machine->at[axis]].words);
    printf(")\n");
}

/* Which values have met: [axis a][value][axis b][value], a < b. */
static bool met[AXES][VALUES_MAX][AXES][VALUES_MAX];

/* How many pairs of values meet for the first time on this machine. */
static unsigned new_pairs(const struct machine *machine)
{
    unsigned count = 0;
    for (unsigned a = 0; a < AXES; a++)
        for (unsigned b = a + 1; b < AXES; b++)
            count += !met[a][machine->at[a]][b][machine->at[b]];
    return count;
}

static void let_meet(const struct machine *machine)
{
    for (unsigned a = 0; a < AXES; a++)
        for (unsigned b = a + 1; b < AXES; b++)
            met[a][machine->at[a]][b][machine->at[b]] = true;
}

/* Takes the machine with the most new pairs, the first of them, until there is none. BIOS comes first, and is the cheapest. */
static void print_sample(void)
{
    for (;;) {
        struct machine machine = { 0 }, best = machine;
        do {
            if (new_pairs(&machine) > new_pairs(&best))
                best = machine;
        } while (next_possible(&machine));
        if (new_pairs(&best) == 0)
            return;
        let_meet(&best);
        print_row(&best);
    }
}

static void print_whole(void)
{
    struct machine machine = { 0 };
    do {
        if (!has_any(&machine, redundant, COUNT_OF(redundant)))
            print_row(&machine);
    } while (next_possible(&machine));
}

static void print_toolchain(const char *name)
{
    printf("BOOT_TEST_ON_BOTH_DOORS(cross_toolchain_%s, .kernel = \"toolchain-%s\")\n", name, name);
}

int main(int argc, char **argv)
{
    bool is_sample = argc == 2 && strcmp(argv[1], "sample") == 0;
    if (!is_sample && (argc < 2 || strcmp(argv[1], "whole") != 0)) {
        fprintf(stderr, "usage: cross-rows sample | whole TOOLCHAIN ...\n");
        return 2;
    }
    printf("/* Made by tests/boot/cross/rows.c. */\n#include \"tests/boot/row.h\"\n"
           "#define MACHINE_KERNEL .kernel = \"test-machine-high\", .ramdisk_bytes = (1ull << 20) + 803, .cold = true\n");
    if (is_sample)
        print_sample();
    else
        print_whole();
    for (int i = 2; i < argc; i++)
        print_toolchain(argv[i]);
    return 0;
}
