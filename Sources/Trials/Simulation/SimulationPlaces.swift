// SPDX-License-Identifier: Apache-2.0

package import BackOffice
package import Foundation
import StorePostgres

/// Places of their own for the seeds of a simulation: a folder or a database for each.
package enum SimulationPlaces: Sendable {
    /// Folders that are removed with what is in them.
    case temporary
    /// This folder for one seed, folders in it for several; they stay.
    case folders(in: URL)
    /// This database for one seed; for several, databases beside it, which are dropped.
    case databases(beside: URLComponents)

    /// - Parameter text: what `--data` says, if anything.
    /// - Throws: `StoreFault` when an address cannot be read.
    package init(_ text: String?) throws {
        guard let text else {
            self = .temporary
            return
        }
        switch try DataPlace(text) {
        case .folder(let folder): self = .folders(in: folder)
        case .database: self = .databases(beside: URLComponents(string: text) ?? URLComponents())
        }
    }

    /// An empty place for one of `count` seeds.
    package func make(for seed: UInt64, of count: Int) throws -> DataPlace {
        let place = try place(for: seed, of: count)
        if count > 1, case .databases(let address) = self {
            try administer("create database \(quoted(name(for: seed, beside: address)))", address)
        }
        return place
    }

    /// Takes away what nobody will look at again. What could not be taken away stays.
    package func remove(_ seed: UInt64, of count: Int) {
        switch self {
        case .temporary:
            try? FileManager.default.removeItem(at: temporaryFolder(for: seed))
        case .folders: break
        case .databases(let address):
            guard count > 1 else { return }
            try? administer("drop database \(quoted(name(for: seed, beside: address))) with (force)", address)
        }
    }

    private func place(for seed: UInt64, of count: Int) throws -> DataPlace {
        switch self {
        case .temporary: return .folder(temporaryFolder(for: seed))
        case .folders(let folder): return .folder(count == 1 ? folder : folder.appending(path: "seed-\(seed)"))
        case .databases(var address):
            if count > 1 { address.path = "/" + name(for: seed, beside: address) }
            return try DataPlace(address.string ?? "")
        }
    }

    private func temporaryFolder(for seed: UInt64) -> URL {
        let name = "nightshift-simulation-\(seed)-\(ProcessInfo.processInfo.processIdentifier)"
        return FileManager.default.temporaryDirectory.appending(path: name)
    }

    private func name(for seed: UInt64, beside address: URLComponents) -> String {
        "\(address.path.dropFirst())_seed_\(seed)"
    }

    private func quoted(_ name: String) -> String {
        "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }

    private func administer(_ statement: String, _ address: URLComponents) throws {
        try PostgresEngine.administer(PostgresAddress(address.string ?? ""), statement)
    }
}
