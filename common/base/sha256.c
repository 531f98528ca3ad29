/* SHA-256 as FIPS 180-4 writes it down; names in comments are the standard's. */
#include "common/base/sha256.h"
#include "common/base/string.h"

#define BLOCK_BYTES  64u
#define BLOCK_WORDS  16u
#define ROUNDS       64u
#define STATE_WORDS  8u
#define LENGTH_BYTES 8u /* at the end of the last block: the message's length in bits */

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes (§4.2.2). */
static const u32 round_constants[ROUNDS] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
    0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
    0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
    0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static inline u32 rotate_right(u32 word, u32 count)
{
    return word >> count | word << (32 - count);
}

/* W of §6.2.2, step 1. */
static void expand(const u8 *block, u32 words[ROUNDS])
{
    for (u32 i = 0; i < BLOCK_WORDS; i++)
        words[i] = __builtin_bswap32(load_u32(block + 4 * (size_t)i));
    for (u32 i = BLOCK_WORDS; i < ROUNDS; i++) {
        const u32 early = words[i - 15], late = words[i - 2];
        words[i] = words[i - 16] + words[i - 7] + (rotate_right(early, 7) ^ rotate_right(early, 18) ^ early >> 3) +
                   (rotate_right(late, 17) ^ rotate_right(late, 19) ^ late >> 10);
    }
}

/* §6.2.2, steps 2 to 4. Choice and majority are written with one operation less than in §4.1.2. */
static void add_block(u32 state[STATE_WORDS], u32 words[ROUNDS], const u8 *block)
{
    u32 a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    expand(block, words);
    for (u32 i = 0; i < ROUNDS; i++) {
        const u32 first = h + (rotate_right(e, 6) ^ rotate_right(e, 11) ^ rotate_right(e, 25)) + (g ^ (e & (f ^ g))) +
                          round_constants[i] + words[i];
        const u32 second = (rotate_right(a, 2) ^ rotate_right(a, 13) ^ rotate_right(a, 22)) + ((a & b) | (c & (a | b)));
        h = g, g = f, f = e, e = d + first;
        d = c, c = b, b = a, a = first + second;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
    state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

/* What is left of the message, a one, zeros, and the length: one block or two (§5.1.1). */
static void add_end(u32 state[STATE_WORDS], u32 words[ROUNDS], struct bytes rest, u64 message_bytes)
{
    u8 blocks[2 * BLOCK_BYTES] = { 0 };
    const size_t bytes = rest.len + 1 + LENGTH_BYTES <= BLOCK_BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES;
    if (rest.len > 0) /* an empty view may have no data at all */
        memcpy(blocks, rest.data, rest.len);
    blocks[rest.len] = 0x80;
    store_u64(blocks + bytes - LENGTH_BYTES, __builtin_bswap64(message_bytes * 8));
    for (size_t at = 0; at < bytes; at += BLOCK_BYTES)
        add_block(state, words, blocks + at);
    wipe(blocks, sizeof(blocks));
}

/* Messages may be secret, and so may digests: neither stays on the stack. */
void sha256_of(struct bytes data, u8 digest[SHA256_BYTES])
{
    /* The same of the square roots of the first 8 primes (§5.3.3). */
    u32 state[STATE_WORDS] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
    u32 words[ROUNDS];
    size_t done = 0;
    for (; data.len - done >= BLOCK_BYTES; done += BLOCK_BYTES)
        add_block(state, words, data.data + done);
    add_end(state, words, (struct bytes) { data.len > done ? data.data + done : NULL, data.len - done }, data.len);
    for (size_t i = 0; i < STATE_WORDS; i++)
        store_u32(digest + 4 * i, __builtin_bswap32(state[i]));
    wipe(words, sizeof(words));
    wipe(state, sizeof(state));
}
