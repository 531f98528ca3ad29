/* Text from outside, which may be anything, for programs and terminals that want UTF-8 without control characters. */
#ifndef TOOLS_BASE_UTF8_H
#define TOOLS_BASE_UTF8_H
#include "common/base/bytes.h"

/* The length of the character at the front: 1 to 4; 0 if there is none, or if it is no character of XML 1.0 (§2.2), which has no
 * control characters but tab, line feed and carriage return. */
size_t utf8_character_len(struct bytes text);

/* Takes out of a string what is no such character, and line breaks and tabs too. */
void utf8_clean_line(char *line);

#endif
