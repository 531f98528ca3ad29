/* Rows that start from a network: the folder that is served, and who serves it. */
#ifndef TESTS_BOOT_NETWORK_H
#define TESTS_BOOT_NETWORK_H
#include "tests/boot/files.h"
#include "tests/boot/row.h"

/* A card that the machine starts from first, and what it is connected to. Starts our server, if the row wants that one. */
void network_words(const struct boot_row *row, const char *folder, const char *served_path, struct command *command);

/* The same for HTTP Boot of a disk image, and no other way to start. */
void network_http_words(const char *image_path, struct command *command);

/* A copy of a served folder. */
void network_copy(const char *from, const char *to);

/* Damages, for struct boot_row. */
void network_remove_ramdisk(const char *served_path);
void network_remove_manifest(const char *served_path);
void network_cut_module(const char *served_path);
void network_forget_rom(const char *served_path); /* lintel.nbp keeps nothing of what the ROM tells it */

#endif
