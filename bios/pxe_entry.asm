; The start of lintel.nbp, which a network card's ROM loads whole and in one piece (Preboot Execution Environment Specification 2.1,
; section 4.4): keeps where that ROM can be called, and starts stage 2, which lies behind it, where it is to run.
%include "bios/image.inc"
%include "bios/layout.inc"

; Mode: real. In: es:bx = the structure PXENV+; on the stack, behind a return address, the far address of !PXE, if the ROM has one.
; CS:IP may be 07C0:0000.
bits 16
org BOOT_SECTOR_START
        mov bp, sp
        mov ecx, [bp + 4]
        mov dx, es
        xor ax, ax
        mov ds, ax
        mov [pxe], ecx
        mov [pxenv], bx
        mov [pxenv + 2], dx
        jmp 0:CORE_START

        times FIELD_PXE - ($ - $$) db 0
pxe:    dd 0
pxenv:  dd 0
        times FIELD_SECTOR_BYTES - ($ - $$) db 0
        dw 0                            ; no disk

%if pxe - $$ != FIELD_PXE || pxenv - $$ != FIELD_PXENV
%error "a field is not where image.h says"
%endif
        times CORE_START - BOOT_SECTOR_START - ($ - $$) db 0
