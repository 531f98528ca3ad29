/* Shell completion: bash and zsh offer what `lintel VERB --usage` lists, all of it and nothing else. */
#include "tests/tool/support.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

TestSuite(completion, .init = folder_enter, .fini = folder_leave);

/* `script` knows the checkout as $0. */
static void call_shell(const char *shell, const char *script, struct result *result)
{
    char programs[2 * PATH_MAX];
    snprintf(programs, sizeof(programs), "PATH=%s/build:%s", repository(), getenv("PATH"));
    const char *const environment[] = { programs, "LC_ALL=C", NULL };
    struct call call = { .environment = environment };
    CALL_AS(&call, result, shell, "-c", script, repository());
    assert_status(result, 0);
    cr_assert_str_empty(result->errors, "%s", result->errors);
}

/* The verbs, from where a reader looks for them: each has a manual page. */
#define VERBS "$(cd \"$0/docs/man\"; ls | sed -nE 's/^lintel-([a-z]+)\\.1$/\\1/p')"

/* All long options of all verbs, sorted, as the usage lines have them. */
static void list_usage(struct result *usage)
{
    call_shell("bash",
               "for verb in " VERBS
               "; do lintel $verb --usage | grep -oE '\\[--[a-z-]+' | tr -d '[' | sed \"s/^/$verb /\"; done | sort",
               usage);
    assert_says(usage->output, "build --output\n");
    assert_says(usage->output, "run --gdb\n");
}

/* What bash would offer for the words so far. */
#define BASH_OFFERS(words)                                                                                                       \
    ". \"$0/tools/completions/lintel.bash\"; COMP_WORDS=(" words "); "                                                           \
    "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _lintel lintel; printf '%s\\n' \"${COMPREPLY[@]}\""

static void expect_bash(const char *script, const char *offered)
{
    struct result result;
    call_shell("bash", script, &result);
    cr_assert_str_eq(result.output, offered, "bash offers:\n%s", result.output);
}

Test(completion, bash_offers_every_option_of_every_verb)
{
    struct result usage, offered;
    list_usage(&usage);
    call_shell("bash",
               "offers() { " BASH_OFFERS("lintel $1 --") "; }; "
                                                         "for verb in " VERBS
                                                         "; do offers $verb | tr -d = | sed \"s/^/$verb /\"; done | sort",
               &offered);
    cr_assert_str_eq(offered.output, usage.output, "bash offers:\n%s\nThere is:\n%s", offered.output, usage.output);
}

Test(completion, bash_offers_every_verb)
{
    struct result verbs;
    call_shell("bash", "for verb in " VERBS " help --help --version; do echo $verb; done | sort", &verbs);
    expect_bash("{ " BASH_OFFERS("lintel ''") "; } | sort", verbs.output);
    expect_bash(BASH_OFFERS("lintel ins"), "inspect\n");
    expect_bash(BASH_OFFERS("lintel help ins"), "inspect\n");
    expect_bash(BASH_OFFERS("lintel help inspect ''"), "\n");
}

Test(completion, bash_knows_an_options_values)
{
    expect_bash(BASH_OFFERS("lintel build --table ''"), "gpt\nmbr\n");
    expect_bash(BASH_OFFERS("lintel build --table = m"), "mbr\n");
    expect_bash(BASH_OFFERS("lintel test --door ="), "bios\nuefi\n");
    expect_bash(BASH_OFFERS("lintel build --out"), "--output=\n");
    expect_bash(BASH_OFFERS("lintel build --cmdline ''"), "\n");
}

Test(completion, bash_offers_files_where_a_file_is_wanted)
{
    file_write("kernel.elf", text_bytes(""));
    expect_bash(BASH_OFFERS("lintel build ker"), "kernel.elf\n");
    expect_bash(BASH_OFFERS("lintel build -o ''"), "kernel.elf\n");
    expect_bash(BASH_OFFERS("lintel build --module x = k"), "kernel.elf\n");
    expect_bash(BASH_OFFERS("lintel build --module = x = k"), "kernel.elf\n");
}

/* zsh's own functions draw on the screen: in their place stand some that print what they are asked to offer. */
#define ZSH_OFFERS(words)                                                                                                        \
    "_describe() { print -l -- ${(P)2} }; _arguments() { shift 2; print -l -- $@ }; "                                            \
    "words=(" words "); CURRENT=$#words; . \"$0/tools/completions/_lintel\""

Test(completion, zsh_offers_every_option_of_every_verb)
{
    struct result usage, offered;
    list_usage(&usage);
    call_shell("zsh",
               "for verb in ${(f)\"" VERBS
               "\"}; do (" ZSH_OFFERS("lintel $verb --") ") | "
                                                         "sed -nE \"s/^\\*(--[a-z-]+).*/$verb \\1/p\"; done | sort",
               &offered);
    cr_assert_str_eq(offered.output, usage.output, "zsh offers:\n%s\nThere is:\n%s", offered.output, usage.output);
}

Test(completion, zsh_offers_every_verb)
{
    struct result verbs, offered;
    call_shell("bash", "for verb in " VERBS " help; do echo $verb; done | sort", &verbs);
    call_shell("zsh", "(" ZSH_OFFERS("lintel ''") ") | sed 's/:.*//' | sort", &offered);
    cr_assert_str_eq(offered.output, verbs.output, "zsh offers:\n%s", offered.output);
    call_shell("bash", "for verb in " VERBS "; do echo $verb; done | sort", &verbs);
    call_shell("zsh", "(" ZSH_OFFERS("lintel help ''") ") | sed 's/:.*//' | sort", &offered);
    cr_assert_str_eq(offered.output, verbs.output, "zsh offers:\n%s", offered.output);
}

Test(completion, zsh_knows_an_options_values)
{
    struct result offered;
    call_shell("zsh", ZSH_OFFERS("lintel build --"), &offered);
    assert_says(offered.output, ":gpt|mbr:(gpt mbr)\n");
    assert_says(offered.output, "*-o+[Write the image to IMAGE (required)]:IMAGE:_files\n");
}
