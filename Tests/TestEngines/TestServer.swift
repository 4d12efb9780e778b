// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import Store
import StorePostgres
import Synchronization

/// A PostgreSQL server for tests, in a temporary folder. It ends when nobody needs it any more, and with this process
/// however that ends.
package final class TestServer: Sendable {
    /// An address without a database, and what follows it.
    private let prefix: String
    private let suffix: String
    private let databases = Mutex(0)
    /// Where its socket is, and all that it has; nil for one that somebody else has started.
    package let folder: URL?
    private let port: UInt16
    /// Closed when this process ends, which stops the server.
    private let lifeline: FileHandle?

    /// The one for a run of the tests: the one that NIGHTSHIFT_POSTGRES names (an address whose user may make databases),
    /// or a new one.
    static let shared = Result<TestServer, any Error> {
        let named = ProcessInfo.processInfo.environment["NIGHTSHIFT_POSTGRES"]
        return try named.map { try TestServer(at: $0) } ?? TestServer()
    }

    /// A primary and a standby that follows it, for tests that leave both what they are.
    package static let pair = Result<(primary: TestServer, standby: TestServer), any Error> {
        let primary = try TestServer()
        return (primary, try primary.makeStandby())
    }

    /// A database of its own, dropped when nobody needs it any more.
    final class Database: Sendable {
        let address: String
        let name: String
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

    private init(at named: String) throws {
        guard var parts = URLComponents(string: named) else { throw Missing(description: "no address: \(named)") }
        suffix = parts.percentEncodedQuery.map { "?\($0)" } ?? ""
        parts.query = nil
        parts.path = ""
        prefix = parts.string ?? named
        folder = nil
        port = 0
        lifeline = nil
    }

    /// - Parameters:
    ///   - cluster: a script that makes `data` in the server's folder.
    ///   - port: the one its socket is named by; settings may let it be listened to as well.
    ///   - settings: of the server, beside those that all have.
    private init(_ cluster: String, port: UInt16 = 5432, _ settings: [String] = []) throws {
        let (folder, lifeline) = try Self.start(cluster, port, settings)
        self.folder = URL(filePath: folder)
        self.port = port
        self.lifeline = lifeline
        prefix = "postgres://"
        suffix = "?host=\(folder)&port=\(port)&user=nightshift"
    }

    /// A new server, reached through its socket alone.
    package convenience init() throws { try self.init(Self.newCluster) }

    /// A new server that listens to this machine's own network.
    ///
    /// - Parameter hasTLS: whether it speaks TLS, with a certificate for localhost by the authority of `authority.crt` in
    ///   its folder. The authority of `stranger.crt` has given it none.
    package convenience init(hasTLS: Bool) throws {
        let encryption = ["ssl=on", "ssl_cert_file=../server.crt", "ssl_key_file=../server.key"]
        try self.init(
            hasTLS ? "\(Self.newCluster)\n\(Self.certificates)" : Self.newCluster, port: Self.freePort(),
            ["listen_addresses=127.0.0.1"] + (hasTLS ? encryption : []))
    }

    /// A new server that follows this one, which is one of ours.
    package func makeStandby(_ settings: String...) throws -> TestServer {
        guard let folder else { throw Missing(description: "only a server of the tests' own has standbys") }
        let copy = """
            "$programs/pg_basebackup" --pgdata=data --host='\(folder.path)' --port=\(port) --username=nightshift \
              --checkpoint=fast --wal-method=stream --write-recovery-conf --no-sync
            """
        return try TestServer(copy, settings)
    }

    /// Whether servers can be started here.
    package static var isInstalled: Bool { programs() != nil }

    /// The address of a place's database over the network.
    ///
    /// - Parameter options: parameters of libpq, such as `sslmode=require`.
    package func networkAddress(of place: TemporaryPlace, host: String = "localhost", _ options: String) -> String {
        "postgres:///\(place.name)?host=\(host)&hostaddr=127.0.0.1&port=\(port)&user=nightshift&\(options)"
    }

    /// Asks a number.
    package func ask(_ question: SQL) throws -> Int64 {
        try PostgresEngine.ask(PostgresAddress(address(of: "postgres")), question)
    }

    /// Waits until everything that `primary` has committed so far can be read here.
    package func catchUp(with primary: TestServer) async throws {
        let end = try primary.ask("select cast(pg_current_wal_flush_lsn() - '0/0' as bigint)")
        try await Self.wait(for: "the standby") {
            try ask("select cast(pg_last_wal_replay_lsn() - '0/0' as bigint)") >= end
        }
    }

    /// Makes a standby a primary, and returns when it is one.
    package func promote() throws { try run("select pg_promote()") }

    /// Looks again and again until `condition` holds, for five minutes at most: tests run side by side.
    package static func wait(for what: String, until condition: () throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(300)
        while try !condition() {
            guard ContinuousClock.now < end else { throw Missing(description: "\(what) was waited for in vain") }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    func makeDatabase() throws -> Database {
        let number = databases.withLock { count in
            count += 1
            return count
        }
        return try Database("nightshift_test_\(ProcessInfo.processInfo.processIdentifier)_\(number)", self)
    }

    func address(of database: String) -> String { "\(prefix)/\(database)\(suffix)" }

    package func run(_ statement: String) throws {
        try PostgresEngine.administer(PostgresAddress(address(of: "postgres")), statement)
    }

    /// Makes a cluster and starts its server; returns the folder of its socket.
    private static func start(
        _ cluster: String, _ port: UInt16, _ settings: [String]
    ) throws -> (String, FileHandle) {
        guard let programs = programs() else {
            let reason = "PostgreSQL is not installed (apt-get install postgresql): its half of the tests is left out"
            FileHandle.standardError.write(Data("\(reason)\n".utf8))
            throw Missing(description: reason)
        }
        // The server may not run as root. What it needs is all in its own folder.
        let process = Process()
        let isRoot = getuid() == 0
        process.executableURL = URL(fileURLWithPath: isRoot ? "/usr/sbin/runuser" : "/bin/sh")
        process.arguments =
            (isRoot ? ["-u", "postgres", "--", "/bin/sh"] : [])
            + ["-c", script(cluster), "sh", programs, "\(port)"] + settings.flatMap { ["-c", $0] }
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
    private static func script(_ cluster: String) -> String {
        """
        set -e
        programs=$1 port=$2 running=
        shift 2
        folder=$(mktemp -d)
        trap '[ "$running" ] || cat "$folder/log" >&2; rm -rf "$folder"' EXIT
        cd "$folder"
        exec 3>&1 >log 2>&1
        \(cluster)
        "$programs/postgres" -D data -k "$folder" -p "$port" -c listen_addresses= -c fsync=off -c full_page_writes=off \
          -c max_connections=1000 -c shared_buffers=64MB -c max_wal_size=4GB -c autovacuum=off "$@" \
          </dev/null 3>&- &
        server=$!
        until "$programs/pg_isready" -q -h "$folder" -p "$port"; do
          kill -0 "$server"
          sleep 0.05
        done
        running=yes
        echo "$folder" >&3
        exec 3>&-
        cat >/dev/null
        kill -QUIT "$server"
        wait "$server" || true
        """
    }

    private static let newCluster = """
        "$programs/initdb" --pgdata=data --username=nightshift --auth=trust --encoding=UTF8 --locale=C --no-sync
        """

    /// PostgreSQL's packages bring openssl with them.
    private static let certificates = """
        for name in authority stranger; do
          openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$name" -keyout $name.key -out $name.crt
        done
        openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr
        openssl x509 -req -in server.csr -CA authority.crt -CAkey authority.key -CAcreateserial -days 2 -out server.crt
        """

    /// A port of this machine to which nobody listens at the moment.
    private static func freePort() throws -> UInt16 {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
                bind(listener, name, length) == 0 && getsockname(listener, name, &length) == 0
            }
        }
        guard isBound else { throw Missing(description: "this machine has no free port") }
        return UInt16(bigEndian: address.sin_port)
    }

    /// The folder of the server's programs: the newest version that is installed.
    private static func programs() -> String? {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return versions.compactMap(Int.init).sorted().reversed().map { "\(root)/\($0)/bin" }
            .first { FileManager.default.isExecutableFile(atPath: "\($0)/initdb") }
    }
}
