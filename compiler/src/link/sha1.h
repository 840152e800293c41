/* SHA-1 (RFC 3174), for build ids: a name for the output's bytes, not a protection. */
#ifndef KIT_LINK_SHA1_H
#define KIT_LINK_SHA1_H

#include "base/base.h"

void sha1(const u8 *data, size_t size, u8 digest[20]);

#endif
