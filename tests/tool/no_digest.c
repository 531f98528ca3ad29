/* Preloaded: a libcrypto whose configuration forbids what was asked of it. */
#include <stddef.h>

int EVP_DigestUpdate(void *context, const void *data, size_t bytes);

int EVP_DigestUpdate(void *context, const void *data, size_t bytes)
{
    (void)context;
    (void)data;
    (void)bytes;
    return 0;
}
