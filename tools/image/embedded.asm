; The loaders' bytes, so that the tool is one file. The Makefile says where they were built.
section .rodata align=16
global loader_bios_start, loader_bios_bytes, loader_uefi_start, loader_uefi_bytes, loader_pxe_start, loader_pxe_bytes

loader_bios_start:
    incbin LOADER_BIOS
.end:

align 16
loader_uefi_start:
    incbin LOADER_UEFI
.end:

align 16
loader_pxe_start:
    incbin LOADER_PXE_ENTRY
    incbin LOADER_BIOS, 512             ; stage 2: see bios/image.h
.end:

align 8
loader_pxe_bytes: dq loader_pxe_start.end - loader_pxe_start
loader_bios_bytes: dq loader_bios_start.end - loader_bios_start
loader_uefi_bytes: dq loader_uefi_start.end - loader_uefi_start

; Without this note the linker gives the whole program an executable stack.
section .note.GNU-stack noalloc noexec nowrite progbits
