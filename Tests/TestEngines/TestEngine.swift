// SPDX-License-Identifier: Apache-2.0

package import Foundation
import StorePostgres
import StoreSQLite
package import Store
package import Testing

/// The engines that a test runs on.
package enum TestEngine: String, CaseIterable, Sendable {
    case sqlite, postgres

    /// The engine of the test that runs; `.onBothEngines` sets it.
    @TaskLocal package static var current = TestEngine.sqlite

    /// The engine on a folder or an address.
    package func open(_ data: String) throws -> any Engine {
        switch self {
        case .sqlite: try SQLiteEngine(folder: URL(filePath: data))
        case .postgres: try PostgresEngine(PostgresAddress(data), readerCount: 4)
        }
    }
}

/// A place of its own for one test, removed with it: a folder, or a database with a folder beside it.
package final class TemporaryPlace: Sendable {
    package let engine: TestEngine
    package let url: URL
    /// What `--data` is given: the folder's path, or the database's address.
    package let data: String
    private let database: TestServer.Database?

    /// - Parameter engine: the one the test runs on.
    package convenience init(_ engine: TestEngine = .current) throws {
        switch engine {
        case .sqlite: try self.init(in: nil)
        case .postgres: try self.init(on: TestServer.shared.get())
        }
    }

    /// A database of a server that the test has started.
    package convenience init(on server: TestServer) throws { try self.init(in: server.makeDatabase()) }

    private init(in database: TestServer.Database?) throws {
        engine = database == nil ? .sqlite : .postgres
        url = FileManager.default.temporaryDirectory.appending(path: "nightshift-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        self.database = database
        data = database?.address ?? url.path
    }

    /// The name of its database; nothing for a folder.
    package var name: String { database?.name ?? "" }

    /// The address of the same database on another server, such as a standby.
    package func data(on server: TestServer) -> String { server.address(of: name) }

    /// The engine on this place; the caller closes it.
    package func open() throws -> any Engine {
        try engine.open(data)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}

/// Runs each test of a suite once on SQLite and once on PostgreSQL.
///
/// Without PostgreSQL on the machine the second half is left out with a line that says so; on a build server
/// (`CI=true`) that is a failure.
package struct OnBothEngines: SuiteTrait, TestTrait, TestScoping {
    package let isRecursive = true

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        guard testCase != nil else { return try await function() }
        for engine in TestEngine.allCases where engine.isThere {
            try await TestEngine.$current.withValue(engine, operation: function)
        }
    }
}

extension TestEngine {
    /// Whether tests can run on it here.
    package var isThere: Bool {
        guard self == .postgres, case .failure(let error) = TestServer.shared else { return true }
        if ProcessInfo.processInfo.environment["CI"] == "true" { Issue.record(error) }
        return false
    }
}

extension Trait where Self == OnBothEngines {
    package static var onBothEngines: OnBothEngines { OnBothEngines() }
}
