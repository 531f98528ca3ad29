; Real mode <-> long mode. Everything marked .real lies below 64 KiB, so that real mode reaches it with segment 0.
%include "bios/layout.inc"
%include "bios/modes.inc"

%define REGISTERS_WORDS32  10           ; struct bios_registers of thunk.h
%define REGISTERS_ES_END   36           ; end of edi .. es in it

%define TASK_AVAILABLE     0x89         ; present, 64-bit TSS (Intel SDM 3A section 8.2.3)
%define TASK_BYTES         104          ; Intel SDM 3A section 8.7
%define TASK_FAULT_STACK   36           ; the first entry of the interrupt stack table in it

global enter_long_mode, bios_call, bios_call_at, pxe_gate, pxe_entry

; From real mode to long mode at once, without a stop in 32-bit mode (AMD64 manual, volume 2, section 14.6; Intel SDM 3A section 9.8.5
; asks for the same bits).
; Mode: real, CS = 0, interrupts off. In: edi = where to go on in 64-bit mode. Keeps edi and memory; sets all segments and TR.
section .real
bits 16
enter_long_mode:
        o32 lgdt [cs:gdt_pointer]
        mov eax, cr4
        or eax, CR4_PAE
        mov cr4, eax
        mov eax, [cs:long_root_phys]
        mov cr3, eax
        mov ecx, MSR_EFER
        rdmsr
        or eax, EFER_LME
        wrmsr
        mov eax, cr0
        or eax, CR0_PG | CR0_PE
        mov cr0, eax
        jmp SELECTOR_CODE64:.long
bits 64
.long:
        mov ax, SELECTOR_DATA
        mov ds, ax
        mov es, ax
        mov fs, ax
        mov gs, ax
        mov ss, ax
        mov byte [abs gdt.task + 5], TASK_AVAILABLE ; ltr takes no other, and makes it busy
        mov ax, SELECTOR_TASK
        ltr ax
        cld
        mov edi, edi
        jmp rdi

; void bios_call(u8 interrupt, struct bios_registers *registers)
; Mode: long, identity-mapped, System V. Keeps what a C function must keep; the BIOS's idea of the rest stays in real mode.
section .text
bits 64
bios_call:
        movzx edi, dil
        mov edi, [rdi * 4]

; void bios_call_at(u32 routine, struct bios_registers *registers)
; Mode: as above.
bios_call_at:
        push rbx
        push rbp
        push r12
        push r13
        push r14
        push r15
        mov [abs long_stack], rsp
        mov [abs long_registers], rsi
        sidt [abs long_idt]
        mov rax, cr3
        mov [abs long_root_phys], eax
        mov [abs real_target], edi
        mov edi, real_registers
        mov ecx, REGISTERS_WORDS32
        rep movsd
        push SELECTOR_CODE16
        push leave_long_mode
        o64 retf

bios_call_return:
        mov rsp, [abs long_stack]
        lidt [abs long_idt]
        mov rdi, [abs long_registers]
        mov esi, real_registers
        mov ecx, REGISTERS_WORDS32
        rep movsd
        pop r15
        pop r14
        pop r13
        pop r12
        pop rbp
        pop rbx
        ret

; The middle of bios_call. Mode: 16-bit protected (compatibility) at first, real from .real_mode on.
section .real
bits 16
leave_long_mode:
        mov ax, SELECTOR_DATA16         ; limit 64 KiB: real mode keeps the limits that protected mode loaded
        mov ds, ax
        mov es, ax
        mov fs, ax
        mov gs, ax
        mov ss, ax
        mov eax, cr0
        and eax, ~CR0_PG
        mov cr0, eax
        mov ecx, MSR_EFER
        rdmsr
        and eax, ~EFER_LME
        wrmsr
        mov eax, cr4
        and eax, ~CR4_PAE
        mov cr4, eax
        mov eax, cr0
        and eax, ~CR0_PE
        mov cr0, eax
        jmp 0:.real_mode
.real_mode:
        xor ax, ax
        mov fs, ax
        mov gs, ax
        mov ss, ax
        lidt [cs:real_idt]
        mov esp, real_registers         ; all of it: BIOSes have 32-bit code that addresses its stack by esp
        popad
        pop ds
        pop es
        mov esp, REAL_STACK_TOP
        sti
        pushf                           ; `int n`, with the vector already looked up
        cli
        call far [cs:real_target]
        pushfd
        cli
        pop dword [cs:real_registers + REGISTERS_ES_END]
        mov esp, real_registers + REGISTERS_ES_END
        push es
        push ds
        pushad
        mov edi, bios_call_return
        jmp enter_long_mode

; A PXE ROM as an interrupt. What !PXE names wants function and parameters on the stack, what PXENV+ names in bx and es:di: it gets both.
; Its timeouts count the BIOS's ticks. Mode: real.
pxe_gate:
        sti
        push es
        push di
        push bx
        call far [cs:pxe_entry]
        add sp, 6
        iret

section .real
align 8
gdt:    dq 0
        dq 0x00209a0000000000           ; 64-bit code
        dq 0x00cf92000000ffff           ; data, flat
        dq 0x00009a000000ffff           ; 16-bit code, base 0, 64 KiB
        dq 0x000092000000ffff           ; 16-bit data, base 0, 64 KiB
.task:  dw TASK_BYTES - 1, task         ; of 16 bytes; its base is below 64 KiB
        db 0, TASK_AVAILABLE, 0, 0
        dq 0
gdt_pointer:
        dw gdt_pointer - gdt - 1
        dd gdt
; The one thing of it that is used is the stack on which common/fault.c reports: the loader's own may be what is broken.
align 8
task:   times TASK_FAULT_STACK db 0
        dq FAULT_STACK_TOP
        times TASK_BYTES - ($ - task) db 0
real_idt:
        dw 0x3ff
        dd 0
align 8
long_idt:
        times 10 db 0
align 8
long_stack:
        dq 0
long_registers:
        dq 0
long_root_phys:
        dd IDENTITY_ROOT_START
real_target:
        dd 0
pxe_entry:
        dd 0
real_registers:
        times REGISTERS_WORDS32 dd 0
