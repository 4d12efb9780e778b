// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Store
import StorePostgres
import TestEngines
import Testing

@Suite(.enabled(if: TestServer.isInstalled, "PostgreSQL is not installed"))
struct `A connection with TLS` {
    /// Each speaks over the same network, one with TLS.
    private static let servers = Result<(encrypted: TestServer, open: TestServer), any Error> {
        (try TestServer(hasTLS: true), try TestServer(hasTLS: false))
    }

    private func certificate(_ name: String, of server: TestServer) throws -> String {
        try #require(server.folder).appending(path: "\(name).crt").path
    }

    /// What is said when an address cannot be opened.
    private func refusal(of address: String) throws -> String {
        let fault = #expect(throws: StoreFault.self) { try TestEngine.postgres.open(address).close() }
        guard case .inputOutput(let sentence) = fault else {
            Issue.record("\(String(describing: fault)) is not about the connection")
            return ""
        }
        return sentence
    }

    @Test func `writes and reads when the certificate is the server's, by the authority that is trusted`() async throws
    {
        let server = try Self.servers.get().encrypted
        let place = try TemporaryPlace(on: server)
        let authority = try certificate("authority", of: server)
        let address = server.networkAddress(of: place, "sslmode=verify-full&sslrootcert=\(authority)")
        let store = try Store(
            TestEngine.postgres.open(address), systems: [Shop.system()], wiring: Shop.wiring, clock: HandClock())
        defer { try? store.close() }
        for number in Int64(0)..<10 { try await store.write(as: ID(1)) { try Shop.sell(number, 1, $0) } }
        #expect(try store.number("select count(*) from shop_sale") == 10)
        let encrypted: SQL = """
            select count(*)
              from pg_stat_ssl
              join pg_stat_activity using (pid)
             where datname = current_database() and ssl
            """
        // The connection that writes, and the one that asks.
        #expect(try store.number(encrypted) == 2)
    }

    @Test func `is refused when another authority made the certificate`() throws {
        let server = try Self.servers.get().encrypted
        let place = try TemporaryPlace(on: server)
        let stranger = try certificate("stranger", of: server)
        for mode in ["verify-ca", "verify-full"] {
            let address = server.networkAddress(of: place, "sslmode=\(mode)&sslrootcert=\(stranger)")
            #expect(try refusal(of: address).contains("certificate verify failed"))
        }
    }

    @Test func `is refused when the certificate is another host's`() throws {
        let server = try Self.servers.get().encrypted
        let place = try TemporaryPlace(on: server)
        let authority = try certificate("authority", of: server)
        let options = "sslmode=verify-full&sslrootcert=\(authority)"
        let sentence = try refusal(of: server.networkAddress(of: place, host: "elsewhere", options))
        #expect(sentence.contains(#"server certificate for "localhost" does not match host name "elsewhere""#))
    }

    @Test func `is refused when it is required and the server has none`() throws {
        let server = try Self.servers.get().open
        let place = try TemporaryPlace(on: server)
        try TestEngine.postgres.open(server.networkAddress(of: place, "sslmode=prefer")).close()
        let sentence = try refusal(of: server.networkAddress(of: place, "sslmode=require"))
        #expect(sentence.contains("server does not support SSL, but SSL was required"))
    }
}
