/* Sliding a loaded kernel: R_X86_64_RELATIVE from DT_RELA, and DT_RELR (gABI draft 2018, "Relative relocation table").
 * A large kernel has 100 000 of them, so the loops touch each entry once; but the tables are outside data, so every place is
 * checked before it is written. The values that bound a loop are read before anything is written. */
#include "common/base/checked.h"
#include "common/elf/format.h"
#include "common/elf/parts.h"

/* Addresses in the tables are the file's, before the slide. */
struct relocation {
    const struct elf_facts *facts;
    const struct elf_image *image;
    u64 slide;

    /* The segment of the last place: neighbours are likely to lie in it. */
    u64 window_virt, window_bytes;
    u8 *window;
};

static const struct elf_cluster *cluster_of(const struct elf_facts *facts, u64 virt)
{
    const struct elf_cluster *cluster = facts->clusters;
    while (virt - cluster->start_virt >= cluster->bytes)
        cluster++;
    return cluster; /* every segment lies in one: elf_clusters_plan */
}

static u8 *memory_of(const struct relocation *relocation, const struct elf_segment *segment)
{
    const struct elf_cluster *cluster = cluster_of(relocation->facts, segment->start_virt);
    u8 *memory = relocation->image->memory[cluster - relocation->facts->clusters];
    return memory + (segment->start_virt - cluster->start_virt);
}

/* Moves the window to another segment; false if none has these 8 bytes. */
static bool move_window(struct relocation *relocation, u64 place_virt)
{
    const struct elf_segment *segment = elf_segment_of(relocation->facts, place_virt, sizeof(u64));
    if (segment == NULL)
        return false;
    relocation->window_virt = segment->start_virt;
    relocation->window_bytes = segment->memory_bytes - (sizeof(u64) - 1); /* where 8 bytes may start */
    relocation->window = memory_of(relocation, segment);
    return true;
}

/* NULL if the place lies outside the loaded segments. Inlined by force: optimising for size would double the loops' length. */
static inline __attribute__((always_inline)) u8 *place_at(struct relocation *relocation, u64 place_virt)
{
    if (place_virt - relocation->window_virt >= relocation->window_bytes && !move_window(relocation, place_virt))
        return NULL;
    return relocation->window + (place_virt - relocation->window_virt);
}

static struct error place_error(const struct relocation *relocation, u64 place_virt)
{
    return error_about(ERR_ELF_RELOCATION_PLACE, relocation->facts->name, place_virt);
}

/* What linkers leave for a dynamic linker, by the names of the psABI, table 4.9. */
static struct error kind_error(u32 type)
{
    static const struct {
        u32 type;
        const char *name;
    } kinds[] = {
        { 1, "R_X86_64_64" },        { 2, "R_X86_64_PC32" },     { 5, "R_X86_64_COPY" },     { 6, "R_X86_64_GLOB_DAT" },
        { 7, "R_X86_64_JUMP_SLOT" }, { 10, "R_X86_64_32" },      { 11, "R_X86_64_32S" },     { 16, "R_X86_64_DTPMOD64" },
        { 17, "R_X86_64_DTPOFF64" }, { 18, "R_X86_64_TPOFF64" }, { 36, "R_X86_64_TLSDESC" }, { 37, "R_X86_64_IRELATIVE" },
    };
    for (u64 i = 0; i < COUNT_OF(kinds); i++)
        if (kinds[i].type == type)
            return error_about(ERR_ELF_RELOCATION, kinds[i].name, type);
    return error_about(ERR_ELF_RELOCATION, "of an unusual kind", type);
}

/* Linkers leave R_X86_64_NONE where they optimised an entry away. */
static struct error apply_rela(struct relocation *relocation, struct bytes table)
{
    for (u64 offset = 0; offset < table.len; offset += RELA_BYTES) {
        const u8 *entry = table.data + offset;
        u64 place_virt = load_u64(entry + RELA_PLACE);
        u32 type = (u32)load_u64(entry + RELA_INFO);
        if (type == R_X86_64_NONE)
            continue;
        if (type != R_X86_64_RELATIVE)
            return kind_error(type);
        u8 *place = place_at(relocation, place_virt);
        if (place == NULL)
            return place_error(relocation, place_virt);
        store_u64(place, relocation->slide + load_u64(entry + RELA_ADDEND));
    }
    return OK;
}

static struct error slide_word(struct relocation *relocation, u64 place_virt)
{
    u8 *place = place_at(relocation, place_virt);
    if (place == NULL)
        return place_error(relocation, place_virt);
    store_u64(place, load_u64(place) + relocation->slide);
    return OK;
}

/* Bit n + 1 of a bitmap stands for the word n * 8 bytes after `base_virt`; bit 0 only says that it is a bitmap. */
static struct error slide_bitmap(struct relocation *relocation, u64 base_virt, u64 bitmap)
{
    u64 place_virt = base_virt;
    for (bitmap >>= 1; bitmap != 0; bitmap >>= 1, place_virt += sizeof(u64))
        if (bitmap & 1)
            TRY(slide_word(relocation, place_virt));
    return OK;
}

/* An even entry is the address of a word; odd ones after it are bitmaps of the 63 words that follow, and so on. A bitmap before
 * any address starts at 0, and is judged by its places as all are. */
