/* What the author left to Lintel: the lowest gap that fits in the dynamic range, or with ASLR the next one from a random address.
 */
#include "common/base/checked.h"
#include "common/memory/layout_parts.h"

/* With ASLR a narrow range can be broken into gaps that are too small: then other random places are tried, and at last none. */
#define RANDOM_ATTEMPTS 8

/* SplitMix64 (Steele, Lea, Flood 2014): every seed is a good one, zero included. */
static u64 random_next(u64 *state)
{
    u64 mixed = *state += 0x9e3779b97f4a7c15ull;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9ull;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebull;
    return mixed ^ mixed >> 31;
}

/* The half that an address lies in, as far as the page tables reach: without page 0 and the last page. */
static struct range half_of(u64 virt, u32 levels)
{
    if (virt >> 63 == 0)
        return (struct range) { .start_virt = PAGE_BYTES, .end_virt = lower_half_end_virt(levels) };
    return (struct range) { .start_virt = upper_half_start_virt(levels), .end_virt = LAST_PAGE_VIRT };
}

/* Where a dynamic object may lie. The range's end 0 is 2^64. What the page tables reach of it may be nothing. */
static struct range dynamic_range(const struct layout_request *request, const struct object *object)
{
    const struct boot_config *config = request->config;
    const struct range half = half_of(config->dynamic_range_start, request->levels);
    if (object->in_whole_half)
        return half;
    return (struct range) { .start_virt = max_u64(config->dynamic_range_start, half.start_virt),
                            .end_virt = min_u64(config->dynamic_range_end - 1, half.end_virt - 1) + 1 };
}

/* One of the aligned addresses where `bytes` end inside the range. The remainder favours low ones by less than 2^-12: at most
 * 2^52 pages against 2^64 numbers. */
static u64 random_start(struct range range, u64 bytes, u64 align_bytes, u64 *random)
{
    u64 number = random_next(random);
    if (range.end_virt <= range.start_virt || range.end_virt - range.start_virt < bytes)
        return range.start_virt;
    u64 choices = (range.end_virt - range.start_virt - bytes) / align_bytes + 1;
    return range.start_virt + number % choices * align_bytes;
}

static struct error place(struct draft *draft, struct object *object, u64 *random)
{
    u64 lead_bytes = object->align_offset + (object->align_offset < object->guard_bytes ? object->align_bytes : 0);
    u64 bytes = lead_bytes + object->mapping.bytes + object->guard_bytes;
    struct range range = dynamic_range(draft->request, object);
    struct range upper = range;
    if (random)
        upper.start_virt = random_start(range, bytes, object->align_bytes, random);
    u64 start_virt;
    if (!space_find(&draft->space, upper, bytes, object->align_bytes, &start_virt) &&
        !space_find(&draft->space, range, bytes, object->align_bytes, &start_virt))
        return error_about(ERR_LAYOUT_NO_SPACE, object->name, object->mapping.bytes);
    TRY(space_reserve(&draft->space, (struct range) { start_virt, start_virt + bytes, object->name }));
    object->mapping.start_virt = start_virt + lead_bytes;
    return OK;
}

static struct object *largest_without_place(struct draft *draft)
{
    struct object *largest = NULL;
    for (size_t i = 0; i < OBJECT_COUNT; i++) {
        struct object *object = &draft->objects[i];
        if (object_wants_place(object) && (!largest || object->mapping.bytes > largest->mapping.bytes))
            largest = object;
    }
    return largest;
}

static struct error place_all(struct draft *draft, u64 *random)
{
    struct object *object;
    while ((object = largest_without_place(draft)))
        TRY(place(draft, object, random));
    return OK;
}

struct error layout_place_dynamic(struct draft *draft)
{
    if (draft->request->config->aslr != SWITCH_ON)
        return place_all(draft, NULL);
    const struct draft fixed_only = *draft;
    u64 random = draft->request->seed;
    for (int attempt = 0; attempt < RANDOM_ATTEMPTS; attempt++) {
        struct error error = place_all(draft, &random);
        if (error.code == ERR_NONE)
            return OK;
        *draft = fixed_only;
    }
    return place_all(draft, NULL);
}
