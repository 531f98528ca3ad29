; From the boot sector's jump to C: checks the CPU, opens A20, builds the first page tables, enters long mode, unpacks the core.
%include "bios/layout.inc"
%include "bios/modes.inc"

extern open_a20, early_stop, enter_long_mode
extern early_error_101, early_error_102
extern packed_start, bss_words64
extern unpack, bios_main

%define EFLAGS_ID         (1 << 21)
%define CPUID_LONG_MODE   (1 << 29)     ; leaf 80000001h, edx

%define TABLE_BYTES       4096
%define ENTRY_TABLE       0x03          ; present, writable
%define ENTRY_2MIB        0x83          ; and a leaf
%define IDENTITY_LEAVES   2048          ; of 2 MiB: 4 GiB

; A file of `lz4 -l`: magic, the packed bytes' number, the packed bytes. (LZ4 frame format description, "legacy frame")
%define PACKED_SIZE_OFFSET 4
%define PACKED_DATA_OFFSET 8

; Mode: real, as the boot sector leaves it: CS = 0, DL = boot drive. Nothing else is relied on.
section .start
bits 16
start:  cli
        cld
        xor ax, ax
        mov ds, ax
        mov es, ax
        mov ss, ax
        mov sp, REAL_STACK_TOP
        mov [boot_drive], dl
        sti
        call check_long_mode
        rdtsc
        mov [entry_tsc], eax
        mov [entry_tsc + 4], edx
        call open_a20                   ; calls the BIOS, which may change what a call must not
        mov ax, 0                       ; not xor: the flags are the answer
        mov ds, ax
        cld
        jz a20_is_closed
        cli
        call build_identity_tables
        mov edi, start_long
        jmp enter_long_mode

a20_is_closed:
        in al, 0x92
        movzx eax, al
        mov si, early_error_102
        jmp early_stop

; Returns on a CPU with long mode, else says error L101 with the feature bits (0 if the CPU cannot even be asked).
check_long_mode:
        pushfd
        pop eax
        mov ecx, eax
        xor eax, EFLAGS_ID
        push eax
        popfd
        pushfd
        pop eax
        xor edx, edx
        cmp eax, ecx
        je .refuse
        mov eax, 0x80000000
        cpuid
        xor edx, edx
        cmp eax, 0x80000001
        jb .refuse
        mov eax, 0x80000001
        cpuid
        test edx, CPUID_LONG_MODE
        jz .refuse
        ret
.refuse:
        mov eax, edx
        mov si, early_error_101
        jmp early_stop

; Root, one table below it, four below that with 2 MiB leaves. Mode: real.
build_identity_tables:
        mov ax, IDENTITY_ROOT_START >> 4
        mov es, ax
        xor di, di
        xor eax, eax
        mov cx, (IDENTITY_END - IDENTITY_ROOT_START) / 4
        rep stosd
        mov dword [es:0], IDENTITY_ROOT_START + TABLE_BYTES + ENTRY_TABLE
        mov di, TABLE_BYTES
        mov eax, IDENTITY_ROOT_START + 2 * TABLE_BYTES + ENTRY_TABLE
.table: mov [es:di], eax
        add di, 8
        add eax, TABLE_BYTES
        cmp eax, IDENTITY_END
        jb .table
        mov di, 2 * TABLE_BYTES
        mov eax, ENTRY_2MIB
        mov cx, IDENTITY_LEAVES
.leaf:  mov [es:di], eax
        add di, 8
        add eax, 1 << 21
        loop .leaf
        ret

; What is packed lies where it is to be unpacked. It is moved away, into the buffer that no disk read has needed yet.
; Mode: long, identity-mapped, flat segments.
section .unpack progbits alloc exec
bits 64
start_long:
        mov esp, LONG_STACK_TOP
        mov edx, [abs packed_start + PACKED_SIZE_OFFSET]
        mov esi, packed_start + PACKED_DATA_OFFSET
        mov edi, BOUNCE_START
        lea ecx, [edx + 7]
        shr ecx, 3
        rep movsq
        mov edi, packed_start
        mov esi, BOUNCE_START
        call unpack
        mov edi, BSS_START              ; real machines have dirty RAM
        mov ecx, bss_words64
        xor eax, eax
        rep stosq
        movzx edi, byte [abs boot_drive]
        mov rsi, [abs entry_tsc]
        xor ebp, ebp
        call bios_main                  ; does not return

section .real
boot_drive:
        db 0
align 8
entry_tsc:
        dq 0
