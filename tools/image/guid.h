/* Identities that follow from content: the same image always gets the same, another image others. */
#ifndef TOOLS_IMAGE_GUID_H
#define TOOLS_IMAGE_GUID_H
#include "common/base/error.h"
#include "tools/base/digest.h"

/* A GUID in the byte order of a partition table, from the digest of everything that matters and what it is for ("disk").
 * RFC 9562 version 8: 122 bits made in a way of our own, here by SHA-256. */
struct error guid_derive(const u8 seed[SHA256_BYTES], const char *purpose, u8 guid[16]);

/* 32 bits in the same way, never 0: a FAT serial number, an MBR signature. */
struct error serial_derive(const u8 seed[SHA256_BYTES], const char *purpose, u32 *serial);

/* As people write it: its first three numbers are stored little-endian. */
#define GUID_TEXT_BYTES 37
void guid_spell(const u8 guid[16], char text[GUID_TEXT_BYTES]);

#endif
