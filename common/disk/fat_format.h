/* Where the fields of a FAT boot sector and of a directory entry lie (Microsoft FAT specification 1.03; for long names, the
 * section on long directory entries). */
#ifndef COMMON_DISK_FAT_FORMAT_H
#define COMMON_DISK_FAT_FORMAT_H

#define FAT_BOOT_SECTOR_BYTES 512

#define BPB_SECTOR_BYTES    11
#define BPB_CLUSTER_SECTORS 13
#define BPB_RESERVED        14 /* sectors before the first FAT                          */
#define BPB_FAT_COUNT       16
#define BPB_ROOT_ENTRIES    17 /* FAT32: 0                                              */
#define BPB_TOTAL_16        19 /* sectors; 0: see BPB_TOTAL_32                          */
#define BPB_MEDIA           21
#define BPB_FAT_SECTORS_16  22 /* FAT32: 0                                              */
#define BPB_TOTAL_32        32
#define BPB_FAT_SECTORS_32  36 /* this and the next three are FAT32's                   */
#define BPB_FLAGS           40 /* bit 7: one FAT is active, its number in bits 0 to 3   */
#define BPB_VERSION         42
#define BPB_ROOT_CLUSTER    44
#define BPB_FSINFO          48 /* the sector of FSInfo                                  */
#define BPB_BACKUP          50 /* the sector of the boot sector's copy                  */
#define BPB_SERIAL_32       67
#define BPB_SIGNATURE       510
#define BPB_SIGNATURE_IS    0xaa55

#define BPB_MEDIA_REMOVABLE 0xf0
#define BPB_MEDIA_FIXED     0xf8 /* and what is above */

#define BPB_FLAG_ONE_FAT   0x80
#define BPB_FLAGS_FAT_MASK 0x0f

/* The kind follows from the number of clusters and from nothing else. */
#define FAT12_CLUSTERS_MAX 4084u
#define FAT16_CLUSTERS_MAX 65524u
#define FAT32_CLUSTERS_MAX 0x0ffffff5u
#define FAT_FIRST_CLUSTER  2u

#define DIRENT_BYTES        32
#define DIRENT_NAME_BYTES   11
#define DIRENT_ATTRIBUTES   11
#define DIRENT_CASE         12 /* which parts of the short name are in small letters */
#define DIRENT_CLUSTER_HIGH 20 /* FAT32 only: other systems keep other things here */
#define DIRENT_CLUSTER_LOW  26
#define DIRENT_SIZE         28

#define DIRENT_SMALL_BASE      0x08
#define DIRENT_SMALL_EXTENSION 0x10

#define DIRENT_END     0x00 /* first byte: no entries behind this one      */
#define DIRENT_DELETED 0xe5 /* first byte                                  */
#define DIRENT_E5      0x05 /* first byte: stands for a name's leading E5h */

#define ATTRIBUTE_VOLUME_LABEL   0x08
#define ATTRIBUTE_DIRECTORY      0x10
#define ATTRIBUTE_LONG_NAME      0x0f /* all of these four bits ...  */
#define ATTRIBUTE_LONG_NAME_MASK 0x3f /* ... and none of the others  */

#define LONG_SEQUENCE      0
#define LONG_SEQUENCE_MASK 0x1f
#define LONG_SEQUENCE_LAST 0x40
#define LONG_CHECKSUM      13
#define LONG_CHARS         13 /* characters per entry */

/* Hints about free clusters; their signatures are the formatter's. */
#define FSINFO_FREE_COUNT 488
#define FSINFO_NEXT_FREE  492

#define FAT32_ENTRY_MASK 0x0fffffffu /* the upper four bits are reserved            */
#define FAT32_ENTRY_END  0x0fffffffu /* this and the seven below it end a chain     */

#endif
