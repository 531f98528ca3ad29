/* Whether the addresses that a kernel fixes go together, as far as no machine is needed to tell. */
#ifndef TOOLS_KERNEL_PLAN_H
#define TOOLS_KERNEL_PLAN_H
#include "common/elf/elf.h"
#include "include/lintel/config.h"

/* ERR_LAYOUT_COLLISION, ERR_LAYOUT_LAST_PAGE, ERR_CONFIG_MAPPING_CANONICAL, by the loader's own plan. */
struct error plan_check(const struct elf_facts *facts, const struct elf_run *runs, u64 run_count,
                        const struct boot_config *config);

#endif
