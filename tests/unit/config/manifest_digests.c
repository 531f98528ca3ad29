/* What the manifest's reader takes for digests, and what it wants where they are to be verified. */
#include "tests/unit/config/manifest_text.h"
#include <stdio.h>

Test(manifest_digests, reads_whether_to_verify)
{
    static const char digest_of_kernel[] = HEAD "kernel-sha256 = " DIGEST "\n";
    char text[1024];
    takes(HEAD "verify = no\n");
    cr_assert_not(manifest.verify);
    snprintf(text, sizeof(text), "%sverify = yes\n", digest_of_kernel);
    takes(text);
    cr_assert(manifest.verify);
    refuses(HEAD "verify = \n", ERR_MANIFEST_VALUE, "verify", 4);
    refuses(HEAD "verify = Yes\n", ERR_MANIFEST_VALUE, "verify", 4);
    refuses(HEAD "verify = yess\n", ERR_MANIFEST_VALUE, "verify", 4);
}

Test(manifest_digests, wants_a_digest_of_everything_that_is_to_be_verified)
{
    static const char kernel[] = "kernel-sha256 = " DIGEST "\n";
    char text[1024];
    refuses(HEAD "verify = yes\n", ERR_MANIFEST_KEY_MISSING, "kernel-sha256", 4);
    snprintf(text, sizeof(text), HEAD "verify = yes\n%sramdisk = /r\nramdisk-bytes = 1\n", kernel);
    refuses(text, ERR_MANIFEST_KEY_MISSING, "ramdisk-sha256", 7);
    snprintf(text, sizeof(text), HEAD "verify = yes\n%s" MODULES "m\nmodule-bytes = 1\n", kernel);
    refuses(text, ERR_MANIFEST_KEY_MISSING, "module-sha256", 7);
}

Test(manifest_digests, reads_digests_of_pieces)
{
    takes(HEAD "kernel-sha256-of-pieces = " DIGEST "\nramdisk = /r\nramdisk-bytes = 1\nramdisk-sha256-of-pieces = " DIGEST "\n" //
          MODULES "m\nmodule-bytes = 1\nmodule-sha256-of-pieces = " DIGEST "\n");
    cr_assert_eq(manifest.kernel.digested, DIGESTED_IN_PIECES);
    cr_assert_eq(manifest.kernel.sha256[1], 0x11);
    cr_assert_eq(manifest.ramdisk.digested, DIGESTED_IN_PIECES);
    cr_assert_eq(manifest.modules[0].digested, DIGESTED_IN_PIECES);
}

Test(manifest_digests, takes_one_digest_of_a_file)
{
    refuses(HEAD "kernel-sha256 = " DIGEST "\nkernel-sha256-of-pieces = " DIGEST "\n", ERR_MANIFEST_LINE, MANIFEST_PATH, 5);
    refuses(HEAD "kernel-sha256-of-pieces = " DIGEST "\nkernel-sha256 = " DIGEST "\n", ERR_MANIFEST_LINE, MANIFEST_PATH, 5);
    refuses(HEAD "ramdisk-sha256-of-pieces = " DIGEST "\n", ERR_MANIFEST_KEY_MISSING, "ramdisk", 4);
    refuses(HEAD "module-sha256-of-pieces = " DIGEST "\n", ERR_MANIFEST_KEY_MISSING, "module", 4);
}

/* The loader could not. */
Test(manifest_digests, verifies_no_pieces)
{
    refuses(HEAD "verify = yes\nkernel-sha256-of-pieces = " DIGEST "\n", ERR_MANIFEST_KEY_MISSING, "kernel-sha256", 5);
}
