/* DHCP answers: who serves, and where the boot file lies. */
#include "common/network/dhcp.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define SERVER       0x0202000au /* 10.0.2.2, as it lies in memory */
#define OTHER_SERVER 0x0902000au

struct answer {
    u8 data[600];
    size_t len;
};

/* A DHCP answer without options but the cookie. */
static struct answer answer_of(u32 server_ipv4, const char *file)
{
    struct answer answer = { .len = 240 };
    memcpy(answer.data + 20, &server_ipv4, 4);
    memcpy(answer.data + 108, file, strlen(file));
    memcpy(answer.data + 236, "\x63\x82\x53\x63", 4);
    return answer;
}

static void add_option(struct answer *answer, u8 code, const void *value, u8 len)
{
    answer->data[answer->len] = code;
    answer->data[answer->len + 1] = len;
    memcpy(answer->data + answer->len + 2, value, len);
    answer->len += 2u + len;
}

static struct bytes view(const struct answer *answer)
{
    return (struct bytes) { answer->data, answer->len };
}

static void assert_finds(const struct answer *answer, u32 server_ipv4, const char *path)
{
    struct bytes answers[] = { view(answer) };
    struct dhcp_boot boot;
    char full[128];
    cr_assert(dhcp_find_boot(answers, 1, &boot));
    cr_assert_eq(boot.server_ipv4, server_ipv4);
    cr_assert(dhcp_boot_path(&boot, "/boot/kernel.elf", full, sizeof(full)));
    cr_assert_str_eq(full, path);
}

Test(dhcp, names_the_server_and_the_boot_files_folder)
{
    struct answer answer = answer_of(SERVER, "lintel.nbp");
    assert_finds(&answer, SERVER, "boot/kernel.elf");
    answer = answer_of(SERVER, "/lintel.nbp");
    assert_finds(&answer, SERVER, "/boot/kernel.elf");
    answer = answer_of(SERVER, "machines/a/lintel.nbp");
    assert_finds(&answer, SERVER, "machines/a/boot/kernel.elf");
    answer = answer_of(SERVER, "machines\\a\\lintel.nbp");
    assert_finds(&answer, SERVER, "machines\\a\\boot/kernel.elf");
}

Test(dhcp, prefers_the_boot_file_of_the_options)
{
    struct answer answer = answer_of(SERVER, "old/x");
    add_option(&answer, 0, "", 0); /* two bytes of padding, in fact */
    add_option(&answer, 67, "new/x", 6);
    assert_finds(&answer, SERVER, "new/boot/kernel.elf");
}

Test(dhcp, takes_the_servers_identifier_where_the_field_is_empty)
{
    const u32 server = SERVER, other = OTHER_SERVER;
    struct answer answer = answer_of(0, "x");
    add_option(&answer, 54, &server, 4);
    assert_finds(&answer, SERVER, "boot/kernel.elf");
    answer = answer_of(SERVER, "x");
    add_option(&answer, 54, &other, 4);
    assert_finds(&answer, SERVER, "boot/kernel.elf");
}

/* RFC 2132 section 9.3: the fields hold options, and the name is none. */
Test(dhcp, reads_options_in_the_fields)
{
    static const u8 both = 3;
    const u32 server = SERVER;
    struct answer answer = answer_of(0, "\x43\x05pxe/x\xff"
                                        "misleading/x");
    memcpy(answer.data + 44, "\x36\x04", 2);
    memcpy(answer.data + 46, &server, 4);
    answer.data[50] = 0xff;
    add_option(&answer, 52, &both, 1);
    assert_finds(&answer, SERVER, "pxe/boot/kernel.elf");
}

Test(dhcp, reads_a_bootp_answer)
{
    const u32 other = OTHER_SERVER;
    struct answer answer = answer_of(SERVER, "a/x");
    answer.data[236] = 0;
    add_option(&answer, 54, &other, 4);
    add_option(&answer, 67, "b/x", 3);
    assert_finds(&answer, SERVER, "a/boot/kernel.elf");
}

Test(dhcp, believes_the_first_answer_that_names_a_boot_file)
{
    const struct answer proxy = answer_of(OTHER_SERVER, "p/x"), silent = answer_of(OTHER_SERVER, ""),
                        ack = answer_of(SERVER, "a/x");
    const struct answer nobody = answer_of(0, "n/x");
    struct dhcp_boot boot;
    const struct bytes with_proxy[] = { { NULL, 0 }, view(&nobody), view(&proxy), view(&ack) };
    cr_assert(dhcp_find_boot(with_proxy, COUNT_OF(with_proxy), &boot));
    cr_assert_eq(boot.server_ipv4, OTHER_SERVER);
    cr_assert_eq(boot.folder.data[0], 'p');
    const struct bytes with_silent_proxy[] = { view(&silent), view(&ack) };
    cr_assert(dhcp_find_boot(with_silent_proxy, COUNT_OF(with_silent_proxy), &boot));
    cr_assert_eq(boot.server_ipv4, SERVER);
    const struct bytes without_files[] = { view(&silent) };
    cr_assert(dhcp_find_boot(without_files, 1, &boot));
    cr_assert_eq(boot.server_ipv4, OTHER_SERVER);
    cr_assert_eq(boot.folder.len, 0);
    const struct bytes without_server[] = { view(&nobody) };
    cr_assert_not(dhcp_find_boot(without_server, 1, &boot));
    cr_assert_not(dhcp_find_boot(NULL, 0, &boot));
}

/* Cut at every byte, the answer lies at the end of a block of its own, where the sanitizer sees each byte too many. */
Test(dhcp, survives_any_cut)
{
    const u32 server = SERVER;
    struct answer answer = answer_of(0, "a/x");
    add_option(&answer, 67, "b/x", 3);
    add_option(&answer, 54, &server, 4);
    for (size_t len = 0; len <= answer.len; len++) {
        u8 *copy = malloc(len + 1);
        struct dhcp_boot boot;
        memcpy(copy, answer.data, len);
        const struct bytes cut = { copy, len };
        cr_assert_eq(dhcp_find_boot(&cut, 1, &boot), len == answer.len, "%zu", len);
        free(copy);
    }
}

Test(dhcp, takes_an_empty_server_identifier_for_none)
{
    struct answer answer = answer_of(0, "x");
    struct dhcp_boot boot;
    add_option(&answer, 54, "", 0);
    const struct bytes answers[] = { view(&answer) };
    cr_assert_not(dhcp_find_boot(answers, 1, &boot));
}

Test(dhcp, knows_when_a_path_does_not_fit)
{
    const struct dhcp_boot boot = { .folder = { (const u8 *)"pxe/", 4 } };
    char full[14];
    cr_assert(dhcp_boot_path(&boot, "/boot/kern", full, sizeof(full)));
    cr_assert_str_eq(full, "pxe/boot/kern");
    cr_assert_not(dhcp_boot_path(&boot, "/boot/kerne", full, sizeof(full)));
    cr_assert_not(dhcp_boot_path(&boot, "/", full, 3));
}
