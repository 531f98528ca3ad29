/* docs/contract.md names every field of the headers, each of which has its offset asserted there. */
#include "tests/contract/bench.h"
#include <criterion/criterion.h>

Test(documentation, names_every_field)
{
    struct bench bench = bench_open();
    struct outcome missing =
        bench_run(&bench, "cd \"$OLDPWD\" && sed -nE 's/^LINTEL_AT\\(\\w+, (\\w+), [0-9]+\\);/\\1/p' include/lintel/*.h |"
                          "grep -v ^reserved_ |"
                          "while read -r field; do"
                          "  grep -qF -e '`'\"$field\"'`' -e '`'\"$field\"'[' docs/contract.md || echo \"$field\"; done");
    cr_assert_str_empty(missing.said, "docs/contract.md does not name: %s", missing.said);
    bench_close(&bench);
}
