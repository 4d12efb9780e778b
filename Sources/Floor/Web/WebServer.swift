// SPDX-License-Identifier: Apache-2.0

import Hummingbird

/// Answers browsers.
package struct WebServer: Sendable {
    /// - Parameters:
    ///   - host: where to listen; the loopback address unless the owner says otherwise.
    ///   - port: 0 lets the system choose.
    ///   - names: host names, besides loopback's, under which browsers may ask; empty means: on loopback only loopback
    ///     names, elsewhere any name.
    ///   - layout: the frame of the pages that say that something is not there.
    ///   - failed: hears every error that became a 500.
    package init(
        host: String = "127.0.0.1", port: Int = 8080, names: Set<String> = [], layout: Layout, routes: [Route],
        failed: @escaping @Sendable (Request, any Error) -> Void = { _, _ in }
    ) {}

    /// Serves until SIGTERM or SIGINT, or until its task is cancelled; requests under way are answered first.
    ///
    /// - Parameter started: is told the address once browsers can ask, such as `http://127.0.0.1:8080`.
    /// - Throws: when the port is taken or may not be used.
    package func run(started: @escaping @Sendable (_ address: String) -> Void) async throws {}
}
