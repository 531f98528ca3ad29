; A BIOS that misbehaves: takes the top of low memory, hooks the calls a loader makes, and starts the first hard disk, as badly as
; its configuration says. It boots from a floppy disk; bad_bios.c fills in the configuration and the memory map.
;
; Real mode throughout. A handler reaches its own variables by CS; what it does wrong it says on port E9h, so that a test can know.
%include "tests/boot/bad_bios/shim.inc"

%define FLOPPY_LOADED_AT   0x7c00
%define LOW_MEMORY_KIB     0x413        ; what int 12h answers
%define DISK               0x80
%define TRACK_SECTORS      18
%define SECTOR_BYTES       512
%define PORT_DEBUGCON      0xe9
%define PORT_FAST_A20      0x92
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
.drive_bits:       db 0, 0, 0, 0

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
        mov cx, 4
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

close_a20:
        test quirk(BAD_A20_CLOSED)
        jz .end
        in al, PORT_FAST_A20
        and al, 0xfc                    ; bit 0 resets the machine
        out PORT_FAST_A20, al
.end:   ret

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

; ---------------------------------------------------------------- Endings of a call

; All keep the carry for the caller, in the flags that its `int` pushed; they differ in what the call has answered in.
leave_ax:                               ; in AX
        call return_carry
        jz .end
        mov bx, GARBAGE
        mov cx, bx
        mov dx, bx
        mov si, bx
        mov di, bx
        mov bp, bx
        call spoil_halves
        call spoil_segments
.end:   iret

leave_halves:                           ; in lower halves
        call return_carry
        jz .end
        call spoil_halves
        call spoil_segments
.end:   iret

leave_words32:                          ; in EAX, EBX, ECX, EDX
        call return_carry
        jz .end
        mov esi, GARBAGE << 16 | GARBAGE
        mov edi, esi
        mov ebp, esi
        call spoil_segments
.end:   iret

; On the stack: near return address, then what `int` pushed. Out: zero flag clear if the call must spoil what it can.
return_carry:
        push bp
        mov bp, sp
        jc .failed
        and byte [bp + 8], 0xfe
        jmp .carried
.failed:
        or byte [bp + 8], 1
.carried:
        test quirk(BAD_CLOBBER)
        jz .end
        or byte [bp + 9], 4             ; DF
        call report
        test quirk(BAD_CLOBBER)
.end:   pop bp
        ret

spoil_ax:
        mov ax, GARBAGE
        mov bx, ax
        mov cx, ax
        mov si, ax
        mov di, ax
        mov bp, ax
        mov dh, al
        ret

%macro spoil_half 1
        and %1, 0xffff
        or %1, GARBAGE << 16
%endmacro
spoil_halves:
        spoil_half eax
        spoil_half ebx
        spoil_half ecx
        spoil_half edx
        spoil_half esi
        spoil_half edi
        spoil_half ebp
        ret

; A GDT that is none, an IDT that works elsewhere.
spoil_segments:
        lgdt [cs:no_table]
        o32 lidt [cs:vectors_pointer]
        push GARBAGE
        pop ds
        push GARBAGE
        pop es
        push GARBAGE
        pop fs
        push GARBAGE
        pop gs
        ret

; Keeps everything.
report: pushf
        pusha
        push ds
        push cs
        pop ds
        mov si, report_text
        mov cx, report_text.end - report_text
        mov dx, PORT_DEBUGCON
        cld
        rep outsb
        pop ds
        popa
        popf
        ret

; Counts a call. Out: carry if it must fail. Keeps the registers.
count_call:
        push ax
        inc word [cs:calls]
        mov ax, [cs:config.failing_call]
        test ax, ax
        jz .works
        cmp ax, [cs:calls]
        je .fails
        ja .works
        test quirk(BAD_FAILS_FROM)
        jz .works
.fails: call report
        pop ax
        stc
        ret
.works: pop ax
        clc
        ret

; ---------------------------------------------------------------- int 12h

hook_12:
        call count_call
        mov ax, 0
        jc .end
        push ds
        push 0
        pop ds
        mov ax, [LOW_MEMORY_KIB]
        pop ds
.end:   clc
        jmp leave_ax

; ---------------------------------------------------------------- int 13h

hook_13:
        cmp dl, DISK
        jne another_drive
        call count_call
        jc refuse_13.reported
        cmp ah, 0x00
        je reset
        cmp ah, 0x41
        je extensions
        cmp ah, 0x42
        je read
        cmp ah, 0x48
        je parameters
.pass:  jmp far [cs:old_13]

; Some drives take seconds to answer, and some BIOSes hang: nobody who was given DISK needs another one.
another_drive:
        cmp byte [cs:config.drive_bits], 0
        jne hook_13.pass
        cli
        hlt
        jmp another_drive

refuse_13:
        call report
.reported:
        mov ah, 1
        stc
        jmp leave_ax

reset:  mov byte [cs:wants_reset], 0
        pushf
        call far [cs:old_13]
        jmp leave_ax

