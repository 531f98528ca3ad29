/* Manifests as text, to be taken or refused. */
#ifndef TESTS_UNIT_CONFIG_MANIFEST_TEXT_H
#define TESTS_UNIT_CONFIG_MANIFEST_TEXT_H
#include "config/manifest.h"
#include <criterion/criterion.h>
#include <string.h>

#define HEAD   "lintel-manifest = 1\nkernel = /boot/kernel.elf\nkernel-bytes = 123456\n"
#define DIGEST "00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef"

#define MODULES  "module = /boot/modules/"
#define CAPACITY 8

static struct manifest manifest;
static struct manifest_file modules[CAPACITY];

static struct error read_text(const char *text)
{
    manifest.modules = modules;
    manifest.module_capacity = CAPACITY;
    return manifest_read((struct bytes) { (const u8 *)text, strlen(text) }, &manifest);
}

static void takes(const char *text)
{
    cr_assert_eq(read_text(text).code, ERR_NONE, "%s", text);
}

static void refuses(const char *text, enum error_code code, const char *subject, u64 detail)
{
    struct error error = read_text(text);
    cr_assert_eq(error.code, code, "%s: L%d", text, (int)error.code);
    cr_assert_str_eq(error_subject(error), subject);
    cr_assert_eq(error.detail, detail, "%s: %d", text, (int)error.detail);
}

#endif
