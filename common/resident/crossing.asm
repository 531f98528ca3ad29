; From 4 to 5 levels of page tables or back, on the way to the resident: CR4.LA57 can be changed with paging off only (Intel SDM 3A,
; "Control Registers"), so this code leaves long mode and enters it again. It is copied to a page below 4 GiB, where 32-bit code
; can run, and is position-independent; layout.h says where it is told the way.
default rel
section .text

%include "common/resident/layout.inc"

%define CR0_PG      (1 << 31)
%define CR4_PAE     (1 << 5)
%define CR4_LA57    (1 << 12)
%define SELECTOR_CODE32 0x18

global crossing_blob, crossing_blob_bytes
align 16
crossing_blob:
        dq      0                       ; at CROSSING_ROOT: the tables to go on with, below 4 GiB
        dq      0                       ; at CROSSING_TARGET: where to go on in them
        dq      0                       ; at CROSSING_DATA: what to give it in rdi

; At CROSSING_CODE. Mode: long, interrupts off, in tables of the old depth that have this page at its physical address. No stack.
; The other bits of CR4 go, since some of them (PCIDE) do not bear paging off; the resident sets all that the kernel gets.
bits 64
        lea     rbx, [crossing_blob]
        lea     eax, [.gdt]
        mov     [.gdt_start], rax
        lea     eax, [.flat]
        mov     [.to_flat], eax
        lea     eax, [.long]
        mov     [.to_long], eax
        lgdt    [.gdt_pointer]
        mov     eax, SELECTOR_DATA
        mov     ds, eax
        mov     rax, cr4
        and     eax, CR4_LA57
        or      eax, CR4_PAE
        mov     cr4, rax
        jmp     far dword [.to_flat]

; Mode: 32-bit protected, flat segments, ebx = crossing_blob. EFER.LME stays on: with paging comes long mode.
bits 32
.flat:  mov     eax, cr0
        and     eax, ~CR0_PG
        mov     cr0, eax
        mov     eax, cr4
        xor     eax, CR4_LA57
        mov     cr4, eax
        mov     eax, [ebx + CROSSING_ROOT]
        mov     cr3, eax
        mov     eax, cr0
        or      eax, CR0_PG
        mov     cr0, eax
        jmp     far [ebx + .to_long - crossing_blob]

bits 64
.long:  mov     ebx, ebx                ; the other half got lost, or not: nobody promises
        mov     rdi, [rbx + CROSSING_DATA]
        jmp     [rbx + CROSSING_TARGET]

.to_flat:
        dd      0
        dw      SELECTOR_CODE32
.to_long:
        dd      0
        dw      SELECTOR_CODE
.gdt_pointer:
        dw      .end - .gdt - 1
.gdt_start:
        dq      0
align 8
.gdt:   dq      0
        dq      0x00af9b000000ffff      ; 64-bit code, accessed
        dq      0x00cf93000000ffff      ; data, flat, accessed
        dq      0x00cf9b000000ffff      ; 32-bit code, flat, accessed
.end:
align 4
crossing_blob_bytes:
        dd      crossing_blob.end - crossing_blob