extensions:
        test quirk(BAD_NO_EXTENSIONS)
        jnz refuse_13
        pushf
        call far [cs:old_13]
        jc leave_ax
        test quirk(BAD_NO_SIGNATURE)
        jz .signed
        call report
        mov bx, 0x55aa
.signed:
        test quirk(BAD_NO_PACKETS)
        jz .end
        call report
        and cx, ~1
.end:   clc
        jmp leave_halves

; DS:SI = the packet: at 2 the count of sectors, at 4 the buffer, at 8 the LBA.
read:   pushad
        movzx eax, word [si + 2]
        movzx ecx, word [cs:config.read_sectors_max]
        jecxz .not_too_many
        cmp eax, ecx
        ja .refuse
.not_too_many:
        add eax, [si + 8]
        mov ecx, [cs:config.dead_lba]
        jecxz .alive
        cmp eax, ecx
        ja .refuse
.alive: call must_try_again
        jc .refuse
        popad
        test quirk(BAD_SECTORS_4096)
        jnz read_4096
        pushf
        call far [cs:old_13]
        jmp leave_ax
.refuse:
        popad
        jmp refuse_13

; Each sector that a read starts at needs `read_failures` tries before it works, with a reset after each failure. Out: carry if
; this try fails. Clobbers EAX and CX.
must_try_again:
        mov cx, [cs:config.read_failures]
        jcxz .works
        cmp byte [cs:wants_reset], 0
        jne .fails
        mov eax, [si + 8]
        cmp eax, [cs:tried_lba]
        je .tried
        mov [cs:tried_lba], eax
        mov [cs:failures_left], cx
.tried: cmp word [cs:failures_left], 0
        je .works
        dec word [cs:failures_left]
        mov byte [cs:wants_reset], 1
.fails: stc
        ret
.works: clc
        ret

; Eight of the disk's sectors for each.
read_4096:
        push ds
        push si
        push ecx
        call report
        mov cx, [si + 2]
        shl cx, 3
        mov [cs:packet.sectors], cx
        mov ecx, [si + 4]
        mov [cs:packet.buffer], ecx
        mov ecx, [si + 8]
        shl ecx, 3
        mov [cs:packet.lba], ecx
        push cs
        pop ds
        mov si, packet
        pushf
        call far [cs:old_13]
        pop ecx
        pop si
        pop ds
        jmp leave_ax

; DS:SI = the block: at 16 the count of sectors, at 24 their size.
parameters:
        test quirk(BAD_PARAMETERS_FAIL)
        jnz refuse_13
        test quirk(BAD_PARAMETERS_EMPTY)
        jz .call
        call report
        mov ah, 0
        clc
        jmp leave_halves
.call:  pushf
        call far [cs:old_13]
        jc leave_ax
        test quirk(BAD_SECTORS_4096)
        jz .sector_512
        shr dword [si + 16], 3
        mov word [si + 24], 4096
.sector_512:
        test quirk(BAD_SECTOR_SIZE_0)
        jz .has_size
        call report
        mov word [si + 24], 0
.has_size:
        test quirk(BAD_SECTOR_COUNT_0 | BAD_SECTOR_COUNT_ALL)
        jz .end
        call report
        xor eax, eax
        test quirk(BAD_SECTOR_COUNT_0)
        jnz .count
        dec eax
.count: mov [si + 16], eax
        mov [si + 20], eax
        mov ax, 0
.end:   clc
        jmp leave_halves

; ---------------------------------------------------------------- int 15h

hook_15:
        cmp ax, 0xe820
        je memory_map
        cmp ax, 0x2401
        je open_a20
.pass:  jmp far [cs:old_15]

open_a20:
        call count_call
        jc refuse_15.reported
        test quirk(BAD_A20_CLOSED)
        jnz refuse_15
        jmp hook_15.pass
refuse_15:
        call report
.reported:
        mov ah, 0x86
        stc
        jmp leave_ax

; EBX is the entry's index, twice, so that a loader that keeps half of it is found out.
memory_map:
        call count_call
        jc refuse_15.reported
        test quirk(BAD_MAP_FAILS)
        jnz refuse_15
        cmp word [cs:config.map_entries], 0
        je hook_15.pass
        call report
        mov eax, ebx
        shr eax, 16
        cmp ax, bx
        jne refuse_15.reported
        cmp bx, [cs:config.map_entries]
        jb .give
        test quirk(BAD_MAP_BEGINS_AGAIN)
        jz refuse_15.reported
        xor ebx, ebx
.give:  call copy_entry
        inc bx
        test quirk(BAD_MAP_ENDS_BY_CARRY | BAD_MAP_BEGINS_AGAIN)
        jnz .more
        cmp bx, [cs:config.map_entries]
        jb .more
        xor bx, bx
.more:  mov ax, bx
        shl ebx, 16
        mov bx, ax
        mov eax, SMAP
        xor edx, edx                    ; only EAX must say "SMAP"
        mov ecx, 24
        test quirk(BAD_MAP_20_BYTES)
        jz .end
        mov cl, 20
