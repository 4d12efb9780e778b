// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
package import UnixSignals

/// Answers browsers.
package struct WebServer: Sendable {
    /// Bytes of a request's body; more is refused with 413.
    package static let largestBody = 8 * 1_024 * 1_024

    private let host: String
    private let port: Int
    private let hosts: HostCheck
    private let layout: Layout
    private let table: RouteTable
    private let failed: @Sendable (Request, any Error) -> Void

    /// - Parameters:
    ///   - host: where to listen; the loopback address unless the owner says otherwise.
    ///   - port: 0 lets the system choose.
    ///   - names: host names, besides loopback's, under which browsers may ask; empty means: on loopback only loopback
    ///     names, elsewhere any name.
    ///   - layout: the frame of the pages that say that something is not there.
    ///   - failed: hears every error that became a 500.
    package init(
        host: String = "127.0.0.1", port: Int = 8080, names: Set<String> = [], layout: Layout, routes: [Route],
        failed: @escaping @Sendable (Request, any Error) -> Void = { _, _ in }
    ) {
        self.host = host
        self.port = port
        self.layout = layout
        self.failed = failed
        hosts = HostCheck(listeningOn: host, names: names)
        table = RouteTable(routes + Asset.all.map(\.route))
    }

    /// Serves until one of `signals` comes or its task is cancelled; requests under way are answered first.
    ///
    /// - Parameter started: is told the address once browsers can ask, such as `http://127.0.0.1:8080`.
    /// - Throws: when the port is taken or may not be used.
    package func run(
        until signals: [UnixSignal] = [.sigterm, .sigint], started: @escaping @Sendable (_ address: String) -> Void
    ) async throws {
        let application = Application(
            responder: CallbackResponder { (request, _: BasicRequestContext) in try await respond(to: request) },
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname(host, port: port)),
            onServerRunning: { channel in
                let name = host.contains(":") ? "[\(host)]" : host
                started("http://\(name):\(channel.localAddress?.port ?? port)")
            },
            logger: Logger(label: "web") { _ in SwiftLogNoOpLogHandler() })
        try await application.runService(gracefulShutdownSignals: signals)
    }

    private func respond(to request: Hummingbird.Request) async throws -> Hummingbird.Response {
        var answer = try await answer(to: request)
        answer.headers += Self.securityHeaders
        var fields = HTTPFields()
        for (name, value) in answer.headers {
            guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a header") }
            fields.append(HTTPField(name: name, value: value))
        }
        let status = HTTPResponse.Status(code: answer.status)
        guard request.method == .head else {
            return .init(
                status: status, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
        }
        fields[.contentLength] = String(answer.body.count)
        return .init(status: status, headers: fields)
    }

    private func answer(to request: Hummingbird.Request) async throws -> Response {
        guard hosts.accepts(request.head.authority) else {
            return .text("This server does not answer to that name.", status: 421)
        }
        guard let address = Address(request.head.path ?? "/") else {
            return .text("This address cannot be read.", status: 400)
        }
        let method = Route.Method(rawValue: request.method == .head ? "GET" : request.method.rawValue)
        switch table.answer(method, address.segments) {
        case .nothing:
            return .page(layout.document(MessagePage.nothing(at: address.path), at: address.path), status: 404)
        case .otherMethods(let methods):
            var answer = Response.page(layout.document(MessagePage.wrongMethod, at: address.path), status: 405)
            answer.headers.append(("allow", Self.allow(methods)))
            return answer
        case .route(let route, let parameters):
            guard route.method == .get || Self.comesFromOurPages(request) else {
                return .text("This came from a page of another site, so it was not done.", status: 403)
            }
            let body: ByteBuffer
            do {
                body = try await request.body.collect(upTo: Self.largestBody)
            } catch is NIOTooManyBytesError {
                return .text("This is more than \(Self.largestBody) bytes.", status: 413)
            }
            return await run(
                route,
                Request(
                    route.method, path: address.path, parameters: parameters, query: address.query,
                    headers: Dictionary(
                        request.headers.map { ($0.name.canonicalName, $0.value) },
                        uniquingKeysWith: { first, _ in first }),
                    body: Array(buffer: body)))
        }
    }

    private func run(_ route: Route, _ request: Request) async -> Response {
        do {
            return try await route.handler(request)
        } catch is NothingHere {
            return .page(layout.document(MessagePage.nothing(at: request.path), at: request.path), status: 404)
        } catch {
            failed(request, error)
            return .page(layout.document(MessagePage.broken, at: request.path), status: 500)
        }
    }

    /// Browsers say where a request comes from; programs without that header (the command line) are no one's victim.
    private static func comesFromOurPages(_ request: Hummingbird.Request) -> Bool {
        if let name = HTTPField.Name("sec-fetch-site"), let site = request.headers[name] {
            return site == "same-origin" || site == "none"
        }
        guard let origin = request.headers[.origin] else { return true }
        guard let authority = request.head.authority else { return false }
        return origin == "http://\(authority)" || origin == "https://\(authority)"
    }

    private static func allow(_ methods: [Route.Method]) -> String {
        methods.flatMap { $0 == .get ? ["GET", "HEAD"] : [$0.rawValue] }.joined(separator: ", ")
    }

    private static let securityHeaders = [
        (
            name: "content-security-policy",
            value: "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
        ),
        (name: "x-content-type-options", value: "nosniff"),
        (name: "x-frame-options", value: "DENY"),
        (name: "referrer-policy", value: "no-referrer"),
        (name: "cross-origin-opener-policy", value: "same-origin"),
        (name: "cross-origin-resource-policy", value: "same-origin"),
    ]
}
