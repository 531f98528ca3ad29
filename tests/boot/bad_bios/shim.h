/* What the misbehaving BIOS and the program that configures it agree on. Also read by nasm: numbers only, one per line. */
#ifndef TESTS_BOOT_BAD_BIOS_SHIM_H
#define TESTS_BOOT_BAD_BIOS_SHIM_H

#define BAD_CONFIG_OFFSET 8     /* struct bad_bios_config of bad_bios.h, in the shim's image */
#define BAD_MAP_OFFSET    0xa00 /* the memory map that it gives: entries of 24 bytes         */
#define BAD_MAP_ENTRIES   400
#define BAD_IMAGE_BYTES   0x4800 /* one cylinder of a floppy disk                             */
#define BAD_SHIM_KIB      20     /* with its variables: what it takes from low memory         */

/* Quirks. Any call, and the start: */
#define BAD_CLOBBER          0x00000001 /* a call changes what it must not: registers, upper halves, segments, DF, GDT, IDT */
#define BAD_FAILS_FROM       0x00000002 /* failing_call and all that follow it fail                                         */
#define BAD_OVERWRITES_STACK 0x00000004 /* failing_call works, and overwrites the loader's stack for long mode              */
#define BAD_OVERWRITES_RSP   0x00000008 /* failing_call works, and overwrites what that stack's pointer is kept in          */

/* int 13h */
#define BAD_NO_EXTENSIONS    0x00000010 /* AH=41h fails                                   */
#define BAD_NO_SIGNATURE     0x00000020 /* AH=41h succeeds, and BX is not what it must be */
#define BAD_NO_PACKETS       0x00000040 /* AH=41h succeeds without bit 0 of CX            */
#define BAD_PARAMETERS_FAIL  0x00000080 /* AH=48h fails                                   */
#define BAD_PARAMETERS_EMPTY 0x00000100 /* AH=48h succeeds and writes nothing             */
#define BAD_SECTOR_SIZE_0    0x00000200
#define BAD_SECTOR_COUNT_0   0x00000400
#define BAD_SECTOR_COUNT_ALL 0x00000800 /* -1                                             */
#define BAD_SECTORS_4096     0x00001000 /* the disk has sectors of 4096 bytes             */
#define BAD_SECTORS_2048     0x40000000 /* or of 2048: it is a CD                         */

/* int 15h */
#define BAD_MAP_FAILS         0x00002000 /* no E820h                                                             */
#define BAD_MAP_20_BYTES      0x00004000 /* entries as before ACPI 3                                             */
#define BAD_MAP_UNWRITTEN     0x00008000 /* says 24 bytes, writes 20                                             */
#define BAD_MAP_ENDS_BY_CARRY 0x00010000 /* EBX of the last entry is not 0; the call after it fails              */
#define BAD_MAP_BEGINS_AGAIN  0x00020000 /* and the call after it gives the first entry again                    */
#define BAD_A20_CLOSED        0x00040000 /* at the start; AX=2401h fails                                         */
#define BAD_A20_STAYS_CLOSED  0x10000000 /* and whatever opens it, it is closed again                            */
#define BAD_NO_8042           0x20000000 /* with BAD_A20_CLOSED: the 8042 reads ff, and opens nothing            */

/* int 10h */
#define BAD_NO_VBE           0x00080000 /* AX comes back as it was                                               */
#define BAD_VBE_2            0x00100000 /* version 2.0: the linear pitch and masks are not filled in             */
#define BAD_LIST_IN_BLOCK    0x00200000 /* the mode list lies in the info block, and is gone after the next call */
#define BAD_MODE_INFO_STATUS 0x00400000 /* AX=4F01h fills in modes of 32 bits, and fails                         */
#define BAD_PITCH_0          0x00800000 /* of modes with 32 bits                                                 */
#define BAD_NO_LINEAR        0x01000000 /* no mode has a linear framebuffer                                      */
#define BAD_EDID_CHECKSUM    0x02000000 /* is wrong, though the rest is right */
#define BAD_EDID_ZEROS       0x04000000
#define BAD_EDID_NO_TIMING   0x08000000 /* the pixel clock of the preferred mode is 0; the checksum is right     */

#endif
