// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// A request was answered, and nothing came of it: a till was opened as it was already.
///
/// Only facts are sealed, so the desk tells this of a request that is kept and told nothing else. Nobody answers it.
public struct RequestAnswered: Fact, Shaped, Equatable {
    public static let name = "RequestAnswered"

    public let command: String

    public init(command: String) { self.command = command }

    public static let shape = Shape<RequestAnswered>(
        Field("command", \.command, "What was asked for."), make: RequestAnswered.init)
}
