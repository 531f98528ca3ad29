; The loaders' bytes, so that the tool is one file. The Makefile says where they were built.
section .rodata align=16
global loader_bios_start, loader_bios_end, loader_uefi_start, loader_uefi_end

loader_bios_start:
    incbin LOADER_BIOS
loader_bios_end:

align 16
loader_uefi_start:
    incbin LOADER_UEFI
loader_uefi_end:

; Without this note the linker gives the whole program an executable stack.
section .note.GNU-stack noalloc noexec nowrite progbits
