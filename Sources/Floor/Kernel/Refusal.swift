// SPDX-License-Identifier: Apache-2.0

/// Why a wish could not be granted, for a person and for a program.
///
/// A refusal is a typed error that carries the numbers a person needs. Programmers' mistakes are preconditions
/// instead; well-formed reality (a receipt, a bank line, a count) is never refused.
public protocol Refusal: Error, Sendable {
    /// Stable across releases: `sales.session-not-open`.
    var code: String { get }
    /// A sentence for a person: what is wrong, with its numbers, and what to do.
    var sentence: String { get }
    /// The input field it belongs to, when there is one.
    var field: String? { get }
}

extension Refusal {
    public var field: String? { nil }
}
