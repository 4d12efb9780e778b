// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The target of a request, decoded: `/products/12%2F3?sort=name` is the segments `products` and `12/3`.
package struct Address {
    /// For a person; a slash within a segment looks like any other.
    package let path: String
    package let segments: [String]
    package let query: [(name: String, value: String)]

    /// Nil when the percent signs or the bytes behind them make no sense, or the path does not start with a slash.
    package init?(_ target: String) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = parts.first, path.hasPrefix("/") else { return nil }
        var segments: [String] = []
        for segment in RouteTable.split(String(path)) {
            guard let text = String(segment).removingPercentEncoding else { return nil }
            segments.append(text)
        }
        var query: [(name: String, value: String)] = []
        if parts.count == 2 {
            for pair in parts[1].split(separator: "&") {
                let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard let name = Self.decoded(sides[0]), let value = Self.decoded(sides.count == 2 ? sides[1] : "")
                else { return nil }
                query.append((name, value))
            }
        }
        self.path = "/" + segments.joined(separator: "/")
        self.segments = segments
        self.query = query
    }

    private static func decoded(_ text: Substring) -> String? {
        text.replacing("+", with: " ").removingPercentEncoding
    }
}
