; The decoder of LZ4's block format, in which most of stage 2 lies on the disk (docs/adr/0008-packed-stage-2.md). The boot sector's
; checksum has already said that the packed bytes are the ones of this build, and the build that they unpack to what was packed.
global unpack

%define MATCH_BYTES_MIN  4
%define LENGTH_GOES_ON   15             ; in half a token: bytes follow that are to be added
%define LENGTH_BYTE_MAX  255            ; and after such a byte yet another

; u8 *unpack(u8 *destination, const u8 *packed, u64 packed_bytes): the end of what it wrote.
; Each sequence is a token, literals, and a match in what was already written; the last one ends behind its literals.
; Mode: long, System V.
section .unpack progbits alloc exec
bits 64
unpack: lea r10, [rsi + rdx]
        xor eax, eax
.sequence:
        lodsb
        mov r8d, eax
        shr eax, 4
        call read_length
        rep movsb
        cmp rsi, r10
        jae .end
        lodsw                           ; how far back the match lies
        mov r9, rdi
        sub r9, rax
        mov eax, r8d
        and eax, 15
        call read_length
        add ecx, MATCH_BYTES_MIN
        xchg rsi, r9
        rep movsb                       ; byte by byte: a match may overlap what it makes
        mov rsi, r9
        jmp .sequence
.end:   mov rax, rdi
        ret

; In: eax = half a token. Out: ecx = the length, eax < 256.
read_length:
        mov ecx, eax
        cmp eax, LENGTH_GOES_ON
        jne .end
        xor eax, eax
.more:  lodsb
        add ecx, eax
        cmp al, LENGTH_BYTE_MAX
        je .more
.end:   ret

; The unit tests link this page into a program of the host, whose stack is not to become executable for it.
section .note.GNU-stack noalloc noexec nowrite progbits
