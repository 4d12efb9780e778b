// SPDX-License-Identifier: Apache-2.0

import Foundation
import StorePostgres
import Synchronization

/// A PostgreSQL server for one run of the tests: the one that NIGHTSHIFT_POSTGRES names (an address whose user may make
/// databases), or a new one in a temporary folder, which ends with this process however that ends.
final class TestServer: Sendable {
    /// An address without a database, and what follows it.
    private let prefix: String
    private let suffix: String
    private let databases = Mutex(0)
    /// Closed when this process ends, which stops the server.
    private let lifeline: FileHandle?

    static let shared = Result<TestServer, any Error> { try TestServer() }

    /// A database of its own, dropped when nobody needs it any more.
    final class Database: Sendable {
        let address: String
        private let name: String
        private let server: TestServer

        fileprivate init(_ name: String, _ server: TestServer) throws {
            self.name = name
            self.server = server
            address = server.address(of: name)
            try server.run("create database \(name) template template0 encoding 'UTF8'")
        }

        deinit { try? server.run("drop database if exists \(name) with (force)") }
    }

    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    private init() throws {
        if let named = ProcessInfo.processInfo.environment["NIGHTSHIFT_POSTGRES"] {
            guard var parts = URLComponents(string: named) else { throw Missing(description: "no address: \(named)") }
            suffix = parts.percentEncodedQuery.map { "?\($0)" } ?? ""
            parts.query = nil
            parts.path = ""
            prefix = parts.string ?? named
            lifeline = nil
        } else {
            let (folder, lifeline) = try Self.start()
            self.lifeline = lifeline
            prefix = "postgres://"
            suffix = "?host=\(folder)&user=nightshift"
        }
    }

    func makeDatabase() throws -> Database {
        let number = databases.withLock { count in
            count += 1
            return count
        }
        return try Database("nightshift_test_\(ProcessInfo.processInfo.processIdentifier)_\(number)", self)
    }

    private func address(of database: String) -> String { "\(prefix)/\(database)\(suffix)" }

    private func run(_ statement: String) throws {
        try PostgresEngine.administer(PostgresAddress(address(of: "postgres")), statement)
    }

    /// Makes a cluster and starts its server; returns the folder of its socket.
    private static func start() throws -> (String, FileHandle) {
        guard let programs = programs() else {
            let reason = "PostgreSQL is not installed (apt-get install postgresql): its half of the tests is left out"
            FileHandle.standardError.write(Data("\(reason)\n".utf8))
            throw Missing(description: reason)
        }
        // The server may not run as root. What it needs is all in its own folder.
        let process = Process()
        let isRoot = getuid() == 0
        process.executableURL = URL(fileURLWithPath: isRoot ? "/usr/sbin/runuser" : "/bin/sh")
        process.arguments = (isRoot ? ["-u", "postgres", "--", "/bin/sh"] : []) + ["-c", script, "sh", programs]
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let folder = said.trimmingCharacters(in: .whitespacesAndNewlines)
        guard folder.hasPrefix("/") else { throw Missing(description: "PostgreSQL does not start here") }
        return (folder, input.fileHandleForWriting)
    }

    /// Says the folder when the server answers, and stops it when standard input ends.
    private static let script = """
        set -e
        folder=$(mktemp -d)
        trap 'rm -rf "$folder"' EXIT
        "$1/initdb" --pgdata="$folder/data" --username=nightshift --auth=trust --encoding=UTF8 --locale=C \
          --no-sync >"$folder/log" 2>&1
        "$1/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off -c full_page_writes=off \
          -c max_connections=1000 -c shared_buffers=64MB -c max_wal_size=4GB -c autovacuum=off \
          >>"$folder/log" 2>&1 </dev/null &
        server=$!
        until "$1/pg_isready" -q -h "$folder"; do
          kill -0 "$server"
          sleep 0.05
        done
        echo "$folder"
        cat >/dev/null
        kill -QUIT "$server"
        wait "$server" || true
        """

    /// The folder of the server's programs: the newest version that is installed.
    private static func programs() -> String? {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return versions.compactMap(Int.init).sorted().reversed().map { "\(root)/\($0)/bin" }
            .first { FileManager.default.isExecutableFile(atPath: "\($0)/initdb") }
    }
}
