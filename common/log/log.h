/* The loader's messages: kept in memory, and written to every sink that was opened. A sink that opens late gets what was
 * said before, so nothing is lost before the configuration says where messages go. */
#ifndef COMMON_LOG_LOG_H
#define COMMON_LOG_LOG_H
#include "common/base/error.h"
#include "common/base/text.h"
#include "include/lintel/config.h"

typedef void (*log_sink)(const char *data, size_t len);

/* Nothing said, nobody listening: as a boot begins. */
void log_start(void);

/* Messages above this level are dropped; LOG_LEVEL_INFO until the configuration is known. */
void log_set_level(unsigned level);

/* Replays what was said, then follows. At most 4 sinks; opening the same one twice does nothing. */
void log_open(log_sink sink);

/* One line; see text_add for the format. `level` is a LOG_LEVEL_ of the contract. */
#define log_error(...)   log_write(LOG_LEVEL_ERROR, TEXT_VALUES(__VA_ARGS__))
#define log_warning(...) log_write(LOG_LEVEL_WARNING, TEXT_VALUES(__VA_ARGS__))
#define log_info(...)    log_write(LOG_LEVEL_INFO, TEXT_VALUES(__VA_ARGS__))
#define log_debug(...)   log_write(LOG_LEVEL_DEBUG, TEXT_VALUES(__VA_ARGS__))
void log_write(unsigned level, const struct text_value *values);

/* Number, sentence, value and hint of an error; whatever the level. */
void log_failure(struct error error);

#define LOG_LINE_BYTES 256 /* longer ones are cut */
#define LOG_BYTES      8192

/* What was said so far, for boot_info: if it was more than LOG_BYTES, the beginning in whole lines, and a line that says so. */
struct bytes log_text(void);

/* The sinks. Each is silent if its device is not there. */
void serial_write(const char *data, size_t len);   /* COM1, 115200 8n1, found by a loopback test */
void debugcon_write(const char *data, size_t len); /* port 0xe9, if it reads 0xe9                */
bool serial_present(void);
bool debugcon_present(void);
void screen_write(const char *data, size_t len); /* see screen.h                               */

#endif
