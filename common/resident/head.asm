; The resident's first and last instructions: into the kernel, and from a fault to report/. Linked with that to a flat piece of
; text, position-independent, which is copied to where the kernel's address space has it.
bits 64
default rel

%include "common/resident/layout.inc"

CR0_EXACT       equ 0x80010033          ; PE MP ET NE WP PG
MSR_FS_BASE     equ 0xc0000100          ; FS, GS and kernel GS base follow each other
VECTOR_OFFSET   equ 15 * 8              ; in struct fault, once the registers are pushed and cr2 is not yet

extern resident_report

section .head progbits alloc exec align=16
head:
        jmp     strict near switch      ; at TEXT_SWITCH
        align   8, int3
facts:  dq      0                       ; at TEXT_FACTS
data:   dq      0                       ; at TEXT_DATA
        jmp     strict near fault       ; at TEXT_FAULT

section .text

; Arrives from resident_leap in the way-over tables, interrupts off. rdi: the data pages' virtual address.
switch:
        mov     rax, [rdi + DATA_ROOT]
        mov     cr3, rax                ; nothing identity-mapped remains
        mov     eax, [rdi + DATA_CR4]
        mov     cr4, rax
        mov     eax, CR0_EXACT
        mov     cr0, rax
        lgdt    [rdi + DATA_GDTR]
        lidt    [rdi + DATA_IDTR]
        mov     rsp, [rdi + DATA_STACK_TOP]
        push    SELECTOR_CODE
        lea     rax, [.in_segments]
        push    rax
        retfq
.in_segments:
        mov     eax, SELECTOR_DATA
        mov     ds, eax
        mov     es, eax
        mov     ss, eax
        xor     eax, eax
        mov     fs, eax
        mov     gs, eax
        lldt    ax
        mov     ax, SELECTOR_TSS
        ltr     ax
        call    clear_bases
        fninit
        push    0x1f80
        ldmxcsr [rsp]
        mov     eax, 0x400
        mov     dr7, rax

; The stack as the contract says: zero above the entry point, so that rsp % 16 == 8 and a return leads to a fault at 0.
        mov     rsp, [rdi + DATA_STACK_TOP]
        push    0
        push    qword [rdi + DATA_ENTRY]
        push    2                       ; RFLAGS
        mov     rdi, [rdi + DATA_BOOT_INFO]
        xor     eax, eax
        xor     ebx, ebx
        xor     ecx, ecx
        xor     edx, edx
        xor     esi, esi
        xor     ebp, ebp
        xor     r8d, r8d
        xor     r9d, r9d
        xor     r10d, r10d
        xor     r11d, r11d
        xor     r12d, r12d
        xor     r13d, r13d
        xor     r14d, r14d
        xor     r15d, r15d
        popfq
        ret

; FS, GS and kernel GS base = 0. Loses rax, rcx, rdx.
clear_bases:
        xor     eax, eax
        xor     edx, edx
        mov     ecx, MSR_FS_BASE
        wrmsr
        inc     ecx
        wrmsr
        inc     ecx
        wrmsr
        ret

; From a gate, whose call has left the address that tells which it was; on the fault stack, interrupts off for good. The CPU starts at
; a multiple of 16 and pushes five words, or six with an error code: where the stack stands now says which, also for an `int 13` that
; pushes none. From here on it is struct fault.
fault:
        test    spl, 8
        jnz     .with_error_code
        push    qword [rsp]
        mov     qword [rsp + 8], 0
.with_error_code:
        push    rax
        push    rcx
        push    rdx
        push    rbx
        push    rbp
        push    rsi
        push    rdi
        push    r8
        push    r9
        push    r10
        push    r11
        push    r12
        push    r13
        push    r14
        push    r15
        lea     rax, [head + TEXT_GATES]
        sub     [rsp + VECTOR_OFFSET], rax
        shr     qword [rsp + VECTOR_OFFSET], RESIDENT_GATE_SHIFT
        mov     rax, cr2
        push    rax
        cld
        mov     rdi, rsp
        mov     rsi, [facts]            ; not by any register or table of the kernel's
        mov     rdx, [data]
        add     rdx, DATA_REPORTS
        xor     ebp, ebp
        and     rsp, -16
        call    resident_report         ; void resident_report(const struct fault *, const struct resident_facts *, u8 *)
        ud2
