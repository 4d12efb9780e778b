// SPDX-License-Identifier: Apache-2.0

/// The answer of what has nothing to tell but that it is done: `{}`.
public struct Done: Shaped, Equatable {
    public init() {}

    public static let shape = Shape<Done>(make: Done.init)
}
