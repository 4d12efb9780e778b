// SPDX-License-Identifier: Apache-2.0
//
// PostgreSQL's own client library, as the Debian package libpq-dev brings it.

#include <libpq-fe.h>
