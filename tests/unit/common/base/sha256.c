/* Digests that others computed: the examples of the standard, and libcrypto for every length around the edges of blocks. */
#include "common/base/sha256.h"
#include <criterion/criterion.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

static void assert_digest(struct bytes message, const char *expected)
{
    u8 digest[SHA256_BYTES];
    char text[2 * SHA256_BYTES + 1];
    sha256_of(message, digest);
    for (size_t i = 0; i < SHA256_BYTES; i++)
        snprintf(text + 2 * i, 3, "%02x", digest[i]);
    cr_assert_str_eq(text, expected);
}

static struct bytes text_bytes(const char *text)
{
    return (struct bytes) { (const u8 *)text, strlen(text) };
}

/* NIST's "Examples with Intermediate Values" and the long message of FIPS 180-2, appendix B. */
Test(sha256_of, gives_the_digests_of_the_standards_examples)
{
    static u8 million[1000000];
    memset(million, 'a', sizeof(million));
    assert_digest(text_bytes("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_digest(text_bytes(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_digest(text_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
                  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    assert_digest(text_bytes("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmn"
                             "opqrstnopqrstu"),
                  "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
    assert_digest((struct bytes) { million, sizeof(million) },
                  "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

Test(sha256_of, takes_an_empty_view_without_data)
{
    assert_digest((struct bytes) { NULL, 0 }, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

Test(sha256_of, agrees_with_libcrypto_for_every_length_up_to_four_blocks_at_every_alignment)
{
    u8 buffer[4 * 64 + 8];
    for (size_t i = 0; i < sizeof(buffer); i++)
        buffer[i] = (u8)(i * 167 + 13);
    for (size_t len = 0; len <= 4 * 64; len++) {
        u8 ours[SHA256_BYTES], theirs[SHA256_BYTES];
        const u8 *start = buffer + len % 8;
        sha256_of((struct bytes) { start, len }, ours);
        cr_assert_eq(EVP_Digest(start, len, theirs, NULL, EVP_sha256(), NULL), 1);
        cr_assert_arr_eq(ours, theirs, SHA256_BYTES, "%zu bytes", len);
    }
}
