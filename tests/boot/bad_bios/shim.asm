; A BIOS that misbehaves: takes the top of low memory, hooks the calls a loader makes, and starts the first hard disk, as badly as
; its configuration says. It boots from a floppy disk; bad_bios.c fills in the configuration and the memory map.
;
; Real mode throughout. A handler reaches its own variables by CS; what it does wrong it says on port E9h, so that a test can know.
%include "tests/boot/bad_bios/shim.inc"
%include "bios/layout.inc"

%define FLOPPY_LOADED_AT   0x7c00
%define LOW_MEMORY_KIB     0x413        ; what int 12h answers
%define DISK               0x80
%define TRACK_SECTORS      18
%define SECTOR_BYTES       512
%define PORT_DEBUGCON      0xe9
%define SMAP               0x534d4150
%define GARBAGE            0xdead
%define VBE_DONE           0x004f
%define VBE_FAILED         0x014f

%define quirk(bits)        dword [cs:config.quirks], bits

bits 16
org 0
        jmp start
        times BAD_CONFIG_OFFSET - ($ - $$) db 0
config:                                 ; struct bad_bios_config of bad_bios.h
.quirks:           dd 0
.dead_lba:         dd 0
.failing_call:     dw 0
.read_sectors_max: dw 0
.read_failures:    dw 0
.mode_failures:    dw 0
.map_entries:      dw 0
.low_memory_kib:   dw 0
.drive_bits:       db 0, 0
.boot_lba:         dw 0

; The floppy's first sector; DL = its drive.
start:  jmp FLOPPY_LOADED_AT >> 4:.normalised
.normalised:
        cli
        xor ax, ax
        mov ds, ax
        mov ss, ax
        mov sp, FLOPPY_LOADED_AT
        sti
        sub word [LOW_MEMORY_KIB], BAD_SHIM_KIB
        mov ax, [LOW_MEMORY_KIB]
        shl ax, 6
        mov es, ax
        xor bx, bx
        mov dh, 0
        call read_track
        mov bx, TRACK_SECTORS * SECTOR_BYTES
        mov dh, 1
        call read_track
        push es
        push install
        retf

; In: es:bx = where to, dh = head, dl = drive.
read_track:
        mov ax, 0x0200 + TRACK_SECTORS
        mov cx, 1
        int 0x13
        jnc .end
        hlt
.end:   ret

        times SECTOR_BYTES - 2 - ($ - $$) db 0
        dw 0xaa55

; At the top of low memory, with all of the image.
install:
        push cs
        pop ds
        mov ax, [config.boot_lba]
        mov [first_sector.lba], ax
        mov ah, 0x42
        mov dl, DISK
        mov si, first_sector
        int 0x13
        xor ax, ax
        mov es, ax
        mov cx, 0x3e - 3                ; some firmware overwrites the BPB
        mov di, FLOPPY_LOADED_AT + 3
        mov al, 0xcc
        cld
        rep stosb
        mov ax, [config.low_memory_kib]
        test ax, ax
        jz .hook
        mov [es:LOW_MEMORY_KIB], ax
.hook:  mov si, hooks
        mov cx, 5
.next:  lodsw                           ; interrupt number times 4
        mov bx, ax
        lodsw                           ; its hook
        mov di, [si]                    ; where the old one is kept
        add si, 2
        cli
        xchg ax, [es:bx]
        mov [di], ax
        mov ax, cs
        xchg ax, [es:bx + 2]
        mov [di + 2], ax
        sti
        loop .next
        call copy_vectors
        call close_a20
        jmp begin

; A second table of interrupt vectors, for a BIOS that changes the IDT's base.
copy_vectors:
        xor eax, eax
        mov ax, cs
        shl eax, 4
        add eax, vectors
        mov [vectors_pointer + 2], eax
        push ds
        push es
        pop ds
        push cs
        pop es
        xor si, si
        mov di, vectors
        mov cx, 512
        rep movsw
        pop ds
        ret

; The jump to the boot sector: nothing but DL is as one would wish.
begin:  mov ax, 0x1234
        mov ss, ax
        mov sp, 0x0777
        mov dl, [config.drive_bits]
        xor dl, DISK
        call spoil_ax
        call spoil_halves
        call spoil_segments
        std
        jmp 0x07c0:0

%include "tests/boot/bad_bios/endings.inc"
%include "tests/boot/bad_bios/memory.inc"
%include "tests/boot/bad_bios/a20.inc"
%include "tests/boot/bad_bios/disk.inc"
%include "tests/boot/bad_bios/video.inc"

hooks:  dw 0x01 * 4, hook_01, old_01
        dw 0x10 * 4, hook_10, old_10
        dw 0x12 * 4, hook_12, old_12
        dw 0x13 * 4, hook_13, old_13
        dw 0x15 * 4, hook_15, old_15
old_01: dd 0
old_10: dd 0
old_12: dd 0
old_13: dd 0
old_15: dd 0

calls:          dw 0
tried_lba:      dd 0xffffffff
failures_left:  dw 0
wants_reset:    db 0
watched_ports:  dd 0                    ; for DR7
list_at:        dd 0                    ; far pointer; 0: none is to be forgotten

first_sector:
        db 16, 0
        dw 1, 0, FLOPPY_LOADED_AT >> 4
.lba:   dq 0
packet: db 16, 0
.sectors:
        dw 0
.buffer:
        dd 0
.lba:   dq 0

no_table:
        dw 0
        dd GARBAGE
vectors_pointer:
        dw 0x3ff
        dd 0

report_text:
        db "bad BIOS", 10
.end:

        times BAD_MAP_OFFSET - ($ - $$) db 0
        times BAD_IMAGE_BYTES - ($ - $$) db 0

; Behind the image.
vectors equ BAD_IMAGE_BYTES
