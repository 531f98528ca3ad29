; Gates of the loader's own IDT: a CPU fault in the loader is reported like any other failure.
%include "common/resident/gates.inc"

bits 64
section .text
global fault_gates
extern bios_fault

align GATE_BYTES
fault_gates:
        fault_gates_to common_gate

; On the stack: struct fault of faults.c. Interrupts are off. Does not return.
common_gate:
        mov rdi, rsp
        and rsp, -16
        cld
        call bios_fault
