// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import UnixSignals
import Web

@Suite(.serialized, .timeLimit(.minutes(30))) struct `Web server` {
    @Test func `answers a route with its page and every security header`() async throws {
        try await serving { port in
            let answer = try await ask(port, "GET /products/12%2F3?sort=name+up&x=%26 HTTP/1.1")
            #expect(answer.status == 200)
            #expect(answer.body == "<p>12/3 sort=name up, x=&amp;</p>")
            #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
            #expect(answer.headers["cache-control"] == "no-store")
            expectSecurityHeaders(of: answer)
        }
    }

    @Test func `answers HEAD as GET without the body`() async throws {
        try await serving { port in
            let get = try await ask(port, "GET / HTTP/1.1")
            let head = try await ask(port, "HEAD / HTTP/1.1")
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            #expect(head.headers["content-length"] == get.headers["content-length"])
            #expect(head.headers["content-length"] == String(get.body.utf8.count))
        }
    }

    @Test func `prefers a fixed segment to a named one`() async throws {
        try await serving { port in
            try await expect(ask(port, "GET /products/new HTTP/1.1").body, is: "<p>new</p>")
        }
    }

    @Test func `says in words that nothing is there, whether no route or no such thing`() async throws {
        try await serving { port in
            for path in [
                "/nowhere", "/products", "/products/", "/products/1/", "/products/none", "//", "/%3Cscript%3E",
            ] {
                let answer = try await ask(port, "GET \(path) HTTP/1.1")
                #expect(answer.status == 404)
                #expect(answer.body.contains("<h1>There is nothing at this address</h1>"))
                #expect(!answer.body.contains("<script>"))
                expectSecurityHeaders(of: answer)
            }
        }
    }

    @Test func `refuses undeclared methods and says which are declared`() async throws {
        try await serving { port in
            for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
                let answer = try await ask(port, "\(method) / HTTP/1.1")
                #expect(answer.status == 405)
                #expect(answer.headers["allow"] == "GET, HEAD")
            }
            try await expect(ask(port, "GET /echo HTTP/1.1").headers["allow"], is: "POST, PUT")
        }
    }

    @Test func `answers an unreadable address with 400`() async throws {
        try await serving { port in
            for target in ["/%", "/%zz", "/%ff", "/?a=%", "*"] {
                try await expect(ask(port, "GET \(target) HTTP/1.1").status, is: 400)
            }
        }
    }

    @Test func `hands the body over, up to its limit`() async throws {
        try await serving { port in
            try await expect(ask(port, "POST /echo HTTP/1.1", body: "one & two").body, is: "one & two")
            let large = String(repeating: "x", count: WebServer.largestBody + 1)
            try await expect(ask(port, "POST /echo HTTP/1.1", body: large).status, is: 413)
        }
    }

    @Test func `answers a broken page with 500, without its error, and tells the one who listens`() async throws {
        let heard = Heard()
        try await serving(failed: { request, error in heard.add("\(request.path) \(error)") }) { port in
            let answer = try await ask(port, "GET /broken HTTP/1.1")
            #expect(answer.status == 500)
            #expect(!answer.body.contains("secret"))
            #expect(heard.all == ["/broken secret"])
        }
    }

    @Test func `serves assets for ever, and only once`() async throws {
        try await serving { port in
            for asset in Asset.all {
                let first = try await ask(port, "GET \(asset.path) HTTP/1.1")
                #expect(first.status == 200)
                #expect(first.body.utf8.count > 100)
                #expect(first.headers["cache-control"] == "public, max-age=31536000, immutable")
                let tag = try #require(first.headers["etag"])
                for known in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                    let second = try await ask(port, "GET \(asset.path) HTTP/1.1", headers: ["If-None-Match: \(known)"])
                    #expect(second.status == 304)
                    #expect(second.body.isEmpty)
                    #expect(second.headers["etag"] == tag)
                }
                try await expect(
                    ask(port, "GET \(asset.path) HTTP/1.1", headers: ["If-None-Match: \"x\""]).status, is: 200)
            }
            try await expect(ask(port, "GET \(Asset.look.path) HTTP/1.1").body.contains("--paper"), is: true)
        }
    }

    @Test func `listens to loopback names only, so that no other site reaches it through the browser`() async throws {
        try await serving { port in
            for host in ["127.0.0.1:\(port)", "localhost:\(port)", "LOCALHOST", "[::1]:\(port)"] {
                try await expect(ask(port, "GET / HTTP/1.1", host: host).status, is: 200)
            }
            for host in [
                "evil.example", "evil.example:\(port)", "localhost.evil.example", "127.0.0.1.evil.example", "", "[::2]",
            ] {
                let answer = try await ask(port, "GET / HTTP/1.1", host: host)
                #expect(answer.status == 421)
                #expect(!answer.body.contains("home"))
            }
        }
        try await serving(names: ["shop.example"]) { port in
            try await expect(ask(port, "GET / HTTP/1.1", host: "shop.example").status, is: 200)
            try await expect(ask(port, "GET / HTTP/1.1", host: "evil.example").status, is: 421)
        }
    }

    @Test func `refuses to act for a page of another site`() async throws {
        try await serving { port in
            func post(_ header: String) async throws -> Int {
                try await ask(port, "POST /echo HTTP/1.1", headers: [header], body: "x").status
            }
            try await expect(post("Sec-Fetch-Site: same-origin"), is: 200)
            try await expect(post("Sec-Fetch-Site: none"), is: 200)
            try await expect(post("Sec-Fetch-Site: same-site"), is: 403)
            try await expect(post("Sec-Fetch-Site: cross-site"), is: 403)
            try await expect(post("Origin: http://127.0.0.1:\(port)"), is: 200)
            try await expect(post("Origin: http://evil.example"), is: 403)
            try await expect(post("Origin: null"), is: 403)
            try await expect(post("User-Agent: curl"), is: 200)
        }
    }

    /// The signal is one that no other server of this process listens for.
    @Test func `finishes what it was asked when it is told to stop`() async throws {
        let (addresses, started) = AsyncStream.makeStream(of: Int.self)
        let slow = Route(.get, "/slow") { _ in
            kill(getpid(), SIGUSR1)
            try await Task.sleep(for: .milliseconds(300))
            return .page("<p>done</p>")
        }
        async let served: Void = WebServer(port: 0, layout: layout, routes: [slow]).run(until: [.sigusr1]) { address in
            started.yield(address.split(separator: ":").last.flatMap { Int($0) } ?? 0)
        }
        var ports = addresses.makeAsyncIterator()
        let port = try #require(await ports.next())
        try await expect(ask(port, "GET /slow HTTP/1.1").body, is: "<p>done</p>")
        try await served
    }

    @Test func `refuses to start on a port that is taken`() async throws {
        try await serving { port in
            await #expect(throws: (any Error).self) {
                try await WebServer(port: port, layout: layout, routes: []).run { _ in }
            }
        }
    }
}