.end:   clc
        jmp leave_words32

; Entry BX to ES:DI.
copy_entry:
        push ds
        push si
        push di
        imul si, bx, 24
        add si, BAD_MAP_OFFSET
        push cs
        pop ds
        cld
        mov cx, 5
        test quirk(BAD_MAP_20_BYTES | BAD_MAP_UNWRITTEN)
        jnz .copy
        inc cx
.copy:  rep movsd
        pop di
        pop si
        pop ds
        ret

; ---------------------------------------------------------------- int 10h

hook_10:
        cmp ah, 0x4f
        je vbe
        test quirk(BAD_CLOBBER)
        jz .pass
        pushf
        call far [cs:old_10]
        clc
        jmp leave_ax
.pass:  jmp far [cs:old_10]

vbe:    call count_call
        jc refuse_vbe.reported
        test quirk(BAD_NO_VBE)
        jnz unknown_vbe
        cmp al, 0x00
        je controller
        cmp al, 0x01
        je mode_info
        cmp al, 0x02
        je set_mode
        cmp al, 0x15
        je edid
        pushf
        call far [cs:old_10]
        jmp leave_halves

unknown_vbe:
        call report
        jmp leave_halves

refuse_vbe:
        call report
.reported:
        mov ax, VBE_FAILED
        jmp leave_ax

; ES:DI = the block: at 4 the version, at 14 the far pointer to the modes.
controller:
        pushf
        call far [cs:old_10]
        test quirk(BAD_VBE_2)
        jz .version_3
        call report
        mov word [es:di + 4], 0x0200
.version_3:
        test quirk(BAD_LIST_IN_BLOCK)
        jz leave_ax
        call report
        pushad
        push ds
        lds si, [es:di + 14]
        add di, 256
        mov [cs:list_at], di
        mov [cs:list_at + 2], es
        cld
.next:  lodsw
        stosw
        cmp ax, 0xffff
        jne .next
        pop ds
        popad
        mov eax, [cs:list_at]
        mov [es:di + 14], eax
        mov eax, VBE_DONE
        jmp leave_ax

; ES:DI = the block: at 0 the attributes, at 16 the pitch, at 25 the bits a pixel, from 50 on what only version 3 has.
mode_info:
        call forget_list
        pushf
        call far [cs:old_10]
        test quirk(BAD_VBE_2)
        jz .version_3
        pusha
        add di, 50
        mov cx, 12
        mov al, 0xee
        cld
        rep stosb
        popa
.version_3:
        test quirk(BAD_NO_LINEAR)
        jz .linear
        call report
        and byte [es:di], 0x7f
.linear:
        cmp byte [es:di + 25], 32
        jne leave_ax
        test quirk(BAD_MODE_INFO_STATUS)
        jnz refuse_vbe
        test quirk(BAD_PITCH_0)
        jz leave_ax
        call report
        mov word [es:di + 16], 0
        mov word [es:di + 50], 0
        jmp leave_ax

; The list that lay in the caller's block is no longer there.
forget_list:
        cmp dword [cs:list_at], 0
        je .end
        push ds
        push bx
        lds bx, [cs:list_at]
        mov word [bx], 0xffff
        pop bx
        pop ds
.end:   ret

set_mode:
        cmp word [cs:config.mode_failures], 0
        je .set
        cmp word [cs:config.mode_failures], 0xffff
        je refuse_vbe                   ; for ever
        dec word [cs:config.mode_failures]
        jmp refuse_vbe
.set:   pushf
        call far [cs:old_10]
        jmp leave_ax

; BL=1: ES:DI = the block: at 54 the pixel clock, at 127 the checksum.
edid:   pushf
        call far [cs:old_10]
        cmp bl, 1
        jne leave_halves
        pusha
        test quirk(BAD_EDID_NO_TIMING)
        jz .has_timing
        call report
        mov al, [es:di + 54]
        add al, [es:di + 55]
        add [es:di + 127], al
        mov word [es:di + 54], 0
.has_timing:
        mov al, 0x5a
        test quirk(BAD_EDID_GARBAGE)
        jnz .fill
        mov al, 0
        test quirk(BAD_EDID_ZEROS)
        jz .end
.fill:  call report
        mov cx, 128
        cld
        rep stosb
.end:   popa
        jmp leave_ax

; ---------------------------------------------------------------- Data

hooks:  dw 0x10 * 4, hook_10, old_10
        dw 0x12 * 4, hook_12, old_12
        dw 0x13 * 4, hook_13, old_13
        dw 0x15 * 4, hook_15, old_15
old_10: dd 0
old_12: dd 0
old_13: dd 0
old_15: dd 0

calls:          dw 0
tried_lba:      dd 0xffffffff
failures_left:  dw 0
wants_reset:    db 0
list_at:        dd 0                    ; far pointer; 0: none is to be forgotten

first_sector:
        db 16, 0
        dw 1, 0, FLOPPY_LOADED_AT >> 4
        dq 0
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
