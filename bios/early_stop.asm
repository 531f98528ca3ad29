; The end before there is any C: prints an error of the one list on the screen and on COM1, and halts.
%include "common/cpu/ports.inc"

global early_stop

%define VALUE_MARK  1                   ; stands in a text where its value goes; see tools/gen/early_errors.c

section .real
bits 16

; Mode: real, DS = 0, SS valid. In: si = one of the texts below, eax = the wrong value. Does not return.
early_stop:
        mov ebp, eax
        call open_serial
.next:  cld
        lodsb
        test al, al
        jz .halt
        cmp al, VALUE_MARK
        je .value
        call print
        jmp .next
.value: call print_hexadecimal
        jmp .next
.halt:  cli
        hlt
        jmp .halt

; In: ebp = the number. Without leading zeros, as the core prints it.
print_hexadecimal:
        mov al, '0'
        call print
        mov al, 'x'
        call print
        mov cx, 8
.skip:  rol ebp, 4
        test bp, 15
        jnz .digit
        loop .skip
        inc cx                          ; the number is 0: its last digit is printed
        jmp .digit
.next:  rol ebp, 4
.digit: mov bx, bp
        and bx, 15
        mov al, [digits + bx]
        call print
        loop .next
        ret

; 115200 8n1.
open_serial:
        mov dx, COM1 + 3
        mov al, 0x80                    ; divisor latch open
        out dx, al
        mov dx, COM1
        mov al, 1
        out dx, al
        inc dx
        mov al, 0
        out dx, al
        mov dx, COM1 + 3
        mov al, 3                       ; closed, 8n1
        out dx, al
        ret

; In: al. Keeps all registers, though a BIOS may not. The wait for the UART is bounded: there may be none.
print:  pushad
        push ds
        push ax
        mov ah, 0x0e
        mov bx, 7
        int 0x10
        mov dx, COM1 + 5
        xor cx, cx
.wait:  in al, dx
        test al, 0x20
        loopz .wait
        pop ax
        mov dx, COM1
        out dx, al
        pop ds
        popad
        ret

digits: db "0123456789abcdef"
%include "bios/early_errors.inc"
