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
    /// The place in the request it belongs to, when there is one: `lines[2].quantity`.
    var field: String? { get }
}

extension Refusal {
    public var field: String? { nil }
}

/// A refusal with the place in the request it belongs to, which only the request's own shape can give.
public struct PlacedRefusal: Refusal, Equatable {
    public let refusal: any Refusal
    public let place: Place

    /// - Parameter place: where it is, and where in there, when the refusal has a place already.
    public init(_ refusal: any Refusal, at place: Place) {
        let inner = refusal as? PlacedRefusal
        self.refusal = inner?.refusal ?? refusal
        self.place = Place(place.parts + (inner?.place.parts ?? []))
    }

    public var code: String { refusal.code }
    public var sentence: String { refusal.sentence }
    public var field: String? { place.parts.isEmpty ? refusal.field : place.description }

    public static func == (left: PlacedRefusal, right: PlacedRefusal) -> Bool {
        left.code == right.code && left.sentence == right.sentence && left.field == right.field
    }
}
