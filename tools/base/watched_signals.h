/* Signals that are read by whoever waits for other things too. */
#ifndef TOOLS_BASE_WATCHED_SIGNALS_H
#define TOOLS_BASE_WATCHED_SIGNALS_H

/* From here on a child's end, and what would end us, are read from this signalfd and not delivered: none can end us and leave a
 * child behind. -1 with errno: it could not be made. */
int watched_signals_open(void);

#endif
