// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a model: where, in which field, and what was expected there.
public struct RouteModelFault: Error, Equatable, CustomStringConvertible {
    /// The part of the model that is wrong.
    public enum Subject: Hashable, Sendable {
        case model, travel
        case depot(Int), vehicle(Int), stop(Int)
    }

    public let subject: Subject
    /// The subject's name, where it has one.
    public let name: String
    /// As it is spelt in the model: `windows[1]`.
    public let field: String
    public let expected: String

    init(_ subject: Subject, _ name: String = "", _ field: String, _ expected: String) {
        self.subject = subject
        self.name = name
        self.field = field
        self.expected = expected
    }

    public var description: String { "\(subject)\(name.isEmpty ? "" : " '\(name)'"), \(field): expected \(expected)" }
}

extension RouteModelFault.Subject: CustomStringConvertible {
    public var description: String {
        switch self {
        case .model: "the model"
        case .travel: "the travel"
        case .depot(let index): "depot \(index)"
        case .vehicle(let index): "vehicle \(index)"
        case .stop(let index): "stop \(index)"
        }
    }
}
