/* @file on a command line: the file's words take its place (quotes and backslashes as GNU's tools read them). */
#ifndef KIT_DRIVER_RESPONSE_H
#define KIT_DRIVER_RESPONSE_H

#include "base/kit.h"

/* Replaces *argc and *argv by an expanded copy; a file that cannot be read stays as it is, as in GNU's tools.
   False after a reported error (files that include each other). */
bool response_expand(Kit *kit, const char *tool, int *argc, char ***argv);

#endif
