// SPDX-License-Identifier: Apache-2.0

/// A kind of matter that a system brings before people. It is declared in the system's table of contents, and nothing is
/// raised without one.
public struct MatterKind: Hashable, Sendable {
    /// Stable, because it is kept: `till-open`.
    public let name: String
    /// For people: `A till was left open`.
    public let title: String
    /// One sentence: what happens if nobody answers.
    public let unanswered: String

    public init(_ name: String, _ title: String, unanswered: String) {
        self.name = name
        self.title = title
        self.unanswered = unanswered
    }
}
