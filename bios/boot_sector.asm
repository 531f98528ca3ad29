; LBA 0, or the boot block of a CD: reads stage 2, checks that it is the one this sector was built with, and starts it. Never writes to a disk.
;
; Real mode throughout. The firmware is trusted with nothing but DL: CS:IP may be 07C0:0000, the other registers anything.
%include "bios/image.inc"
%include "bios/layout.inc"
%include "common/cpu/ports.inc"

%define TRIES       3
%define CHUNK_BYTES 0x8000      ; one read: divides 64 KiB, so from CORE_START on none crosses a segment's end

bits 16
org BOOT_SECTOR_START

        jmp short start
        nop
        times 0x3e - ($ - $$) db 0      ; some firmware writes a BPB here when it takes the disk for a floppy

start:  cli
        xor ax, ax
        mov ss, ax
        mov sp, REAL_STACK_TOP
        mov ds, ax
        jmp 0:normalised
normalised:
        sti
        mov [drive], dl

; EDD 3.0 section 2.1: carry clear, BX swapped, and bit 0 of CX for the packet calls. Who starts a CD without emulation has those
; calls (El Torito 1.0), but may not say so.
check_extensions:
        cmp byte [sector_bytes + 1], CD_SECTOR_BYTES >> 8
        je .checked
        mov ah, 0x41
        mov bx, 0x55aa
        call disk_call
        sbb bx, 0xaa55                  ; zero only with carry clear and the right signature
        movzx ebx, byte [drive]
        mov bp, '3'
        jnz read_next.fail
        test cl, 1
        jz read_next.fail
.checked:
        mov ax, CHUNK_BYTES
        xor dx, dx
        div word [sector_bytes]
        mov [chunk_sectors], ax

; AH=42h with the packet below. A drive may need some tries to spin up or to seek; then it is asked for half as much from there on,
; down to one sector. A reset follows each failure.
read_range:
        mov byte [tries_left], TRIES
read_next:
        mov ax, [stage2_sectors]
        test ax, ax
        jz verify
        cmp ax, [chunk_sectors]
        jbe .fits
        mov ax, [chunk_sectors]
.fits:  mov [packet.sectors], ax
        mov [taken], ax
        mov si, packet
        mov ah, 0x42
        call disk_call
        jnc .advance
        push ax
        xor ah, ah
        call disk_call
        pop bx
        dec byte [tries_left]
        jnz read_next
        shr word [chunk_sectors], 1
        jnz read_range
        mov bp, '4'
        movzx ebx, bh
.fail:  jmp fail
.advance:
        movzx eax, word [taken]
        sub [stage2_sectors], ax
        add [packet.lba], eax           ; stage 2 lies in the first MiB
        mul word [sector_bytes]
        shr ax, 4
        add [packet.segment], ax
        jmp read_range

; int 13h for the boot drive; a BIOS may change DS.
disk_call:
        mov dl, [drive]
        int 0x13
        push cs
        pop ds
        ret

; s = s * 31 + word, over all that was read, from its end: zeros behind stage 2, which fill its last sector, don't count.
; A paragraph at a time, because stage 2 may be longer than a segment.
verify: xor ebx, ebx
        mov ax, [packet.segment]
.paragraph:
        dec ax
        mov es, ax
        mov si, 16
.word:  sub si, 4
        imul ebx, ebx, 31
        add ebx, [es:si]
        test si, si
        jnz .word
        cmp ax, CORE_START >> 4
        ja .paragraph
        mov bp, '5'
        cmp ebx, [stage2_checksum]
        jne fail
        mov dl, [drive]
        jmp 0:CORE_START

; In: bp = last digit of the error number, ebx = the wrong value. Says so on the screen and on COM1, and halts.
fail:   mov ax, bp
        mov [message.digit], al
        mov dx, COM1 + 3
        mov al, 0x80                    ; divisor latch open
        out dx, al
        mov dl, COM1 & 0xff
        mov al, 1                       ; divisor 1: 115200 baud
        out dx, al
        inc dx
        dec ax
        out dx, al
        mov dl, (COM1 + 3) & 0xff
        mov al, 3                       ; closed, 8n1
        out dx, al
        mov si, message
.text:  cld
        lodsb
        test al, al
        jz .value
        call print
        jmp .text
.value: mov cx, 8
.digit: rol ebx, 4
        mov al, bl
        and al, 15
        cmp al, 10
        sbb al, 0x69                    ; with das: 0..15 to '0'..'F'
        das
        call print
        loop .digit
.halt:  cli
        hlt
        jmp .halt

; Prints AL; keeps all, though a BIOS may not. The wait for the UART is bounded: there may be none.
print:  pushad
        push ax
        mov ah, 0x0e
        mov bx, 7
        int 0x10
        push cs
        pop ds
        xor cx, cx
        mov dx, COM1 + 5
.wait:  in al, dx
        test al, 0x20
        loopz .wait
        pop ax
        mov dl, COM1 & 0xff
        out dx, al
        popad
        ret

message:
        db 13, 10, "Lintel error L10"
.digit: db "?: try another disk, 0x", 0

        times FIELD_STAGE2_LBA - 8 - ($ - $$) db 0
packet: db 16, 0
.sectors:
        dw 0
        dw 0
.segment:
        dw CORE_START >> 4
.lba:   dq 0
stage2_sectors:
        dw 0
sector_bytes:
        dw 512
stage2_checksum:
        dd STAGE2_CHECKSUM              ; bios/build.mk computes it from stage 2

%if packet.lba - $$ != FIELD_STAGE2_LBA || stage2_sectors - $$ != FIELD_STAGE2_SECTORS || \
    sector_bytes - $$ != FIELD_SECTOR_BYTES || stage2_checksum - $$ != FIELD_STAGE2_CHECKSUM
%error "a field is not where image.h says"
%endif
        times BOOT_SECTOR_CODE_BYTES - ($ - $$) db 0
        times BOOT_SECTOR_BYTES - 2 - ($ - $$) db 0
        dw 0xaa55

; Variables, behind the sector.
absolute BOOT_SECTOR_START + BOOT_SECTOR_BYTES
drive:          resb 1
taken:          resw 1
tries_left:     resb 1
chunk_sectors:  resw 1
