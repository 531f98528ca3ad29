; Gates of the loader's own IDT: one a vector, GATE_BYTES apart. For some exceptions the CPU pushes an error code; the others get 0, so
; that every report finds the same stack: vector, error code, rip, cs, rflags, rsp, ss. System V convention on every door.
bits 64
section .text
global fault_gates
extern loader_fault

%include "common/fault_gates.inc"

%define HAS_ERROR_CODE(vector) ((1 << (vector)) & 0x60227d00)   ; 8, 10-14, 17, 21, 29, 30

align GATE_BYTES
fault_gates:
%assign vector 0
%rep GATE_COUNT
        align   GATE_BYTES
%if HAS_ERROR_CODE(vector) == 0
        push    0
%endif
        push    vector
        jmp     strict near common_gate
%assign vector vector + 1
%endrep

; On the stack: struct stack_frame of fault.c. Interrupts are off. Does not return.
common_gate:
        mov     rdi, rsp
        and     rsp, -16
        cld
        call    loader_fault
