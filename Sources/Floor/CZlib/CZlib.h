// SPDX-License-Identifier: Apache-2.0
//
// The compression library that gzip is made of, as the Debian package zlib1g-dev brings it.

#include <zlib.h>
