/* main SOCKET MACHINE_SOCKET FOLDER BOOT_FILE MISDEED [PATH]: serves until it is killed. */
#include "tests/boot/server/server.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void misbehave(struct misdeed *misdeed, const char *word, const char *path)
{
    const struct {
        const char *word;
        bool *flag;
        const char **path;
    } words[] = {
        { "proxy", &misdeed->is_proxied, NULL },    { "sizeless", &misdeed->tells_no_sizes, NULL },
        { "lossy", &misdeed->loses_packets, NULL }, { "small", &misdeed->has_small_blocks, NULL },
        { "deep", &misdeed->is_deep, NULL },        { "nameless", &misdeed->is_nameless, NULL },
        { "silent", NULL, &misdeed->silent },       { "falls", NULL, &misdeed->falls },
        { "cuts", NULL, &misdeed->cuts },           { "refuses", NULL, &misdeed->refuses },
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcmp(word, words[i].word) != 0 || (words[i].path && !path))
            continue;
        if (words[i].flag)
            *words[i].flag = true;
        else
            *words[i].path = path;
        return;
    }
    fprintf(stderr, "no such misdeed: %s\n", word);
    exit(2);
}

static int open_socket(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int opened = socket(AF_UNIX, SOCK_DGRAM, 0);
    strncpy(address.sun_path, path, sizeof(address.sun_path) - 1);
    unlink(path);
    if (opened < 0 || bind(opened, (const struct sockaddr *)&address, sizeof(address)) != 0) {
        perror(path);
        exit(2);
    }
    return opened;
}

int main(int argc, char **argv)
{
    uint8_t frame[2048];
    struct datagram datagram;
    if (argc < 6)
        return 2;
    struct server server = { .machine_socket = argv[2], .folder = argv[3], .boot_file = argv[4] };
    setlinebuf(stdout);
    misbehave(&server.misdeed, argv[5], argv[6]);
    server.socket = open_socket(argv[1]);
    for (;;) {
        const ssize_t len = recv(server.socket, frame, sizeof(frame), 0);
        if (len < 0 && errno != EINTR)
            return 2;
        if (len <= 0 || !frame_take(&server, frame, (size_t)len, &datagram))
            continue;
        if (datagram.port == PORT_DHCP_SERVER || datagram.port == PORT_PROXY)
            dhcp_answer(&server, &datagram);
        else
            tftp_answer(&server, &datagram);
    }
}
