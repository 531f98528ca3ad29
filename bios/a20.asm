; Opening address line A20: test first, because most machines have it open and every way to open it hangs some machine.
bits 16
section .real
global open_a20

%define WRAP_OFFSET   0x500             ; 0:0500 and FFFF:0510 are the same word if A20 is closed
%define PORT_8042_DATA   0x60
%define PORT_8042_STATUS 0x64
%define PORT_FAST_A20    0x92

; Mode: real, SS valid. Out: zero flag clear if A20 is open. Clobbers all but SP.
open_a20:
        call a20_is_open
        jnz .end
        mov ax, 0x2401
        int 0x15
        call a20_is_open
        jnz .end
        call open_by_8042
        call wait_until_open
        jnz .end
        in al, PORT_FAST_A20
        or al, 2
        and al, 0xfe                    ; bit 0 resets the machine
        out PORT_FAST_A20, al
        call wait_until_open
.end:   ret

; Two patterns, so that a word that happens to be equal does not deceive. Both words are restored. Out: zero flag clear if open.
a20_is_open:
        push ds
        push es
        xor ax, ax
        mov ds, ax
        dec ax
        mov es, ax
        push word [ds:WRAP_OFFSET]
        push word [es:WRAP_OFFSET + 16]
        mov bx, 0x5aa5
        call .differs
        jz .restore
        not bx
        call .differs
.restore:
        pop word [es:WRAP_OFFSET + 16]
        pop word [ds:WRAP_OFFSET]
        pop es
        pop ds
        ret
.differs:
        mov [ds:WRAP_OFFSET], bx
        mov ax, bx
        not ax
        mov [es:WRAP_OFFSET + 16], ax
        cmp [ds:WRAP_OFFSET], ax
        ret

; The line may take a while to open. Out: as a20_is_open.
wait_until_open:
        mov cx, 0xffff
.again: push cx
        call a20_is_open
        pop cx
        jnz .end
        loop .again
        test cx, cx
.end:   ret

; Command D1h writes the output port, whose bit 1 is A20. Gives up where no 8042 answers.
open_by_8042:
        cli                             ; a key pressed now has the BIOS talk to the 8042 between our command and its data
        call wait_8042
        jnz .end
        mov al, 0xd1
        out PORT_8042_STATUS, al
        call wait_8042
        jnz .end
        mov al, 0xdf
        out PORT_8042_DATA, al
        call wait_8042
.end:   sti
        ret

; Until the input buffer is empty; a machine without the controller reads ff for ever. Out: zero flag set if ready.
wait_8042:
        mov cx, 0xffff
.again: in al, PORT_8042_STATUS
        test al, 2
        loopnz .again
        ret
