// SPDX-License-Identifier: Apache-2.0

package import Foundation
import Store
package import StorePostgres
import StoreSQLite

/// Where a retailer's data lies: a folder of this machine, or a database that several machines share.
package enum DataPlace: Sendable, CustomStringConvertible {
    case folder(URL)
    case database(PostgresAddress)

    /// - Parameter text: the path of a folder, or `postgres://user:password@host:port/database?sslmode=...`.
    /// - Throws: `StoreFault` when an address cannot be read.
    package init(_ text: String) throws {
        self =
            PostgresAddress.names(text)
            ? .database(try PostgresAddress(text)) : .folder(URL(fileURLWithPath: text))
    }

    /// The place for people, as it was given, but never with a password.
    package var description: String {
        switch self {
        case .folder(let folder): folder.relativePath
        case .database(let address): address.description
        }
    }

    /// Whether a retailer was put there before.
    package func holdsData() throws -> Bool {
        switch self {
        case .folder(let folder):
            FileManager.default.fileExists(atPath: folder.appending(path: "nightshift.sqlite").path)
        case .database(let address): try PostgresEngine.holdsData(address)
        }
    }

    /// What the data takes on the disk, in bytes.
    package func byteCount() throws -> Int64 {
        switch self {
        case .folder(let folder):
            let path = folder.appending(path: "nightshift.sqlite").path
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            return (attributes[.size] as? NSNumber)?.int64Value ?? 0
        case .database(let address): return try PostgresEngine.byteCount(address)
        }
    }

    /// The engine on this place; a folder is made when it is missing, a database is not.
    func engine() throws -> any Engine {
        switch self {
        case .folder(let folder):
            do {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            } catch {
                throw StoreFault.readOnly("cannot make the folder \(folder.path)")
            }
            return try SQLiteEngine(folder: folder)
        case .database(let address): return try PostgresEngine(address)
        }
    }
}
