// SPDX-License-Identifier: Apache-2.0

import Access
import BackOffice
import Foundation
import Kernel
import Store
import TestEngines
import Testing
import Web

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Programs that come over a real socket.
@Suite(.serialized, .timeLimit(.minutes(30))) struct `The API` {
    static let sale = """
        {"site":"S1","till":1,"number":7,"occurredAt":"2026-03-04T18:00:00Z","lines":[{"product":"GOODS",
        "quantity":1000,"list":1000}],"tenders":[{"kind":"cash","amount":1083}]}
        """

    struct Answer {
        let status: Int
        let headers: [String: String]
        let body: String
        /// The members of a problem, as text.
        var problem: [String: String] {
            let tree = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
            return (tree ?? [:]).mapValues { "\($0)" }
        }
    }

    /// Runs a server of a shop on a port the system chooses while `body` asks it.
    private func serving(_ body: @escaping @Sendable (Shop, Int) async throws -> Void) async throws {
        let shop = try await Shop()
        let server = WebServer(
            port: 0, layout: Layout(company: "", sectors: []),
            routes: Home.routes(of: shop.office) + API.routes(of: shop.office))
        let (addresses, started) = AsyncStream.makeStream(of: String.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { started.finish() }
                try await server.run { started.yield($0) }
            }
            for await address in addresses {
                try await body(shop, try #require(address.split(separator: ":").last.flatMap { Int($0) }))
                break
            }
            group.cancelAll()
            while (try? await group.next()) != nil {}
        }
        try await shop.expectProofs()
    }

    private func ask(
        _ port: Int, _ path: String, _ body: String = sale, key: String?, once: String? = nil, method: String = "POST"
    ) async throws -> Answer {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)")))
        request.httpMethod = method
        if method == "POST" { request.httpBody = Data(body.utf8) }
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        if let key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
        if let once { request.setValue(once, forHTTPHeaderField: "Idempotency-Key") }
        let (data, response) = try await URLSession.shared.data(for: request)
        let answer = try #require(response as? HTTPURLResponse)
        let headers = answer.allHeaderFields.map { ("\($0.key)".lowercased(), "\($0.value)") }
        return Answer(
            status: answer.statusCode, headers: Dictionary(headers) { first, _ in first },
            body: String(decoding: data, as: UTF8.self))
    }

    @Test func `does what the desk does, once for each key`() async throws {
        try await serving { shop, port in
            let key = try await shop.apiKey()
            let first = try await ask(port, "/api/sales/receipts", key: key, once: "a")
            #expect(first.status == 200)
            #expect(first.headers["content-type"] == "application/json")
            #expect(first.body.hasPrefix(#"{"due":1083,"receipt":""#) && first.body.hasSuffix(#""wasKnown":false}"#))
            let posted = try await shop.posted {
                let again = try await ask(port, "/api/sales/receipts", key: key, once: "a")
                #expect(again.status == 200 && again.body == first.body)
            }
            #expect(posted.isEmpty)
            let other = try await ask(
                port, "/api/sales/receipts", Self.sale.replacing("1083", with: "1084"), key: key, once: "a")
            #expect(other.status == 409 && other.problem["code"] == "command.key-reused")
            #expect(other.headers["content-type"] == "application/problem+json")
        }
    }

    @Test func `is audited under the actor of the key`() async throws {
        try await serving { shop, port in
            try await shop.perform(RegisterActor(code: "pos", name: "Tills", kind: .program))
            try await shop.perform(GrantRole(actor: "pos", role: .cashier))
            let key = try await shop.apiKey(of: "pos")
            _ = try await ask(port, "/api/sales/receipts", key: key, once: "audited")
            let actor = try await shop.office.actor(code: "pos")
            let audit = try await shop.read { snapshot in
                try snapshot.values(
                    "select cast(actor_id as text) || ' ' || name from command_log where idempotency_key = 'audited'",
                    as: String.self)
            }
            #expect(audit == ["\(try #require(actor)) complete-sale"])
            let forbidden = try await ask(port, "/api/catalogue/prices", #"{"prices":[]}"#, key: key, once: "b")
            #expect(forbidden.status == 403 && forbidden.problem["code"] == "command.forbidden")
        }
    }

    @Test func `lets nobody in without a key that stands`() async throws {
        try await serving { shop, port in
            let key = try await shop.apiKey()
            for wrong in [nil, "", "x", key + "0", String(key.dropLast()), APIKeySecret(key).sha256] {
                let answer = try await ask(port, "/api/sales/receipts", key: wrong, once: "a")
                #expect(answer.status == 401 && answer.problem["code"] == "api.no-key", "\(wrong ?? "none")")
                #expect(answer.headers["www-authenticate"] == "Bearer")
            }
            let issued = try await shop.read { try $0.number("select max(key_id) from access_api_key") }
            try await shop.perform(RevokeAPIKey(apiKey: ID(issued)))
            #expect(try await ask(port, "/api/sales/receipts", key: key, once: "a").status == 401)
        }
    }

    @Test func `says what is wrong with a request, and what to do`() async throws {
        try await serving { shop, port in
            let key = try await shop.apiKey()
            let keyless = try await ask(port, "/api/sales/receipts", key: key)
            #expect(keyless.status == 400 && keyless.problem["code"] == "api.no-idempotency-key")
            let nowhere = try await ask(port, "/api/sales/nothing", key: key, once: "a")
            #expect(nowhere.status == 404 && nowhere.problem["code"] == "api.no-such-address")
            let looked = try await ask(port, "/api/sales/receipts", key: key, once: "a", method: "GET")
            #expect(looked.status == 405 && looked.headers["allow"] == "POST")
            let unread = try await ask(port, "/api/sales/sessions", #"{"site":"S1"}"#, key: key, once: "b")
            #expect(unread.status == 422)
            #expect(unread.problem["code"] == "command.malformed" && unread.problem["field"] == "till")
            let refused = try await ask(
                port, "/api/sales/session-closings",
                #"{"site":"S1","till":1,"counted":-1,"occurredAt":"2026-03-04T18:00:00Z"}"#, key: key, once: "c")
            #expect(
                refused.problem == [
                    "type": "about:blank", "status": "422", "code": "command.out-of-range", "field": "counted",
                    "detail":
                        "This cannot be read as close-session: counted must be from 0 through 10000000000000 minor units, not -1.",
                ])
            let large = String(repeating: " ", count: WebServer.largestBody + 1)
            #expect(try await ask(port, "/api/sales/receipts", large, key: key, once: "d").status == 413)
        }
    }

    @Test func `asks for patience when the store has none, and keeps its own faults to itself`() throws {
        let answer = try #require(API.answer(to: StoreFault.busy("too many writes are waiting")))
        #expect(answer.status == 503)
        #expect(answer.headers.contains { $0.name == "retry-after" && $0.value == "1" })
        #expect(String(decoding: answer.body, as: UTF8.self).contains(#""code":"store.busy""#))
        #expect(API.answer(to: StoreFault.corrupt("secret")) == nil)
    }

    @Test func `says why nothing can be written now, and when to try again`() throws {
        for fault in [StoreFault.diskFull("no room"), .inputOutput("no room"), .readOnly("no room")] {
            let answer = try #require(API.answer(to: fault))
            #expect(answer.status == 503)
            #expect(answer.headers.contains { $0.name == "retry-after" && $0.value == "10" })
            let body = String(decoding: answer.body, as: UTF8.self)
            #expect(body.contains(#""code":"store.unavailable""#) && body.contains("no room"))
        }
        #expect(API.answer(to: StoreFault.interrupted("the server left"))?.status == 503)
    }

    /// Without a digest the key is made here, told once, and kept nowhere.
    @Test func `issues a key that only its owner knows`() async throws {
        let shop = try await Shop()
        let answer = try await shop.office.issueKey(
            Array(#"{"actor":"owner","label":"tills"}"#.utf8), as: FirstActors.owner, key: Self.drawn)
        let text = String(decoding: answer, as: UTF8.self)
        let secret = try #require(text.firstMatch(of: /"key":"(nsk_[0-9a-f]{64})"/)).1
        let file = try Data(contentsOf: shop.place.url.appending(path: "nightshift.sqlite"))
        let journal = (try? Data(contentsOf: shop.place.url.appending(path: "nightshift.sqlite-wal"))) ?? Data()
        for bytes in [file, journal] {
            for known in [String(secret), String(secret.dropFirst(4)), Self.drawn] {
                #expect(bytes.range(of: Data(known.utf8)) == nil)
            }
        }
        let digest = APIKeySecret(secret).sha256
        #expect(try await shop.read { try AccessReading.actor(apiKey: digest, $0) } == FirstActors.owner)
    }

    /// An answer may be lost on its way, with the key in it.
    @Test func `issues the same key to who asks again`() async throws {
        let shop = try await Shop()
        func issue(_ json: String, _ key: String?) async throws -> String {
            String(
                decoding: try await shop.office.issueKey(Array(json.utf8), as: FirstActors.owner, key: key),
                as: UTF8.self)
        }
        func count() async throws -> Int64 {
            try await shop.read { try $0.number("select count(*) from access_api_key") }
        }
        let wish = #"{"actor":"owner","label":"tills"}"#
        let first = try await issue(wish, Self.drawn)
        #expect(try await issue(wish, Self.drawn) == first)
        #expect(try await count() == 1)
        await #expect(throws: CommandRefusal.self) { try await issue(#"{"actor":"owner"}"#, Self.drawn) }
        #expect(try await issue(wish, nil) != issue(wish, nil))
        #expect(try await count() == 3)
        for guessable in [
            "k", String(Self.drawn.dropLast()), String(repeating: "0", count: 64), Self.drawn.uppercased(),
        ] {
            await #expect(throws: APIKeyRefusal.guessable) { try await issue(wish, guessable) }
        }
        let other = #"{"actor":"owner","sha256":"\#(APIKeySecret("other").sha256)"}"#
        #expect(try await issue(other, "k") == issue(other, "k"))
        let misspelt = await #expect(throws: CommandRefusal.self) {
            try await issue(#"{"actor":"owner","lable":"x"}"#, nil)
        }
        #expect(misspelt?.field == "lable")
        try await shop.expectProofs()
    }

    private static let drawn = "3f0c9e7a51d24b86a0f7c3d9e8b16a425d70c1f2938e4b6a7d05c9f3e1a8b264"

    @Test func `digests a key as the standard says`() {
        // FIPS 180-2, appendix B.1.
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(APIKeySecret("abc").sha256 == digest)
    }
}
