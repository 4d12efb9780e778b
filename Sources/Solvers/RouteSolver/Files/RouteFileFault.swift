// SPDX-License-Identifier: Apache-2.0

/// Why a file is not what was expected: on which line, in which field.
public struct RouteFileFault: Error, Equatable, CustomStringConvertible {
    /// From one.
    public let line: Int
    /// As the file spells it: `DEMAND_SECTION`, `stops[3].windows[0]`.
    public let field: String
    public let expected: String
    /// The word that stands there instead, cut to a readable length; nil where nothing stands or more than a word.
    public let found: String?

    init(_ line: Int, _ field: String, _ expected: String, found: (some StringProtocol)? = String?.none) {
        self.line = line
        self.field = field
        self.expected = expected
        self.found = found.map { $0.count > 40 ? $0.prefix(40) + "…" : String($0) }
    }

    public var description: String {
        "line \(line), \(field): expected \(expected)\(found.map { ", found \"\($0)\"" } ?? "")"
    }
}
