// SPDX-License-Identifier: Apache-2.0

/// What a company may decide beforehand, so that the back office need not ask a person each time.
///
/// The system whose decision it is declares the policy; Organisation keeps the values that companies give it.
public struct Policy: Hashable, Sendable {
    /// As `set-policy` names it: `till-difference`.
    public let name: String
    /// What holds until the company says otherwise.
    public let standard: Int64
    /// What a company may say.
    public let allowed: ClosedRange<Int64>
    /// What the value means, with its unit, as the end of a sentence.
    public let meaning: String

    public init(_ name: String, standard: Int64, allowed: ClosedRange<Int64>, meaning: String) {
        precondition(allowed.contains(standard), "what holds at first is allowed: \(name)")
        self.name = name
        self.standard = standard
        self.allowed = allowed
        self.meaning = meaning
    }
}
