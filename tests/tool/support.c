/* Programs, folders and files for the tests of the host tool. */
#include "tests/tool/support.h"
#include "tests/spoilt/elf_kernel.h"
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <linux/capability.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define LAST_PROCESS_MS 10000
#define INHERITED_FD    100 /* beyond those that shells name */

static char repository_path[PATH_MAX], test_path[PATH_MAX];

const char *repository(void)
{
    return repository_path;
}

const char *kernel_path(const char *name)
{
    static char path[PATH_MAX + 64];
    snprintf(path, sizeof(path), "%s/build/tool-kernels/%s.elf", repository_path, name);
    return path;
}

void shell(const char *command)
{
    struct result result;
    CALL(&result, "sh", "-c", command);
    assert_status(&result, 0);
}

void folder_enter(void)
{
    const char *temporary = getenv("TMPDIR");
    cr_assert_not_null(getcwd(repository_path, sizeof(repository_path)));
    snprintf(test_path, sizeof(test_path), "%s/lintel-test-XXXXXX", temporary != NULL ? temporary : "/tmp");
    cr_assert_not_null(mkdtemp(test_path));
    cr_assert_eq(chdir(test_path), 0);
}

void folder_enter_with_kernel(void)
{
    struct elf_kernel kernel;
    folder_enter();
    elf_kernel_make(&kernel);
    file_write("kernel.elf", elf_kernel_view(&kernel));
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

void folder_leave(void)
{
    cr_assert_eq(chdir(repository_path), 0);
    nftw(test_path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void prepare_environment(const struct call *call)
{
    char path[4096];
    const char *before = getenv("PATH");
    snprintf(path, sizeof(path), "%s:/usr/sbin:/sbin", before != NULL ? before : "/usr/bin:/bin");
    setenv("PATH", path, 1);
    for (size_t i = 0; call->environment != NULL && call->environment[i] != NULL; i++)
        putenv((char *)call->environment[i]);
}

static void prepare_process(const struct call *call)
{
    if (call->ending_signal != 0)
        signal(call->ending_signal, SIG_DFL); /* whoever runs the tests may ignore it, as nohup does */
    const struct rlimit file_size = { call->file_bytes_max, call->file_bytes_max };
    if (call->folder != NULL && chdir(call->folder) != 0)
        _exit(99);
    if (call->umask != 0)
        umask(call->umask);
    if (call->ends_group)
        setpgid(0, 0);
    if (call->obeys_permissions) { /* others than root have nothing to lose */
        prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
        prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
    }
    if (call->file_bytes_max != 0 && setrlimit(RLIMIT_FSIZE, &file_size) != 0)
        _exit(99);
}

/* In the child. */
static _Noreturn void become(const struct call *call, const char *const *arguments, int output, int errors)
{
    char lintel[PATH_MAX + 16];
    const char *given = getenv("LINTEL"); /* another build of the tool, for instance one with sanitizers */
    snprintf(lintel, sizeof(lintel), "%s/build/lintel", repository_path);
    prepare_environment(call);
    prepare_process(call);
    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    if (strcmp(arguments[0], "lintel") == 0)
        execv(given != NULL ? given : lintel, (char *const *)arguments);
    else
        execvp(arguments[0], (char *const *)arguments);
    _exit(98);
}

static void take_text(int fd, char *text, size_t capacity)
{
    ssize_t len = pread(fd, text, capacity - 1, 0);
    text[len > 0 ? len : 0] = '\0';
    close(fd);
}

static int unnamed_file(void)
{
    FILE *file = tmpfile(); /* not in the test's folder, whose entries are counted */
    int fd = fcntl(fileno(file), F_DUPFD_CLOEXEC, 10);
    fclose(file);
    return fd;
}

/* All processes that come of the call have one end of a pipe, unless they close what they don't know. */
static void wait_for_the_last(int pipe_fd, const char *program)
{
    struct pollfd polled = { .fd = pipe_fd };
    cr_assert_eq(poll(&polled, 1, LAST_PROCESS_MS), 1, "%s is over, and what it started still runs", program);
    close(pipe_fd);
}

static pid_t start(const struct call *call, const char *const *arguments, int output, int errors, int *pipe_fd)
{
    int ends[2];
    cr_assert_eq(pipe2(ends, O_CLOEXEC), 0);
    pid_t pid = fork();
    if (pid == 0) {
        fcntl(ends[1], F_DUPFD, INHERITED_FD);
        become(call, arguments, output, errors);
    }
    if (call->ends_group)
        setpgid(pid, pid); /* whoever comes first */
    close(ends[1]);
    *pipe_fd = ends[0];
    return pid;
}

void call_program(const struct call *call, const char *const *arguments, struct result *result)
{
    int output = unnamed_file(), errors = unnamed_file(), status, pipe_fd;
    pid_t pid = start(call, arguments, output, errors, &pipe_fd);
    if (call->after_ms + call->after_us > 0) {
        usleep(call->after_ms * 1000 + call->after_us);
        kill(call->ends_group ? -pid : pid, call->ending_signal);
    }
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    wait_for_the_last(pipe_fd, arguments[0]);
    result->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    take_text(output, result->output, sizeof(result->output));
    take_text(errors, result->errors, sizeof(result->errors));
    cr_assert_neq(result->status, 98, "%s cannot be started", arguments[0]);
}

void file_write(const char *path, struct bytes content)
{
    FILE *file = fopen(path, "wb");
    cr_assert_not_null(file, "%s", path);
    cr_assert_eq(fwrite(content.data, 1, content.len, file), content.len);
    cr_assert_eq(fclose(file), 0);
}

/* What file_read gives out lives until the test's process ends; here the leak checker finds it. */
static u8 *contents[32];
static size_t content_count;

struct bytes file_read(const char *path)
{
    struct stat status;
    FILE *file = fopen(path, "rb");
    cr_assert_not_null(file, "%s", path);
    cr_assert_eq(fstat(fileno(file), &status), 0);
    size_t len = (size_t)status.st_size;
    u8 *data = malloc(len + 1);
    cr_assert_lt(content_count, sizeof(contents) / sizeof(contents[0]));
    contents[content_count++] = data;
    cr_assert_eq(fread(data, 1, len, file), len);
    data[len] = '\0';
    fclose(file);
    return (struct bytes) { data, len };
}

/* Only what is no hole is read: an image may have gigabytes of them, and dd reads those too. */
void volume_cut(const char *image, const char *volume, u64 spare_bytes)
{
    static u8 piece[65536];
    const off_t start = 1 << 20;
    const int from = open(image, O_RDONLY | O_CLOEXEC), to = open(volume, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    cr_assert(from >= 0 && to >= 0, "%s cannot be cut", image);
    const off_t end = lseek(from, 0, SEEK_END) - (off_t)spare_bytes;
    cr_assert_eq(ftruncate(to, end - start), 0);
    ssize_t len = 0;
    for (off_t at = start; (at = lseek(from, at, SEEK_DATA)) >= 0 && at < end; at += len) {
        const off_t left = end - at;
        len = pread(from, piece, left < (off_t)sizeof(piece) ? (size_t)left : sizeof(piece), at);
        cr_assert(len > 0 && pwrite(to, piece, (size_t)len, at - start) == len, "%s cannot be cut", image);
    }
    close(from);
    close(to);
}

/* The next offset from `at` on at which a file has no hole; its end if there is none. */
static off_t next_data(int fd, off_t at, off_t end)
{
    const off_t data = lseek(fd, at, SEEK_DATA);
    return data >= 0 ? data : end;
}

static bool have_same_bytes(int left, int right, off_t end)
{
    static u8 pieces[2][65536];
    off_t at = 0;
    while (at < end) {
        const off_t left_data = next_data(left, at, end), right_data = next_data(right, at, end);
        at = left_data < right_data ? left_data : right_data;
        const ssize_t len = pread(left, pieces[0], sizeof(pieces[0]), at);
        if (len < 0 || len != pread(right, pieces[1], sizeof(pieces[1]), at) || memcmp(pieces[0], pieces[1], (size_t)len) != 0)
            return false;
        at += (off_t)sizeof(pieces[0]);
    }
    return true;
}

bool files_equal(const char *left_path, const char *right_path)
{
    const int left = open(left_path, O_RDONLY | O_CLOEXEC), right = open(right_path, O_RDONLY | O_CLOEXEC);
    cr_assert(left >= 0 && right >= 0, "%s and %s cannot be compared", left_path, right_path);
    const off_t end = lseek(left, 0, SEEK_END);
    const bool equal = lseek(right, 0, SEEK_END) == end && have_same_bytes(left, right, end);
    close(left);
    close(right);
    return equal;
}

bool file_exists(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0;
}

bool bytes_equal(struct bytes left, struct bytes right)
{
    return left.len == right.len && memcmp(left.data, right.data, left.len) == 0;
}

size_t entries_in_folder(const char *path)
{
    size_t count = 0;
    DIR *folder = opendir(path);
    cr_assert_not_null(folder);
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count - 2; /* . and .. */
}

const char *system_without(const char *what)
{
    static char preload[4352];
    snprintf(preload, sizeof(preload), "LD_PRELOAD=%s/build/no-%s.so", repository(), what);
    return preload;
}
