// SPDX-License-Identifier: Apache-2.0

/// A column that may speak of a person, declared by the system that keeps it, so that what is known of one person can be
/// shown and erased everywhere (Regulation (EU) 2016/679, articles 15, 17 and 30).
public struct PersonalColumn: Sendable {
    public let table: String
    public let column: String
    /// What stands there, and how it is erased.
    public let meaning: String

    public init(_ table: String, _ column: String, _ meaning: String) {
        self.table = table
        self.column = column
        self.meaning = meaning
    }
}
