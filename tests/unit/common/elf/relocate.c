/* Relocation of a kernel in memory: two clusters far apart, a dynamic section, tables that are right and wrong. */
#include "tests/unit/common/elf/builder.h"
#include <criterion/criterion.h>
#include <string.h>

#define CODE_VIRT   0x1000ull /* first segment: tables, dynamic section, some words */
#define DATA_VIRT   0x401004ull
#define DATA_BYTES  0x1000ull
#define RELA_VIRT   0x1100ull
#define RELR_VIRT   0x1400ull
#define DYN_VIRT    0x1800ull
#define SLIDE       0xffffffff80000000ull
#define DYN_ENTRIES 16

static u8 code[0x2000], data[0x2000];
static struct elf_facts facts;
static struct elf_image image;
static u64 dynamic_count;

static void start(void)
{
    memset(code, 0, sizeof(code));
    memset(data, 0, sizeof(data));
    dynamic_count = 0;
    facts = (struct elf_facts) {
        .name = "kernel.elf",
        .relocatable = true,
        .segments = { { .start_virt = CODE_VIRT, .memory_bytes = sizeof(code) },
                      { .start_virt = DATA_VIRT, .memory_bytes = DATA_BYTES } },
        .segment_count = 2,
        .clusters = { { .start_virt = 0x1000, .bytes = sizeof(code) }, { .start_virt = 0x401000, .bytes = sizeof(data) } },
        .cluster_count = 2,
        .dynamic = { .start_virt = DYN_VIRT, .memory_bytes = DYN_ENTRIES * DYNAMIC_ENTRY_BYTES },
    };
    image = (struct elf_image) { .memory = { code, data } };
}

TestSuite(elf_relocate, .init = start);

static void add_dynamic(u64 tag, u64 value)
{
    u8 *at = code + (DYN_VIRT - CODE_VIRT) + dynamic_count++ * DYNAMIC_ENTRY_BYTES;
    store_u64(at, tag);
    store_u64(at + 8, value);
}

static void put_rela(u64 index, u64 place_virt, u64 type, u64 addend)
{
    u8 *at = code + (RELA_VIRT - CODE_VIRT) + index * RELA_BYTES;
    store_u64(at + RELA_PLACE, place_virt);
    store_u64(at + RELA_INFO, type);
    store_u64(at + RELA_ADDEND, addend);
}

static void announce_rela(u64 count)
{
    add_dynamic(DT_RELA, RELA_VIRT);
    add_dynamic(DT_RELASZ, count * RELA_BYTES);
    add_dynamic(DT_RELAENT, RELA_BYTES);
}

static void put_relr(u64 index, u64 entry)
{
    store_u64(code + (RELR_VIRT - CODE_VIRT) + index * RELR_BYTES, entry);
}

static void announce_relr(u64 count)
{
    add_dynamic(DT_RELR, RELR_VIRT);
    add_dynamic(DT_RELRSZ, count * RELR_BYTES);
    add_dynamic(DT_RELRENT, RELR_BYTES);
}

static u8 *at_virt(u64 virt)
{
    return virt >= 0x401000 ? data + (virt - 0x401000) : code + (virt - CODE_VIRT);
}

static void assert_relocated(void)
{
    cr_assert_eq(elf_relocate(&facts, &image, SLIDE).code, ERR_NONE);
}

static void assert_refuses_kind(u64 type, const char *name)
{
    struct error error = elf_relocate(&facts, &image, SLIDE);
    cr_assert_eq(error.code, ERR_ELF_RELOCATION);
    cr_assert_eq(error.detail, type);
    cr_assert_str_eq(error_subject(error), name);
}

static void assert_fails(enum error_code code_expected, u64 detail)
{
    struct error error = elf_relocate(&facts, &image, SLIDE);
    cr_assert_eq(error.code, code_expected);
    cr_assert_eq(error.detail, detail);
    cr_assert_str_eq(error_subject(error), "kernel.elf");
}

Test(elf_relocate, writes_slide_plus_addend_in_both_clusters_at_any_alignment)
{
    announce_rela(3);
    put_rela(0, 0x1008, R_X86_64_RELATIVE, 0x1234);
    put_rela(1, DATA_VIRT + 3, R_X86_64_RELATIVE, 0x5678);
    put_rela(2, 0x1010, R_X86_64_RELATIVE, 0 - 1ull);
    store_u64(at_virt(0x1008), 99); /* RELA ignores what was there */
    assert_relocated();
    cr_assert_eq(load_u64(at_virt(0x1008)), SLIDE + 0x1234);
    cr_assert_eq(load_u64(at_virt(DATA_VIRT + 3)), SLIDE + 0x5678);
    cr_assert_eq(load_u64(at_virt(0x1010)), SLIDE - 1);
}

