/* main FILE: answers HTTP requests from standard input to standard output, whatever they ask for, with FILE. QEMU starts it for
 * each connection that the machine makes; so no port of the host is needed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The first line of the next request, whose other lines are skipped. */
static int read_request(char *first, size_t capacity)
{
    char line[1024];
    if (!fgets(first, (int)capacity, stdin))
        return 0;
    while (fgets(line, sizeof(line), stdin) && strcmp(line, "\r\n") != 0)
        continue;
    return 1;
}

static void send_file(const char *path)
{
    static char part[65536];
    FILE *file = fopen(path, "rb");
    for (size_t len = 1; file && len > 0;) {
        len = fread(part, 1, sizeof(part), file);
        fwrite(part, 1, len, stdout);
    }
    if (file)
        fclose(file);
}

int main(int argc, char **argv)
{
    char request[1024];
    struct stat file;
    if (argc != 2 || stat(argv[1], &file) != 0)
        return EXIT_FAILURE;
    setvbuf(stdin, NULL, _IONBF, 0);
    while (read_request(request, sizeof(request))) {
        printf("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: %lld\r\n\r\n",
               (long long)file.st_size);
        if (strncmp(request, "GET ", 4) == 0)
            send_file(argv[1]);
        fflush(stdout);
    }
    return EXIT_SUCCESS;
}
