// SPDX-License-Identifier: Apache-2.0

import Kernel

/// What leaves a store unpaid, and how it learns of it.
extension StoreDay {
    /// A few units a day leave without passing a till, for every hundred customers about four.
    mutating func steal() {
        var chance = chance("theft")
        let units = chance.integer(in: 0...Int64(Swift.max(1, options.receiptsPerStoreDay / 12)))
        guard shows(.theft) else { return }
        for _ in 0..<units {
            let product = chance.choice(of: demand.stocked)
            let amount: Int64 = chain.products[product].unit == .piece ? 1_000 : 500
            guard shelf.present[product] >= amount else { continue }
            shelf.lose(product, amount)
            if memory.gaps.count < 60 { memory.gaps.append(product) }
            journal.thefts.append(
                TradeTheft(
                    site: site.code, product: chain.products[product].code, thousandths: amount,
                    occurredAt: journal.clock.at(lastServed)))
        }
    }

    /// After closing, what broke and what spoiled is thrown away.
    mutating func discard() {
        var chance = chance("discards")
        guard shows(.adjustments) else { return }
        let broken = (0..<chance.integer(in: 0...2)).map { _ in chance.choice(of: demand.stocked) }
        let clerk = chance.choice(of: clerks)
        discard(broken, for: .breakage, by: clerk, at: lastServed + 300)
        guard !demand.perishable.isEmpty else { return }
        let spoiled = (0..<chance.integer(in: 2...6)).map { _ in chance.choice(of: demand.perishable) }
        discard(spoiled, for: .expiry, by: clerk, at: lastServed + 600)
    }

    private mutating func discard(
        _ products: [Int], for reason: TradeAdjustment.Reason, by clerk: ActorCode, at time: Int
    ) {
        var lines: [TradeAdjustment.Line] = []
        for product in Set(products).sorted() {
            let unit: Int64 = chain.products[product].unit == .piece ? 1_000 : 750
            let amount = min(unit, shelf.present[product])
            guard amount > 0 else { continue }
            shelf.move(product, by: -amount)
            lines.append(.init(product: chain.products[product].code, thousandths: -amount))
        }
        guard !lines.isEmpty else { return }
        journal.note(
            .adjusted(TradeAdjustment(reason: reason, by: clerk, lines: lines)), at: time, site: site.code)
    }

    /// Every third night the next stretch of the assortment is counted, and a few shelves where somebody saw a gap.
    mutating func countSomeProducts() {
        var chance = chance("counts")
        let clerk = chance.choice(of: clerks)
        guard shows(.counts), (journal.clock.number + store) % 3 == 2 else { return }
        var products: [Int] = []
        for _ in 0..<min(24, demand.stocked.count) {
            products.append(demand.stocked[memory.countedUpTo % demand.stocked.count])
            memory.countedUpTo += 1
        }
        products += memory.gaps.prefix(4)
        memory.gaps.removeFirst(min(4, memory.gaps.count))
        let listed = Set(products).sorted().filter { chain.products[$0].isListed(on: journal.clock.day) }
        let lines = listed.map { product in
            TradeCount.Line(
                product: chain.products[product].code, counted: shelf.present[product],
                recorded: shelf.count(product))
        }
        memory.countsMade += 1
        let count = TradeCount(number: memory.countsMade, countedBy: clerk, lines: lines)
        journal.note(.counted(count), at: lastServed + 1_200, site: site.code)
    }

    private var clerks: [ActorCode] { site.staff.filter { $0.task == .stockClerk }.map(\.code) }
}
