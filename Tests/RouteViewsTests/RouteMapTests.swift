// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RouteViews

@Suite struct `A map` {
}
