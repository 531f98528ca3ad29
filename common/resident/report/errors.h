/* The resident's part of the error list: sentence and hint of each, without the tables of error.c. */
#ifndef COMMON_RESIDENT_REPORT_ERRORS_H
#define COMMON_RESIDENT_REPORT_ERRORS_H
#include "common/base/error_list.h"

#define X(name, number, sentence, hint)                                                                                          \
    [[maybe_unused]] static const char name##_sentence[] = "error L" #number ": " sentence, name##_hint[] = hint;
RESIDENT_ERRORS(X)
#undef X

#endif
