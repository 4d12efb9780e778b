// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Goods that suppliers bring: to the distribution centre, and dairy and bread to the stores' own doors.
extension SampleTrade {
    /// Fills every shelf before the first day.
    mutating func openStock(_ journal: inout Journal) {
        for place in shelves.indices {
            var lines: [TradeOpeningStock.Line] = []
            for product in demand.stocked {
                let amount = wanted(product, at: place)
                guard amount > 0 else { continue }
                shelves[place].move(product, by: amount)
                lines.append(
                    .init(product: chain.products[product].code, thousandths: amount, unitCost: costs[product]))
            }
            journal.noteOpening(TradeOpeningStock(lines: lines), site: chain.sites[place].code)
        }
    }

    /// Each supplier's lorry of the day at a place.
    mutating func takeDeliveries(at place: Int, _ journal: inout Journal) {
        let isCentre = place == centre
        var chance = journal.clock.chance(chain.seed, "deliveries", at: place)
        let clerks = chain.sites[place].staff.filter { $0.task == .stockClerk }
        for supplier in chain.suppliers {
            guard (supplier.route == .toDistributionCentre) == isCentre,
                supplier.weekdays.contains(journal.clock.day.weekday), let products = assortment[supplier.code]
            else { continue }
            let time =
                isCentre
                ? second(6) + Int(chance.integer(in: 0...28_000)) : second(5) + Int(chance.integer(in: 0...5_000))
            let clerk = chance.choice(of: clerks).code
            let lines = products.compactMap { deliveryLine($0, at: place) }
            guard !lines.isEmpty else { continue }
            notesMade[supplier.code, default: 0] += 1
            let note = "\(supplier.code)-\(padded(notesMade[supplier.code] ?? 0, to: 6))"
            let delivery = TradeDelivery(note: note, supplier: supplier.code, receivedBy: clerk, lines: lines)
            journal.note(.delivery(delivery), at: time, site: chain.sites[place].code)
        }
    }

    private mutating func deliveryLine(_ product: Int, at place: Int) -> TradeDelivery.Line? {
        let amount = shortfall(of: product, at: place)
        guard amount > 0, chain.products[product].isDelivered(on: today) else { return nil }
        shelves[place].move(product, by: amount)
        return TradeDelivery.Line(
            product: chain.products[product].code, thousandths: amount, unitCost: costs[product])
    }

    /// Whole cases that bring a product to the level wanted, once it is down to two thirds of it.
    func shortfall(of product: Int, at place: Int) -> Int64 {
        let (target, held) = (wanted(product, at: place), shelves[place].recorded[product])
        guard held * 3 <= target * 2 else { return 0 }
        let pack = demand.caseThousandths[product]
        return (target - held + pack - 1) / pack * pack
    }

    /// The level to which a product is filled up: some days' demand and a case, in whole cases; nothing before it is
    /// listed.
    func wanted(_ product: Int, at place: Int) -> Int64 {
        guard chain.products[product].isListed(on: today) else { return 0 }
        let pack = demand.caseThousandths[product]
        let daily = demand.dailyThousandths[product]
        let amount = place == centre ? daily * Int64(stores.count) * 10 + pack * 4 : daily * coverDays(product) + pack
        return (amount + pack - 1) / pack * pack
    }

    private func coverDays(_ product: Int) -> Int64 {
        switch chain.products[product].keepsDays {
        case .some(...4): 2
        case .some(...12): 4
        case .some, .none: 7
        }
    }

    /// On Mondays some suppliers' prices move, more often up than down.
    mutating func driftCosts(_ clock: DayClock) {
        var chance = clock.chance(chain.seed, "cost drift")
        for product in demand.stocked {
            let (moves, percent) = (chance.chance(1, in: 12), chance.integer(in: -3...5))
            if moves { costs[product] = Swift.max(1, costs[product].scaled(by: 100 + percent, over: 100)) }
        }
    }
}
