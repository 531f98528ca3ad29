; LA57 may only change while paging is off (Intel SDM 3A 4.1.1): out of 64-bit mode, and back with five levels.
bits 64
default rel
section .text

; void trampoline(u64 root_phys): Microsoft convention. Position-independent; runs from a copy below 4 GiB that is mapped where it
; lies and can be written to. Keeps all that the convention wants, segment registers, the GDT and the interrupt flag.
global la57_trampoline, la57_trampoline_end
la57_trampoline:
        pushfq
        push    rbx
        cli
        mov     [stack], rsp
        sgdt    [their_gdt]
        mov     [their_cs], cs
        mov     [their_ss], ss
        mov     [their_ds], ds
        mov     [their_es], es
        lea     rax, [gdt]
        mov     [our_gdt + 2], rax
        lgdt    [our_gdt]
        lea     rsp, [stack]            ; theirs may lie above 4 GiB
        lea     rbx, [wide]
        lea     rax, [narrow]
        push    CODE_32
        push    rax
        retfq

bits 32
narrow: mov     eax, DATA
        mov     ss, eax
        mov     ds, eax
        mov     es, eax
        mov     eax, cr0
        and     eax, 0x7fffffff         ; CR0.PG
        mov     cr0, eax
        mov     cr3, ecx
        mov     eax, cr4
        or      eax, 1 << 12            ; CR4.LA57
        mov     cr4, eax
        mov     eax, cr0
        or      eax, 0x80000000
        mov     cr0, eax
        push    CODE_64
        push    ebx
        retf

bits 64
wide:   lgdt    [their_gdt]
        mov     rsp, [stack]
        mov     ss, [their_ss]
        mov     ds, [their_ds]
        mov     es, [their_es]
        push    qword [their_cs]
        lea     rax, [home]
        push    rax
        retfq
home:   pop     rbx
        popfq
        ret

CODE_64 equ 8
CODE_32 equ 16
DATA    equ 24
align 8
gdt:    dq      0, 0x00af9b000000ffff, 0x00cf9b000000ffff, 0x00cf93000000ffff
our_gdt:
        dw      our_gdt - gdt - 1
        dq      0
their_gdt:
        dw      0
        dq      0
align 8
their_cs:
        dq      0
their_ss:
        dw      0
their_ds:
        dw      0
their_es:
        dw      0
        times 16 dq 0
stack:  dq      0
la57_trampoline_end:
