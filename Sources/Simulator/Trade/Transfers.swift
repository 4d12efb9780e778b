// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Lorries of the distribution centre: loaded in the evening, unloaded at a store before it opens.
extension SampleTrade {
    /// Every store is served three evenings a week; half of them on Monday, Wednesday and Friday, the others on the
    /// days between.
    mutating func loadLorries(_ journal: inout Journal) {
        let weekday = journal.clock.day.weekday
        var chance = journal.clock.chance(chain.seed, "lorries")
        for store in stores.indices where weekday < 7 && store % 2 == (weekday + 1) % 2 {
            let lines = demand.stocked.compactMap { product in loadedLine(product, for: store) }
            let time = second(17) + store * 600 + Int(chance.integer(in: 0...500))
            guard !lines.isEmpty else { continue }
            transfersMade += 1
            let transfer = TradeTransfer(
                number: transfersMade, from: chain.distributionCentre.code, to: chain.sites[store].code,
                handledBy: clerk(at: centre, &chance), lines: lines)
            lorries[store] = transfer
            journal.note(.transferShipped(transfer), at: time, site: transfer.from)
        }
    }

    private mutating func loadedLine(_ product: Int, for store: Int) -> TradeTransfer.Line? {
        guard !demand.isDirect[product] else { return nil }
        let pack = demand.caseThousandths[product]
        let available = shelves[centre].present[product] / pack * pack
        let amount = Swift.min(shortfall(of: product, at: store), available)
        guard amount > 0 else { return nil }
        shelves[centre].move(product, by: -amount)
        return TradeTransfer.Line(product: chain.products[product].code, thousandths: amount)
    }

    /// One lorry in ten arrives with a line or two short, and what is missing stays missing.
    mutating func unloadLorry(at store: Int, _ journal: inout Journal) {
        guard let loaded = lorries.removeValue(forKey: store) else { return }
        var chance = journal.clock.chance(chain.seed, "unloading", at: store)
        let clerk = clerk(at: store, &chance)
        let time = second(5) + Int(chance.integer(in: 0...4_000))
        let isShort = chance.chance(1, in: 10) && options.parts.contains(.shortTransfers)
        let shortLines = isShort ? (0...1).map { _ in Int(chance.integer(in: 0...Int64(loaded.lines.count - 1))) } : []
        let lines = loaded.lines.enumerated().map { offset, line in
            let pack = demand.caseThousandths[chain.index(of: line.product)]
            let found = shortLines.contains(offset) ? line.thousandths - pack : line.thousandths
            return TradeTransfer.Line(product: line.product, thousandths: found)
        }
        for line in lines { shelves[store].move(chain.index(of: line.product), by: line.thousandths) }
        let received = TradeTransfer(
            number: loaded.number, from: loaded.from, to: loaded.to, handledBy: clerk, lines: lines)
        journal.note(.transferReceived(received), at: time, site: loaded.to)
    }

    private func clerk(at place: Int, _ chance: inout Seed) -> ActorCode {
        chance.choice(of: chain.sites[place].staff.filter { $0.task == .stockClerk }).code
    }
}