private let layout = Layout(company: "Harbour Stores", sectors: [])

private struct Broken: Error, CustomStringConvertible {
    let description = "secret"
}

private final class Heard: @unchecked Sendable {
    private let lock = NSLock()
    private var heard: [String] = []
    func add(_ text: String) { lock.withLock { heard.append(text) } }
    var all: [String] { lock.withLock { heard } }
}

/// Runs a server on a port the system chooses while `body` asks it, then stops it.
private func serving(
    names: Set<String> = [], failed: @escaping @Sendable (Request, any Error) -> Void = { _, _ in },
    _ body: @escaping @Sendable (Int) async throws -> Void
) async throws {
    let echo: Route.Handler = { Response(body: $0.body) }
    let routes = [
        Route(.get, "/") { _ in .page("<p>home</p>") },
        Route(.get, "/products/{product}") { request in
            guard request["product"] != "none" else { throw NothingHere() }
            let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
            return .page("<p>\(request["product"]) \(query)</p>")
        },
        Route(.get, "/products/new") { _ in .page("<p>new</p>") },
        Route(.get, "/broken") { _ in throw Broken() },
        Route(.post, "/echo", handler: echo), Route(.put, "/echo", handler: echo),
    ]
    let server = WebServer(port: 0, names: names, layout: layout, routes: routes, failed: failed)
    let (addresses, started) = AsyncStream.makeStream(of: String.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { started.finish() }
            try await server.run { started.yield($0) }
        }
        for await address in addresses {
            let port = try #require(address.split(separator: ":").last.flatMap { Int($0) })
            #expect(address == "http://127.0.0.1:\(port)")
            try await body(port)
            break
        }
        group.cancelAll()
        // A server that is stopped before it answers all says so by throwing; only its answers matter here.
        while (try? await group.next()) != nil {}
    }
}

/// `#expect` does not take an expression that both throws and waits.
private func expect<Value: Equatable>(
    _ actual: Value, is expected: Value, at place: SourceLocation = #_sourceLocation
) {
    #expect(actual == expected, sourceLocation: place)
}

private func expectSecurityHeaders(of answer: Answer) {
    let policy = answer.headers["content-security-policy"] ?? ""
    #expect(policy.contains("default-src 'self'"))
    #expect(policy.contains("frame-ancestors 'none'"))
    #expect(!policy.contains("unsafe"))
    #expect(answer.headers["x-content-type-options"] == "nosniff")
    #expect(answer.headers["referrer-policy"] == "no-referrer")
    #expect(answer.headers["server"] == nil)
}

private struct Answer {
    let status: Int
    let headers: [String: String]
    let body: String
}

/// Asks over a plain socket, byte for byte as written, and reads until the server hangs up.
///
/// The socket blocks, so it has a thread of its own: the server needs the others.
private func ask(
    _ port: Int, _ line: String, host: String? = nil, headers: [String] = [], body: String = ""
) async throws -> Answer {
    try await withCheckedThrowingContinuation { answered in
        Thread.detachNewThread {
            answered.resume(with: Result { try exchange(port, line, host, headers, body) })
        }
    }
}

private func exchange(
    _ port: Int, _ line: String, _ host: String?, _ headers: [String], _ body: String
) throws -> Answer {
    let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(handle) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    try #require(connected == 0)
    var lines = [line, "Host: \(host ?? "127.0.0.1:\(port)")", "Connection: close"] + headers
    if !body.isEmpty { lines.append("Content-Length: \(body.utf8.count)") }
    let request = Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    var sent = 0
    while sent < request.count {
        let written = request[sent...].withUnsafeBytes { send(handle, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard written > 0 else { break }
        sent += written
    }
    // Neither side may wait for ever for the other.
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = recv(handle, &buffer, buffer.count, 0), count > 0 { received += buffer[..<count] }
    let text = String(decoding: received, as: UTF8.self)
    let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    let head = try #require(parts.first).split(separator: "\r\n")
    let status = try #require(head.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) })
    let fields = head.dropFirst().map { $0.split(separator: ":", maxSplits: 1) }
    return Answer(
        status: status,
        headers: Dictionary(
            fields.map { ($0[0].lowercased(), $0.count == 2 ? $0[1].drop { $0 == " " }.description : "") },
            uniquingKeysWith: { first, _ in first }),
        body: parts.count == 2 ? String(parts[1]) : "")
}
