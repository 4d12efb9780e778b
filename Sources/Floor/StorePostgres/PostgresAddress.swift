// SPDX-License-Identifier: Apache-2.0

import Foundation
import Store

/// Where a PostgreSQL database is: `postgres://user:password@host:port/database?sslmode=verify-full`.
///
/// Everything that libpq understands may stand in it. Of several hosts, such as `postgres://user@one,two/database`, the
/// one that writes is meant, unless `target_session_attrs` says otherwise: `prefer-standby` for reports. One parameter is
/// ours: `pooler=transaction` says that a pooler such as pgbouncer hands out a server for one transaction at a time, so
/// that nothing may be left behind in a session: statements are then sent with their text each time.
package struct PostgresAddress: Sendable, Equatable {
    /// What libpq is given, with the password.
    let connectionString: String
    /// Whether a statement that was prepared once will be there in the next transaction.
    let keepsStatements: Bool
    /// Whether several servers are named: a primary and those that may take its place.
    let namesSeveralHosts: Bool
    /// Whether no standby will do, whatever the text says.
    private(set) var mustBePrimary = false
    private let shown: String

    /// The same database, on whichever server is the primary.
    var ofPrimary: PostgresAddress {
        var address = self
        address.mustBePrimary = true
        return address
    }

    /// Whether a text is such an address, rather than a folder.
    package static func names(_ text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    }

    /// - Throws: `StoreFault.inputOutput` when the address cannot be read.
    package init(_ text: String) throws {
        guard let parts = Parts(text) else {
            throw StoreFault.inputOutput("this is no address of a PostgreSQL database; write postgres://user@host/name")
        }
        let pooler = parts.query.last { $0.name == "pooler" }?.value
        guard pooler == nil || pooler == "transaction" || pooler == "session" else {
            throw StoreFault.inputOutput("pooler is transaction or session, not \(pooler ?? "")")
        }
        keepsStatements = pooler != "transaction"
        connectionString = parts.text { $0 != "pooler" }
        namesSeveralHosts = parts.namesSeveralHosts
        shown = parts.withoutPassword
    }

    /// An address as libpq takes it apart. Several hosts may stand in it, each with a port, so that it is no URL.
    private struct Parts {
        let scheme: Substring
        /// User and password, as they were written.
        let credentials: Substring?
        /// Hosts and path.
        let place: Substring
        let query: [(name: String, value: String, text: Substring)]

        init?(_ text: String) {
            guard PostgresAddress.names(text), !text.contains("\0"), let begin = text.firstRange(of: "://") else {
                return nil
            }
            scheme = text[..<begin.upperBound]
            var rest = text[begin.upperBound...]
            if let end = rest.firstIndex(where: { $0 == "@" || $0 == "/" }), rest[end] == "@" {
                credentials = rest[..<end]
                rest = rest[rest.index(after: end)...]
            } else {
                credentials = nil
            }
            let question = rest.firstIndex(of: "?")
            place = rest[..<(question ?? rest.endIndex)]
            let pairs = question.map { rest[$0...].dropFirst().split(separator: "&") } ?? []
            query = pairs.map { pair in
                let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let words = sides.map { $0.removingPercentEncoding ?? String($0) }
                return (words[0], words.count > 1 ? words[1] : "", pair)
            }
        }

        var namesSeveralHosts: Bool {
            let named = query.filter { $0.name == "host" || $0.name == "hostaddr" }.map(\.value)
            return place.prefix { $0 != "/" }.contains(",") || named.contains { $0.contains(",") }
        }

        func text(of part: (String) -> Bool) -> String {
            scheme + (credentials.map { $0 + "@" } ?? "") + place + queryText(of: part)
        }

        /// What a person may see: user, hosts, database.
        var withoutPassword: String {
            // Something was not quoted as it should be, and may be a part of the password.
            guard !place.contains("@") else { return String(scheme) }
            let user = credentials.map { $0.prefix { $0 != ":" } + "@" } ?? ""
            return scheme + user + place + queryText { $0 == "host" || $0 == "port" }
        }

        private func queryText(of part: (String) -> Bool) -> String {
            let kept = query.filter { part($0.name) }.map(\.text)
            return kept.isEmpty ? "" : "?" + kept.joined(separator: "&")
        }
    }
}

extension PostgresAddress: CustomStringConvertible, CustomReflectable {
    /// The address without its password, for people and logs.
    package var description: String { shown }

    /// Nothing that prints a value's parts shows the password.
    package var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
