// SPDX-License-Identifier: Apache-2.0

import Kernel

/// A customer at the door.
struct Visit {
    enum Purpose {
        case buying
        case returning(ComingBack)
        case returningWithoutReceipt
        case returningBottles
    }

    let second: Int
    let purpose: Purpose
}

extension StoreDay {
    /// Everyone who comes today, in the order of time.
    mutating func visits() -> [Visit] {
        var chance = chance("visits")
        let count = customers(&chance)
        var visits =
            memory.comingBack.removeValue(forKey: journal.clock.number).map { goods in
                goods.map { Visit(second: second(9) + Int(chance.integer(in: 0...39_000)), purpose: .returning($0)) }
            } ?? []
        if !shows(.returns) { visits = [] }
        for _ in 0..<Swift.max(1, count - visits.count) {
            let second = Self.arrival(&chance)
            let purpose = Self.purpose(&chance)
            visits.append(Visit(second: second, purpose: shows(.returns) ? purpose : .buying))
        }
        return visits.enumerated().sorted { ($0.element.second, $0.offset) < ($1.element.second, $1.offset) }.map(
            \.element)
    }

    /// Saturday is the best day, Tuesday the worst; stores differ by half; chance adds a tenth either way, the season up
    /// to a fifth.
    private func customers(_ chance: inout Seed) -> Int {
        let weekdayPercent: [Int64] = [85, 82, 88, 95, 115, 130, 105]
        let storePercent: [Int64] = [100, 120, 85, 110, 90, 105, 80, 95, 125, 75, 115, 100]
        let base = Int64(options.receiptsPerStoreDay)
        let percent = weekdayPercent[journal.clock.day.weekday - 1] * storePercent[store]
        let season = shows(.seasons) ? Season(of: journal.clock.day) : .ordinary
        return Int(base.scaled(by: percent * chance.integer(in: 90...110) * season.customers, over: 100_000_000))
    }

    /// A moment between 07:00 and 22:00, most likely around noon and after work.
    private static func arrival(_ chance: inout Seed) -> Int {
        let hours: [Int64] = [3, 4, 5, 6, 7, 9, 8, 6, 6, 8, 11, 11, 8, 5, 3]
        var draw = chance.integer(in: 1...100)
        let hour =
            hours.firstIndex { weight in
                draw -= weight
                return draw <= 0
            } ?? 0
        return second(7 + hour) + Int(chance.integer(in: 0...3_599))
    }

    private static func purpose(_ chance: inout Seed) -> Visit.Purpose {
        switch chance.integer(in: 1...1_000) {
        case 1...4: .returningWithoutReceipt
        case 5...12: .returningBottles
        default: .buying
        }
    }
}
