// SPDX-License-Identifier: Apache-2.0

/// One address of the house and what answers there.
///
/// A plain value, so that a system declares its pages without knowing the server:
///
/// ```swift
/// Route(.get, "/products/{product}") { request in
///     .page(layout.document(try shelf.productPage(request["product"])))
/// }
/// ```
package struct Route: Sendable {
    package enum Method: String, Sendable, CaseIterable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    package typealias Handler = @Sendable (Request) async throws -> Response

    package let method: Method
    /// Starts with a slash. A segment in braces matches any one segment and gives it a name; fixed segments win over
    /// named ones.
    package let path: String
    package let handler: Handler

    /// A GET route answers HEAD too.
    package init(_ method: Method, _ path: String, handler: @escaping Handler) {
        precondition(path.hasPrefix("/"), "an address starts with a slash: \(path)")
        self.method = method
        self.path = path
        self.handler = handler
    }
}

/// What a browser asked, already decoded.
package struct Request: Sendable {
    package let method: Route.Method
    /// Decoded, without the query.
    package let path: String
    /// What the address holds at the names in braces.
    package let parameters: [String: String]
    /// What stands after the question mark, decoded, in order.
    package let query: [(name: String, value: String)]
    /// By name in lower case; the first of each name.
    package let headers: [String: String]
    package let body: [UInt8]

    package init(
        _ method: Route.Method = .get, path: String, parameters: [String: String] = [:],
        query: [(name: String, value: String)] = [], headers: [String: String] = [:], body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.parameters = parameters
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// What the address holds at a name in braces; the name must be one of the route's.
    package subscript(name: String) -> String {
        guard let value = parameters[name] else { preconditionFailure("\(path) has no part named \(name)") }
        return value
    }
}

/// What goes back. The server adds the security headers.
package struct Response: Sendable {
    package var status: Int
    /// In order; names in lower case.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    package init(status: Int = 200, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A whole document, never cached: figures are of now.
    package static func page(_ document: HTML, status: Int = 200) -> Response {
        Response(
            status: status,
            headers: [("content-type", "text/html; charset=utf-8"), ("cache-control", "no-store")],
            body: document.bytes)
    }

    /// A sentence for programs, and for what no page stands behind.
    package static func text(_ sentence: String, status: Int = 200) -> Response {
        Response(
            status: status, headers: [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store")],
            body: Array((sentence + "\n").utf8))
    }

    package static func json(_ body: [UInt8], status: Int = 200) -> Response {
        Response(
            status: status, headers: [("content-type", "application/json"), ("cache-control", "no-store")], body: body)
    }
}

/// There is nothing at this address, or not for this reader: the server answers 404 in words.
package struct NothingHere: Error, Equatable {
    package init() {}
}
