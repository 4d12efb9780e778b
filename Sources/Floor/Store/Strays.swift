// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// What a command of something that happened had with it, and nobody knows.
public struct Strays: Sendable {
    public let command: String
    /// The first of the members; one that many elements of a list have stands here once.
    public let places: [Place]
    /// How many more there were.
    public let leftOut: Int
    /// The first site that the command names; nil when it names none.
    public let site: Code<Site>?

    /// Nil when everything is known.
    init?<C: Command>(of command: C, _ json: JSONReader) {
        guard !json.strays.isEmpty else { return nil }
        self.command = C.name
        places = json.strays.map(\.place)
        leftOut = json.straysLeftOut
        site = C.shape.first(Code<Site>.self, in: command)
    }
}
