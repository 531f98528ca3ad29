; The resident's code: one page, position-independent, copied to where the kernel's address space has it. It touches nothing but
; its own data pages (struct resident_data in resident.c), the kernel's stack on the way in, and ports.
bits 64
default rel

%include "common/cpu/ports.inc"
%include "common/resident/layout.inc"
%include "common/resident/gates.inc"

CR0_EXACT       equ 0x80010033          ; PE MP ET NE WP PG
MSR_FS_BASE     equ 0xc0000100          ; FS, GS and kernel GS base follow each other

header:
        dd      switch                  ; at BLOB_SWITCH
        dd      gates                   ; at BLOB_GATES

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

align GATE_BYTES
gates:  fault_gates_to fault

; On the fault stack: vector, error code, rip, cs, rflags, rsp, ss. Interrupts are off for good.
FAULT_VECTOR    equ 0
FAULT_ERROR     equ 8
FAULT_RIP       equ 16
FAULT_RSP       equ 40

fault:
        cld
        mov     rbp, rsp
        sub     rsp, 16
        sgdt    [rsp]                   ; the data pages: found through our own GDT, not through any register of the kernel
        mov     r12, [rsp + 2]
        sub     r12, DATA_GDT

; kernel_main returned if the return address 0 that it found above its stack has just been popped.
        cmp     qword [rbp + FAULT_RIP], 0
        jne     .exception
        mov     rax, [rbp + FAULT_RSP]
        cmp     rax, [r12 + DATA_STACK_TOP]
        jne     .exception
        lea     rsi, [text_returned]
        call    print
        jmp     .report
.exception:
        lea     rsi, [text_exception]
        call    print
        mov     rax, [rbp + FAULT_VECTOR]
        call    print_vector
        lea     rsi, [text_error]
        call    print
        mov     rdx, [rbp + FAULT_ERROR]
        call    print_number
        lea     rsi, [text_rip]
        call    print
        mov     rdx, [rbp + FAULT_RIP]
        call    print_number
        lea     rsi, [text_cr2]
        call    print
        mov     rdx, cr2
        call    print_number
        lea     rsi, [text_rsp]
        call    print
        mov     rdx, [rbp + FAULT_RSP]
        call    print_number
        lea     rsi, [text_end]
        call    print
.report:
        cmp     byte [r12 + DATA_EXIT], 0
        je      .halt
        mov     al, EXIT_FAULT
        out     EXIT_DEVICE_PORT, al
.halt:
        cli
        hlt
        jmp     .halt

; rsi: text that ends in 0. Loses rax, rbx, rcx, rdx, rsi.
print:
        lodsb
        test    al, al
        jz      .done
        call    print_letter
        jmp     print
.done:
        ret

; rax: a vector below 32, printed in decimal, with the name that the CPU's manuals give it.
print_vector:
        lea     rsi, [vector_names]
        lea     r13, [rsi + rax * 4]    ; four bytes each, the last 0
        mov     cl, 10
        div     cl                      ; al: tens, ah: ones
        movzx   ecx, ah
        mov     r14d, ecx
        test    al, al
        jz      .ones
        add     al, '0'
        call    print_letter
.ones:
        lea     eax, [r14 + '0']
        call    print_letter
        lea     rsi, [text_open]
        call    print
        mov     rsi, r13
        call    print
        mov     al, ')'
        jmp     print_letter

; rdx: a number, printed in hexadecimal with 0x, leading zeros left out.
print_number:
        mov     r13, rdx
        lea     rsi, [text_0x]
        call    print
        mov     r14d, 60
        xor     r15d, r15d              ; 1 once a digit was printed
.digit:
        mov     rax, r13
        mov     ecx, r14d
        shr     rax, cl
        and     eax, 15
        test    r14d, r14d
        jz      .show                   ; the last digit always
        or      r15d, eax
        jz      .next
.show:
        cmp     al, 10
        jb      .decimal
        add     al, 'a' - '0' - 10
.decimal:
        add     al, '0'
        call    print_letter
.next:
        sub     r14d, 4
        jns     .digit
        ret

; al: a letter, to whatever is there. Loses rax, rbx, rcx, rdx.
print_letter:
        mov     bl, al
        cmp     byte [r12 + DATA_DEBUGCON], 0
        je      .serial
        out     DEBUGCON, al
.serial:
        cmp     byte [r12 + DATA_SERIAL], 0
        je      .done
        mov     ecx, 100000             ; a dead UART must not hang the report
        mov     dx, COM1 + 5
.wait:
        in      al, dx
        test    al, 0x20
        loopz   .wait
        mov     al, bl
        mov     dx, COM1
        out     dx, al
.done:
        ret

text_returned:  db 10, "Lintel: kernel_main returned", 10, "hint: end it in a loop around hlt", 10, 0
text_exception: db 10, "Lintel: CPU exception ", 0
text_error:     db ", error code ", 0
text_rip:       db ", at ", 0
text_cr2:       db ", cr2 ", 0
text_rsp:       db ", rsp ", 0
text_end:       db 10, "hint: addr2line -e KERNEL ADDRESS names the line; load your own IDT to handle exceptions", 10, 0
text_0x:        db "0x", 0
text_open:      db " (#", 0

vector_names:   db "DE", 0, 0, "DB", 0, 0, "NMI", 0, "BP", 0, 0, "OF", 0, 0, "BR", 0, 0, "UD", 0, 0, "NM", 0, 0
                db "DF", 0, 0, "9", 0, 0, 0, "TS", 0, 0, "NP", 0, 0, "SS", 0, 0, "GP", 0, 0, "PF", 0, 0, "15", 0, 0
                db "MF", 0, 0, "AC", 0, 0, "MC", 0, 0, "XM", 0, 0, "VE", 0, 0, "CP", 0, 0
%assign vector 22
%rep 6
                db '0' + vector / 10, '0' + vector % 10, 0, 0
%assign vector vector + 1
%endrep
                db "HV", 0, 0, "VC", 0, 0, "SX", 0, 0, "31", 0, 0

%if $ - $$ > RESIDENT_TEXT_BYTES
%error "the resident's code has one page"
%endif
