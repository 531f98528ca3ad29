/* What the screen's lines are drawn in, by their beginning: the log's and the resident's report look alike. 0xrrggbb, on black.
 */
#ifndef COMMON_LOG_COLOURS_H
#define COMMON_LOG_COLOURS_H

#define RGB_TEXT    0xd0d0d0
#define RGB_DETAIL  0x909090 /* "  "      */
#define RGB_TITLE   0x88b8ff /* "Lintel"  */
#define RGB_ERROR   0xff6060 /* "error"   */
#define RGB_WARNING 0xf0d050 /* "warning" */
#define RGB_HINT    0x50d8e8 /* "hint"    */

#endif
