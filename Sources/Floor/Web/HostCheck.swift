// SPDX-License-Identifier: Apache-2.0

/// Which names a browser may have typed to get here.
///
/// A page of another site can make its own name resolve to 127.0.0.1 and then read ours as if it were its own (DNS
/// rebinding); but the browser still says that site's name in the `Host` header.
struct HostCheck: Sendable {
    /// Nil accepts every name.
    private let accepted: Set<String>?

    init(listeningOn host: String, names: Set<String>) {
        let isLoopback = Self.loopback.contains(host) || host.hasPrefix("127.")
        accepted =
            isLoopback || !names.isEmpty
            ? Self.loopback.union(names.map { $0.lowercased() }).union([host.lowercased()]) : nil
    }

    /// - Parameter authority: the `Host` header: a name or an address, perhaps with a port.
    func accepts(_ authority: String?) -> Bool {
        guard let accepted else { return true }
        guard let authority else { return false }
        return accepted.contains(Self.name(in: authority.lowercased()))
    }

    private static let loopback: Set<String> = ["localhost", "127.0.0.1", "::1"]

    private static func name(in authority: String) -> String {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            return String(authority[authority.index(after: authority.startIndex)..<end])
        }
        return String(authority.prefix { $0 != ":" })
    }
}
