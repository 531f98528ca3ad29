/* The scene, and the output that keeps what it gets. */
#include "tests/unit/common/resident/report/scene.h"
#include <criterion/criterion.h>
#include <string.h>

struct fault fault;
struct resident_facts facts;
u64 stack[STACK_WORDS];
u8 code[CODE_BYTES];

static struct boot_mapped mappings[4];
static char told[4096];

void output_to_ports(struct output *output, const struct resident_facts *reported)
{
    output->facts = reported;
}

bool output_to_screen(struct output *output, const struct resident_facts *reported)
{
    output->facts = reported;
    return false;
}

void output_line(struct output *output, const char *line, size_t len)
{
    (void)output;
    strncat(told, line, len);
    strcat(told, "\n");
}

void scene_start(void)
{
    memset(code, 0, sizeof(code));
    memset(stack, 0, sizeof(stack));
    mappings[0] = (struct boot_mapped) {
        .start_virt = (u64)code, .bytes = sizeof(code), .permissions = MAP_EXECUTE, .owner = MAP_OWNER_KERNEL
    };
    mappings[1] = (struct boot_mapped) {
        .start_virt = (u64)stack, .bytes = sizeof(stack), .permissions = MAP_WRITE, .owner = MAP_OWNER_STACK
    };
    facts = (struct resident_facts) { .mappings = mappings,
                                      .mapping_count = 2,
                                      .levels = 4,
                                      .stack_bottom_virt = (u64)stack,
                                      .stack_bytes = sizeof(stack),
                                      .physical_memory_virt = 0xffff800000000000,
                                      .physical_memory_bytes = 4 * GIB_BYTES,
                                      .physical_end = 1ull << 40 };
    fault = (struct fault) { .rip = (u64)code, .rsp = (u64)stack, .vector = 14 };
}

void scene_map(struct boot_mapped mapping)
{
    cr_assert_lt(facts.mapping_count, COUNT_OF(mappings));
    mappings[facts.mapping_count++] = mapping;
}

u64 scene_call(u32 offset)
{
    code[offset - 5] = 0xe8;
    return (u64)code + offset;
}

const char *scene_told(void (*tell)(struct report *report))
{
    char buffer[256] = "";
    struct report report = { .fault = &fault, .facts = &facts, .line = TEXT_OF(buffer) };
    told[0] = '\0';
    tell(&report);
    return told;
}
