/* A kernel that has just caused a fault: its address space is arrays of the test, and what is said of it is caught. */
#ifndef TESTS_UNIT_COMMON_RESIDENT_REPORT_SCENE_H
#define TESTS_UNIT_COMMON_RESIDENT_REPORT_SCENE_H
#include "common/resident/report/report.h"

#define STACK_WORDS 512
#define CODE_BYTES  64

extern struct fault fault;
extern struct resident_facts facts;
extern u64 stack[STACK_WORDS]; /* the boot stack                                            */
extern u8 code[CODE_BYTES];    /* the kernel's text; from each call(i) the next byte returns */

/* A fault at code[0], with a stack that holds no return address and no frames. */
void scene_start(void);

/* Adds a mapping above all others. */
void scene_map(struct boot_mapped mapping);

/* Adds a call that ends before code[offset]; returns the address that it leaves on the stack. */
u64 scene_call(u32 offset);

/* What `tell` says, lines ending in \n. */
const char *scene_told(void (*tell)(struct report *report));

#define ASSERT_TOLD(tell, expected) cr_assert_str_eq(scene_told(tell), expected)

#endif