Test(elf_relocate, takes_the_first_and_the_last_place_of_a_segment_and_refuses_those_beside)
{
    announce_rela(2);
    put_rela(0, DATA_VIRT, R_X86_64_RELATIVE, 1);
    put_rela(1, DATA_VIRT + DATA_BYTES - 8, R_X86_64_RELATIVE, 2);
    assert_relocated();
    cr_assert_eq(load_u64(at_virt(DATA_VIRT)), SLIDE + 1);
    cr_assert_eq(load_u64(at_virt(DATA_VIRT + DATA_BYTES - 8)), SLIDE + 2);
    put_rela(0, DATA_VIRT - 1, R_X86_64_RELATIVE, 1);
    assert_fails(ERR_ELF_RELOCATION_PLACE, DATA_VIRT - 1);
    put_rela(0, DATA_VIRT, R_X86_64_RELATIVE, 1);
    put_rela(1, DATA_VIRT + DATA_BYTES - 7, R_X86_64_RELATIVE, 2);
    assert_fails(ERR_ELF_RELOCATION_PLACE, DATA_VIRT + DATA_BYTES - 7);
}

Test(elf_relocate, refuses_places_at_the_ends_of_the_address_space)
{
    announce_rela(1);
    put_rela(0, 0, R_X86_64_RELATIVE, 1);
    assert_fails(ERR_ELF_RELOCATION_PLACE, 0);
    put_rela(0, UINT64_MAX, R_X86_64_RELATIVE, 1);
    assert_fails(ERR_ELF_RELOCATION_PLACE, UINT64_MAX);
}

Test(elf_relocate, refuses_other_types_by_their_name)
{
    static const struct {
        u64 type;
        const char *name;
    } kinds[] = { { 1, "R_X86_64_64" }, { 6, "R_X86_64_GLOB_DAT" }, { 37, "R_X86_64_IRELATIVE" }, { 999, "of an unusual kind" } };
    announce_rela(1);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        put_rela(0, 0x1008, 3ull << 32 | kinds[i].type, 1); /* of symbol 3 */
        assert_refuses_kind(kinds[i].type, kinds[i].name);
    }
}

Test(elf_relocate, passes_over_entries_that_a_linker_made_void)
{
    announce_rela(1);
    put_rela(0, 0xdeadbeef, R_X86_64_NONE, 1);
    assert_relocated();
}

Test(elf_relocate, applies_relr_addresses_and_bitmaps)
{
    announce_relr(4);
    put_relr(0, 0x1010);              /* one word                                    */
    put_relr(1, 1 | 1 << 1 | 1 << 3); /* the first and the third after it            */
    put_relr(2, 1 | 1ull << 1);       /* 63 words on                                 */
    put_relr(3, DATA_VIRT);           /* a word elsewhere                            */
    for (u64 virt = 0x1000; virt < 0x1020 + 64 * 8; virt += 8)
        if (virt < RELA_VIRT)
            store_u64(at_virt(virt), virt);
    store_u64(at_virt(0x1018 + 63 * 8), 7);
    store_u64(at_virt(DATA_VIRT), 5);
    assert_relocated();
    cr_assert_eq(load_u64(at_virt(0x1008)), 0x1008);
    cr_assert_eq(load_u64(at_virt(0x1010)), SLIDE + 0x1010);
    cr_assert_eq(load_u64(at_virt(0x1018)), SLIDE + 0x1018);
    cr_assert_eq(load_u64(at_virt(0x1020)), 0x1020);
    cr_assert_eq(load_u64(at_virt(0x1028)), SLIDE + 0x1028);
    cr_assert_eq(load_u64(at_virt(0x1018 + 63 * 8)), SLIDE + 7);
    cr_assert_eq(load_u64(at_virt(DATA_VIRT)), SLIDE + 5);
}

Test(elf_relocate, checks_every_place_of_a_relr_bitmap)
{
    announce_relr(2);
    put_relr(0, DATA_VIRT + DATA_BYTES - 16);
    put_relr(1, 1 | 1 << 1);
    assert_relocated();
    put_relr(1, 1 | 1 << 2);
    assert_fails(ERR_ELF_RELOCATION_PLACE, DATA_VIRT + DATA_BYTES);
}

