/* What both forms say in the same words. */
#include "include/lintel/info.h"
#include "tools/inspect/inspect.h"

void inspect_permissions(const struct elf_segment *segment, char permissions[4])
{
    permissions[0] = 'r';
    permissions[1] = segment->permissions & MAP_WRITE ? 'w' : '-';
    permissions[2] = segment->permissions & MAP_EXECUTE ? 'x' : '-';
    permissions[3] = '\0';
}

bool inspect_is_as_linked(const struct kernel_file *kernel, const struct config_field *field)
{
    return field->offset == offsetof(struct boot_config, map_kernel_base) && !kernel->facts.relocatable;
}
