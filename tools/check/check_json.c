/* What there is to say of a boot at its end, for programs. */
#include "tools/check/check_json.h"
#include "tools/check/check_plan.h"

static void add_run(const struct plan_run *run, void *context)
{
    const struct json_object *plan = context;
    const struct json_object object = json_append_object(*plan);
    json_add_hexadecimal(object, "start", run->start_virt);
    json_add_hexadecimal(object, "end", run->end_virt);
    json_add_string(object, "permissions", run->permissions);
    json_add_string(object, "cache", run->cache);
    json_add_string(object, "owner", run->owner);
}

void check_json_add_boot(struct json_object root, const struct boot *b, bool wants_plan)
{
    const struct json_object boot = json_add_object(root, "boot");
    json_add_number(boot, "usable_memory_bytes", memory_map_usable_bytes(&b->memory));
    json_add_hexadecimal(boot, "entry", b->layout.entry_virt);
    json_add_number(boot, "kernel_bytes", b->kernel.end_virt - b->kernel.start_virt);
    json_add_number(boot, "stack_bytes", b->layout.stack_bytes);
    if (!wants_plan)
        return;
    struct json_object plan = json_add_array(root, "plan");
    check_plan_each(&b->layout, add_run, &plan);
}
