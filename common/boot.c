/* The table of contents: how a kernel gets from its volume into its own address space. Each line is a chapter in steps/. */
#include "common/boot.h"
#include "common/log/log.h"
#include "common/platform.h"
#include "common/steps/steps.h"

struct error boot_steps(struct boot *b)
{
    TRY(open_volume(b));     /* firmware's boot device -> volume                         */
    TRY(read_manifest(b));   /* volume                 -> files, command line            */
    TRY(read_kernel(b));     /* kernel file            -> checked ELF facts              */
    TRY(read_config(b));     /* .boot_config           -> validated configuration        */
    TRY(start_screen(b));    /* configuration          -> log's sinks, video mode        */
    TRY(place_memory(b));    /* sizes                  -> physical pages for everything  */
    TRY(plan_layout(b));     /* facts, config, seed    -> every virtual address          */
    TRY(load_files(b));      /* plan                   -> segments, ramdisk in place     */
    TRY(map_layout(b));      /* plan                   -> page tables                    */
    TRY(leave_firmware(b));  /* from here on the firmware is gone, its final map is ours */
    TRY(write_boot_info(b)); /* all of the above       -> struct boot_info               */
    return OK;
}

_Noreturn void boot(u64 entry_tsc)
{
    struct boot b = { .stamps = { [STAMP_ENTRY] = entry_tsc } };
    log_start();
    log_info("Lintel %s on %s", LINTEL_VERSION, door_name());
    struct error error = boot_steps(&b);
    if (error.code == ERR_NONE)
        enter_kernel(&b);
    give_up(&b, error);
}