Test(elf_relocate, refuses_a_relr_bitmap_before_any_address)
{
    announce_relr(1);
    put_relr(0, 3);
    assert_fails(ERR_ELF_RELOCATION_PLACE, 0);
}

Test(elf_relocate, reads_a_table_at_the_end_of_its_segment_and_not_past_it)
{
    add_dynamic(DT_RELA, DATA_VIRT + DATA_BYTES - RELA_BYTES);
    add_dynamic(DT_RELASZ, RELA_BYTES);
    add_dynamic(DT_RELAENT, RELA_BYTES);
    assert_relocated();
    dynamic_count = 0;
    add_dynamic(DT_RELA, DATA_VIRT + DATA_BYTES - RELA_BYTES + 1);
    assert_fails(ERR_ELF_DYNAMIC, 0);
}

Test(elf_relocate, refuses_a_table_of_no_whole_entries)
{
    add_dynamic(DT_RELA, RELA_VIRT);
    add_dynamic(DT_RELAENT, RELA_BYTES);
    add_dynamic(DT_RELASZ, RELA_BYTES + 1);
    assert_fails(ERR_ELF_DYNAMIC, 2);
}

Test(elf_relocate, refuses_entries_of_another_size)
{
    add_dynamic(DT_RELR, RELR_VIRT);
    add_dynamic(DT_RELRSZ, 8);
    add_dynamic(DT_RELRENT, 4);
    assert_fails(ERR_ELF_DYNAMIC, 2);
}

Test(elf_relocate, refuses_a_size_without_a_table)
{
    add_dynamic(DT_RELASZ, RELA_BYTES);
    add_dynamic(DT_RELAENT, RELA_BYTES);
    assert_fails(ERR_ELF_DYNAMIC, 0);
}

Test(elf_relocate, takes_an_empty_rel_table_and_refuses_one_with_entries)
{
    add_dynamic(DT_REL, RELA_VIRT);
    add_dynamic(DT_RELSZ, 0);
    assert_relocated();
    dynamic_count = 1;
    add_dynamic(DT_RELSZ, 16);
    assert_fails(ERR_ELF_DYNAMIC, 1);
}

Test(elf_relocate, refuses_jump_slots_by_the_type_of_the_first)
{
    put_rela(0, 0x1008, 1ull << 32 | 7, 0);
    add_dynamic(DT_JMPREL, RELA_VIRT);
    add_dynamic(DT_PLTRELSZ, RELA_BYTES);
    assert_refuses_kind(7, "R_X86_64_JUMP_SLOT");
    dynamic_count = 0;
    add_dynamic(DT_JMPREL, 0x900000);
    assert_fails(ERR_ELF_DYNAMIC, 0);
}

Test(elf_relocate, takes_an_end_mark_in_the_last_entry_and_refuses_none)
{
    for (u64 i = 0; i < DYN_ENTRIES - 1; i++)
        add_dynamic(1000, 1);
    assert_relocated();
    add_dynamic(1000, 1);
    assert_fails(ERR_ELF_DYNAMIC, DYN_ENTRIES);
}

Test(elf_relocate, refuses_a_dynamic_section_outside_the_segments)
{
    facts.dynamic.start_virt = CODE_VIRT + sizeof(code) - facts.dynamic.memory_bytes + 1;
    assert_fails(ERR_ELF_DYNAMIC, 0);
}

Test(elf_relocate, leaves_a_fixed_kernel_and_one_without_dynamic_section_alone)
{
    announce_rela(1);
    put_rela(0, 0x1008, R_X86_64_RELATIVE, 1);
    facts.relocatable = false;
    assert_relocated();
    facts.relocatable = true;
    facts.dynamic.memory_bytes = 0;
    assert_relocated();
    cr_assert_eq(load_u64(at_virt(0x1008)), 0);
}

/* Entries that rewrite later entries of their own table: each is judged as it is when its turn comes. */
Test(elf_relocate, stays_inside_the_segments_when_the_table_changes_itself)
{
    announce_rela(2);
    put_rela(0, RELA_VIRT + RELA_BYTES, R_X86_64_RELATIVE, 0x41);
    put_rela(1, 0x1008, R_X86_64_RELATIVE, 1);
    assert_fails(ERR_ELF_RELOCATION_PLACE, SLIDE + 0x41);
}
