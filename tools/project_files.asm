; The files of a new project, so that the tool is one file: see project.c.
section .rodata
global project_makefile, project_makefile_bytes, project_main, project_main_bytes, project_console, project_console_bytes

project_makefile: incbin "kernel-sample/new/Makefile"
.end:
project_main: incbin "kernel-sample/new/main.c"
.end:
project_console: incbin "kernel-sample/console.h"
.end:

align 8
project_makefile_bytes: dq project_makefile.end - project_makefile
project_main_bytes: dq project_main.end - project_main
project_console_bytes: dq project_console.end - project_console

; Without this note the linker gives the whole program an executable stack.
section .note.GNU-stack noalloc noexec nowrite progbits