static struct error apply_relr(struct relocation *relocation, struct bytes table)
{
    u64 next_virt = 0;
    for (u64 offset = 0; offset < table.len; offset += RELR_BYTES) {
        u64 entry = load_u64(table.data + offset);
        if (entry & 1) {
            TRY(slide_bitmap(relocation, next_virt, entry));
            next_virt += 63 * sizeof(u64);
        } else {
            TRY(slide_word(relocation, entry));
            next_virt = entry + sizeof(u64);
        }
    }
    return OK;
}

/* The view of bytes that lie in one segment. */
static bool loaded_bytes(const struct relocation *relocation, u64 start_virt, u64 bytes, struct bytes *view)
{
    const struct elf_segment *segment = elf_segment_of(relocation->facts, start_virt, bytes);
    if (segment == NULL)
        return false;
    *view = (struct bytes) { memory_of(relocation, segment) + (start_virt - segment->start_virt), (size_t)bytes };
    return true;
}

/* The entries of the dynamic section that matter here. */
enum wanted { RELA, RELA_SIZE, RELA_ENTRY, REL_SIZE, JUMP, JUMP_SIZE, RELR, RELR_SIZE, RELR_ENTRY, WANTED_COUNT };
static const u8 wanted_tags[WANTED_COUNT] = {
    [RELA] = DT_RELA,          [RELA_SIZE] = DT_RELASZ, [RELA_ENTRY] = DT_RELAENT, [REL_SIZE] = DT_RELSZ,     [JUMP] = DT_JMPREL,
    [JUMP_SIZE] = DT_PLTRELSZ, [RELR] = DT_RELR,        [RELR_SIZE] = DT_RELRSZ,   [RELR_ENTRY] = DT_RELRENT,
};

struct dynamic {
    u64 values[WANTED_COUNT];  /* 0: absent */
    u64 indices[WANTED_COUNT]; /* for errors */
};

static void take_entry(struct dynamic *dynamic, u64 index, u64 tag, u64 value)
{
    for (u64 i = 0; i < WANTED_COUNT; i++)
        if (wanted_tags[i] == tag) {
            dynamic->values[i] = value;
            dynamic->indices[i] = index;
        }
}

static struct error dynamic_error(const struct relocation *relocation, u64 index)
{
    return error_about(ERR_ELF_DYNAMIC, relocation->facts->name, index);
}

static struct error read_dynamic(const struct relocation *relocation, struct dynamic *dynamic)
{
    const struct elf_range *range = &relocation->facts->dynamic;
    struct bytes section;
    *dynamic = (struct dynamic) { 0 };
    if (!loaded_bytes(relocation, range->start_virt, range->memory_bytes, &section))
        return dynamic_error(relocation, 0);
    u64 count = section.len / DYNAMIC_ENTRY_BYTES;
    for (u64 index = 0; index < count; index++) {
        const u8 *entry = section.data + index * DYNAMIC_ENTRY_BYTES;
        u64 tag = load_u64(entry + DYN_TAG);
        if (tag == DT_NULL)
            return OK;
        take_entry(dynamic, index, tag, load_u64(entry + DYN_VALUE));
    }
    return dynamic_error(relocation, count);
}

/* One table: its address, its bytes and its entries' size stand in three entries of the dynamic section. */
static struct error find_table(const struct relocation *relocation, const struct dynamic *dynamic, enum wanted address,
                               enum wanted entry, u64 entry_bytes, struct bytes *table)
{
    enum wanted size = address + 1;
    u64 bytes = dynamic->values[size];
    *table = (struct bytes) { NULL, 0 };
    if (bytes == 0)
        return OK;
    if (bytes % entry_bytes != 0)
        return dynamic_error(relocation, dynamic->indices[size]);
    if (dynamic->values[entry] != entry_bytes)
        return dynamic_error(relocation, dynamic->indices[entry]);
    if (!loaded_bytes(relocation, dynamic->values[address], bytes, table))
        return dynamic_error(relocation, dynamic->indices[address]);
    return OK;
}

/* Calls through a PLT need symbols or resolvers: whatever the first entry asks for, it is not RELATIVE. */
static struct error refuse_others(const struct relocation *relocation, const struct dynamic *dynamic)
{
    struct bytes jumps;
    if (dynamic->values[REL_SIZE] != 0)
        return dynamic_error(relocation, dynamic->indices[REL_SIZE]);
    if (dynamic->values[JUMP_SIZE] == 0)
        return OK;
    if (!loaded_bytes(relocation, dynamic->values[JUMP], RELA_BYTES, &jumps))
        return dynamic_error(relocation, dynamic->indices[JUMP]);
    return kind_error((u32)load_u64(jumps.data + RELA_INFO));
}

/* Both tables are found before a write could change what the dynamic section says. */
struct error elf_relocate(const struct elf_facts *facts, const struct elf_image *image, u64 slide)
{
    struct relocation relocation = { .facts = facts, .image = image, .slide = slide };
    struct dynamic dynamic;
    struct bytes rela, relr;
    if (!facts->relocatable || facts->dynamic.memory_bytes == 0)
        return OK;
    TRY(read_dynamic(&relocation, &dynamic));
    TRY(refuse_others(&relocation, &dynamic));
    TRY(find_table(&relocation, &dynamic, RELA, RELA_ENTRY, RELA_BYTES, &rela));
    TRY(find_table(&relocation, &dynamic, RELR, RELR_ENTRY, RELR_BYTES, &relr));
    TRY(apply_relr(&relocation, relr));
    return apply_rela(&relocation, rela);
}
