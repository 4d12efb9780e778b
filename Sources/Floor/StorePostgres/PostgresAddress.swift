// SPDX-License-Identifier: Apache-2.0

import Foundation
import Store

/// Where a PostgreSQL database is: `postgres://user:password@host:port/database?sslmode=verify-full`.
///
/// Everything that libpq understands may stand in it. One parameter is ours: `pooler=transaction` says that a pooler
/// such as pgbouncer hands out a server for one transaction at a time, so that nothing may be left behind in a session:
/// statements are then sent with their text each time.
package struct PostgresAddress: Sendable, Equatable {
    /// What libpq is given, with the password.
    let connectionString: String
    /// Whether a statement that was prepared once will be there in the next transaction.
    let keepsStatements: Bool

    /// Whether a text is such an address, rather than a folder.
    package static func names(_ text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    }

    /// - Throws: `StoreFault.inputOutput` when the address cannot be read.
    package init(_ text: String) throws {
        guard Self.names(text), var parts = URLComponents(string: text) else {
            throw StoreFault.inputOutput("this is no address of a PostgreSQL database; write postgres://user@host/name")
        }
        let pooler = parts.queryItems?.last { $0.name == "pooler" }?.value
        guard pooler == nil || pooler == "transaction" || pooler == "session" else {
            throw StoreFault.inputOutput("pooler is transaction or session, not \(pooler ?? "")")
        }
        keepsStatements = pooler != "transaction"
        let others = parts.percentEncodedQueryItems?.filter { $0.name != "pooler" } ?? []
        parts.percentEncodedQueryItems = others.isEmpty ? nil : others
        guard let string = parts.string else {
            throw StoreFault.inputOutput("this is no address of a PostgreSQL database; write postgres://user@host/name")
        }
        connectionString = string
    }
}

extension PostgresAddress: CustomStringConvertible, CustomReflectable {
    /// The address without its password, for people and logs.
    package var description: String {
        guard var parts = URLComponents(string: connectionString) else { return "postgres://" }
        parts.password = nil
        parts.percentEncodedQueryItems = parts.percentEncodedQueryItems?.filter {
            $0.name == "host" || $0.name == "port"
        }
        if parts.percentEncodedQueryItems?.isEmpty ?? false { parts.percentEncodedQueryItems = nil }
        return parts.string ?? "postgres://"
    }

    /// Nothing that prints a value's parts shows the password.
    package var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
