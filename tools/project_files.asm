; The files of a new project, so that the tool is one file: see project.c.
%macro project_file 2 ; NAME, PATH
global %1, %1_bytes
%1:
        incbin %2
%%end:
        align 8, db 0
%1_bytes:
        dq %%end - %1
%endmacro

section .rodata
project_file project_main, "kernel-sample/new/main.c"
project_file project_console, "kernel-sample/console.h"
project_file project_linker_script, "kernel-sample/new/kernel.ld"
project_file project_makefile, "kernel-sample/new/Makefile"
project_file project_test, "kernel-sample/new/test.sh"

; Without this note the linker gives the whole program an executable stack.
section .note.GNU-stack noalloc noexec nowrite progbits
