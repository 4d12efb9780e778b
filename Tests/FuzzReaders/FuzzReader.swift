// SPDX-License-Identifier: Apache-2.0

package import Foundation
import Kernel

/// A reader of what comes from outside, as a fuzzer calls it.
///
/// It may refuse whatever it is given; it may not crash, hang, or hold on to memory.
package struct FuzzReader: Sendable {
    package let name: String
    /// Good input to begin with.
    package let samples: [String]
    /// Makes what the reader needs and gives it back, ready to read.
    private let make: @Sendable (_ folder: URL) throws -> (_ input: [UInt8]) -> Void

    init(
        _ name: String, _ samples: [String], make: @escaping @Sendable (URL) throws -> (_ input: [UInt8]) -> Void
    ) {
        self.name = name
        self.samples = samples
        self.make = make
    }

    /// One that reads a text and needs nothing else.
    init(_ name: String, _ samples: [String], text read: @escaping @Sendable (String) throws -> Void) {
        self.init(name, samples) { _ in { input in try? read(String(decoding: input, as: UTF8.self)) } }
    }

    /// Ready to read.
    ///
    /// - Parameter folder: an empty one, for what the reader writes.
    package func ready(in folder: URL) throws -> (_ input: [UInt8]) -> Void { try make(folder) }

    package static let all: [FuzzReader] = TextReaders.all + FileReaders.all + ShopReaders.all + RouteReaders.all
}
