/* Making and restoring snapshots of OVMF paused in the stub. */
#include "tests/boot/snapshot.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STUB_DISK       "build/boot/stub.img"
#define SNAPSHOT_FOLDER "build/boot/snapshots"
#define OVMF_CODE       "/usr/share/OVMF/OVMF_CODE_4M.fd"
#define OVMF_VARS       "/usr/share/OVMF/OVMF_VARS_4M.fd"
#define QEMU_PROGRAM    "/usr/bin/qemu-system-x86_64"
#define UNLIMITED       "{\"max-bandwidth\":1073741824}"

void snapshot_stub_words(unsigned boot_index, struct command *command)
{
    command_add(command, "-drive");
    command_add(command, "if=none,id=stub,format=raw,snapshot=on,file=%s", STUB_DISK);
    command_add(command, "-device");
    command_add(command, "virtio-blk-pci,drive=stub,bootindex=%u", boot_index);
}

/* All of a command line but the files of the machine's folder. */
static void add_machine(const struct boot_row *row, const char *image_path, struct command *command)
{
    qemu_machine_words(row, command);
    command_add(command, "-device");
    command_add(command, "pvpanic");
    command_add(command, "-action");
    command_add(command, "panic=pause");
    snapshot_stub_words(0, command);
    qemu_disk_words(row, image_path, false, command);
}

/* Two machines with the same command line are of one kind. */
static uint64_t machine_key(const struct boot_row *row)
{
    struct command command = { 0 };
    add_machine(row, "", &command);
    uint64_t key = HASH_START;
    for (size_t i = 0; i < command.count; i++)
        key = hash_text(key, command.words[i]);
    return key;
}

/* Another one when a part of the machine was replaced. */
static uint64_t state_key(const struct boot_row *row)
{
    static const char *const parts[] = { OVMF_CODE, OVMF_VARS, QEMU_PROGRAM, STUB_DISK };
    uint64_t key = machine_key(row);
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        key = hash_file_stamp(key, parts[i]);
    return key;
}

static void wait_status(struct qemu *qemu, const char *status)
{
    while (!qmp_is_status(&qemu->qmp, status)) {
        if (now_ms() > qemu->deadline_ms)
            qemu_fail(qemu, "the machine of the snapshot does not come so far");
        sleep_ms(10);
    }
}

static void save_state(struct qemu *qemu, const char *path)
{
    char arguments[PATH_BYTES + 64];
    snprintf(arguments, sizeof(arguments), "{\"uri\":\"exec:cat >%s\"}", path);
    qmp_do(&qemu->qmp, "migrate-set-parameters", UNLIMITED);
    qmp_do(&qemu->qmp, "migrate", arguments);
    wait_status(qemu, "postmigrate");
}

/* A disk that nobody reads stands in for the test's image. */
static void make(const struct boot_row *row, const char *folder, const char *state_path)
{
    char blank[PATH_BYTES], unfinished[PATH_BYTES];
    make_folder(folder);
    path_format(blank, "%s/blank.img", folder);
    path_format(unfinished, "%s.part", state_path);
    file_write(blank, "", 0);
    cr_assert(truncate(blank, 1 << 20) == 0);

    struct qemu qemu;
    struct command command = { 0 };
    add_machine(row, blank, &command);
    qemu_start(&qemu, row, folder, &command);
    char socket_path[PATH_BYTES];
    path_format(socket_path, "%s/qmp", folder);
    qmp_open(&qemu.qmp, socket_path);
    wait_status(&qemu, "guest-panicked");
    save_state(&qemu, unfinished);
    qmp_close(&qemu.qmp);
    qemu_quit(&qemu);
    cr_assert(rename(unfinished, state_path) == 0);
}

/* There is one folder per machine; a state whose key is no longer right goes. */
static void remove_old_states(const char *folder)
{
    struct command command = { 0 };
    command_add(&command, "find");
    command_add(&command, "%s", folder);
    command_add(&command, "-name");
    command_add(&command, "*.state");
    command_add(&command, "-delete");
    command_must(&command, "/dev/null");
}

/* Tests run in several processes: the first one makes the state, the others wait for it. */
static void ensure_state(const struct boot_row *row, char *state_path)
{
    char folder[PATH_BYTES], lock_path[PATH_BYTES];
    path_format(folder, "%s/%016" PRIx64, SNAPSHOT_FOLDER, machine_key(row));
    path_format(lock_path, "%s/lock", folder);
    path_format(state_path, "%s/%016" PRIx64 ".state", folder, state_key(row));
    make_folder(folder);
    int lock = lock_take(lock_path);
    if (!file_exists(state_path)) {
        remove_old_states(folder);
        make(row, folder, state_path);
    }
    lock_drop(lock);
}

void snapshot_start(struct qemu *qemu, const struct boot_row *row, const char *folder, const char *image_path)
{
    char state_path[PATH_BYTES], socket_path[PATH_BYTES];
    ensure_state(row, state_path);
    struct command command = { 0 };
    add_machine(row, image_path, &command);
    command_add(&command, "-incoming");
    command_add(&command, "exec:cat %s", state_path);
    qemu_start(qemu, row, folder, &command);
    path_format(socket_path, "%s/qmp", folder);
    qmp_open(&qemu->qmp, socket_path);
    wait_status(qemu, "guest-panicked");
    qmp_do(&qemu->qmp, "cont", NULL);
    qmp_close(&qemu->qmp);
}
