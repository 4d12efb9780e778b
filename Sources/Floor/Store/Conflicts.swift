// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel

/// Tries a group of writes again when it and another transaction stood in each other's way, or the store went away in
/// the middle of it.
struct Conflicts {
    private var chance: Seed

    /// How often a group is begun before its callers are told.
    private static let attempts = 6

    init(node: Int64) { chance = Seed(UInt64(bitPattern: node)).stream("conflicts") }

    /// Whether an error is about the whole group, so that no single write of it failed.
    static func concern(_ error: any Error) -> Bool {
        switch error as? StoreFault {
        case .conflict, .interrupted, .uncertain: true
        default: false
        }
    }

    /// Whether what failed left nothing behind and may succeed when it is run again.
    private static func mayPass(_ error: any Error) -> Bool {
        switch error as? StoreFault {
        case .conflict, .interrupted: true
        default: false
        }
    }

    /// Runs `body` until it ends without a conflict or an interruption, waiting longer each time, and never twice the
    /// same.
    mutating func retrying<Value>(_ body: () throws -> Value) throws -> Value {
        for attempt in 1..<Self.attempts {
            do { return try body() } catch  where Self.mayPass(error) {
                let milliseconds = chance.integer(in: 1...(5 << Int64(attempt)))
                Thread.sleep(forTimeInterval: Double(milliseconds) / 1_000)
            }
        }
        return try body()
    }
}
