; Gates of the loader's own IDT: a CPU fault in the loader is reported like any other failure.
bits 64
section .text
global fault_gates
extern bios_fault

; One gate a vector, FAULT_GATE_BYTES of faults.c apart. For some exceptions the CPU pushes an error code; the others get 0.
%define HAS_ERROR_CODE(vector) ((1 << (vector)) & 0x60227d00)   ; 8, 10-14, 17, 21, 29, 30

align 16
fault_gates:
%assign vector 0
%rep 32
        align 16
%if HAS_ERROR_CODE(vector) == 0
        push 0
%endif
        push vector
        jmp strict near common_gate
%assign vector vector + 1
%endrep

; On the stack: struct fault of faults.c. Interrupts are off. Does not return.
common_gate:
        mov rdi, rsp
        and rsp, -16
        cld
        call bios_fault
