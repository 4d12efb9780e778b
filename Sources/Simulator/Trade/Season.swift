// SPDX-License-Identifier: Apache-2.0

import Kernel

/// What the time of the year does to trade: how many customers come, and what they reach for.
///
/// Per cent of an ordinary day, month by month. July is ordinary.
struct Season: Hashable {
    /// 1 to 12.
    private let month: Int

    static let ordinary = Season(month: 7)

    init(of day: Day) { month = day.month }

    private init(month: Int) { self.month = month }

    /// More before the holidays, fewer in the weeks after them.
    var customers: Int64 { Self.customers[month - 1] }

    /// How much of a department's goods customers want.
    func wishes(in department: String) -> Int64 { Self.wishes[department]?[month - 1] ?? 100 }

    private static let customers: [Int64] = [90, 92, 96, 98, 101, 100, 100, 99, 97, 100, 108, 121]

    private static let wishes: [String: [Int64]] = [
        "PRO": [84, 86, 92, 97, 104, 106, 100, 104, 101, 94, 92, 90],
        "BAK": [96, 98, 101, 104, 100, 99, 100, 99, 101, 103, 118, 132],
        "MEA": [92, 91, 94, 98, 104, 103, 100, 100, 97, 93, 121, 118],
        "FLO": [62, 190, 95, 130, 215, 105, 100, 92, 90, 88, 97, 140],
        "FRO": [82, 82, 86, 91, 97, 102, 100, 101, 93, 87, 89, 92],
        "BEV": [78, 79, 83, 88, 94, 99, 100, 99, 91, 84, 88, 104],
        "PAN": [104, 102, 101, 100, 97, 97, 100, 100, 103, 108, 128, 131],
        "HBA": [118, 114, 106, 101, 99, 101, 100, 98, 100, 104, 107, 112],
        "GEN": [70, 74, 86, 97, 106, 105, 100, 118, 104, 96, 118, 170],
    ]
}
