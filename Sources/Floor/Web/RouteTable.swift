// SPDX-License-Identifier: Apache-2.0

/// Finds the route of an address.
struct RouteTable: Sendable {
    enum Answer {
        case route(Route, parameters: [String: String])
        /// Something is there, but for other methods.
        case otherMethods([Route.Method])
        case nothing
    }

    private enum Segment: Hashable {
        case fixed(Substring)
        case named(Substring)

        init(_ text: Substring) {
            self = text.hasPrefix("{") && text.hasSuffix("}") ? .named(text.dropFirst().dropLast()) : .fixed(text)
        }

        var isNamed: Bool { if case .named = self { true } else { false } }
    }

    private struct Entry {
        let segments: [Segment]
        let route: Route

        /// What distinguishes two entries: names do not.
        var shape: String {
            route.method.rawValue
                + segments.map { if case .fixed(let text) = $0 { "/" + text } else { "/{}" } }.joined()
        }
    }

    private let entries: [Entry]

    /// Two routes of one method and shape are a mistake in the source.
    init(_ routes: [Route]) {
        let entries = routes.map { route in
            Entry(segments: Self.split(route.path).map(Segment.init), route: route)
        }
        let shapes = Dictionary(grouping: entries, by: \.shape)
        for (shape, same) in shapes { precondition(same.count == 1, "\(shape) is declared \(same.count) times") }
        self.entries = entries.sorted { left, right in
            left.segments.lexicographicallyPrecedes(right.segments) { !$0.isNamed && $1.isNamed }
        }
    }

    /// - Parameter segments: of the address, decoded.
    func answer(_ method: Route.Method?, _ segments: [String]) -> Answer {
        var others: Set<Route.Method> = []
        for entry in entries {
            guard let parameters = Self.match(segments, entry.segments) else { continue }
            if entry.route.method == method { return .route(entry.route, parameters: parameters) }
            others.insert(entry.route.method)
        }
        return others.isEmpty ? .nothing : .otherMethods(Route.Method.allCases.filter(others.contains))
    }

    /// The parts between slashes of an address that starts with one; none for `/`.
    static func split(_ path: String) -> [Substring] {
        path == "/" ? [] : path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    }

    private static func match(_ segments: [String], _ pattern: [Segment]) -> [String: String]? {
        guard segments.count == pattern.count else { return nil }
        var parameters: [String: String] = [:]
        for (text, segment) in zip(segments, pattern) {
            switch segment {
            case .fixed(let fixed): guard fixed == text else { return nil }
            case .named(let name):
                guard !text.isEmpty else { return nil }
                parameters[String(name)] = text
            }
        }
        return parameters
    }
}
