; The loader's last instructions, and the resident's code as bytes to copy. 64-bit, System V convention on every door.
bits 64
default rel
section .text

; _Noreturn void resident_leap(u64 root_phys, u64 target_virt, u64 data_virt)
; Aligned to more than its size, so that it never straddles two pages.
align 16
global resident_leap
resident_leap:
        mov     cr3, rdi
        mov     rdi, rdx
        jmp     rsi

global resident_blob, resident_blob_bytes
resident_blob:
        incbin  "resident.bin"
.end:
align 4
resident_blob_bytes:
        dd      resident_blob.end - resident_blob
