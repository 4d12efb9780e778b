// SPDX-License-Identifier: Apache-2.0

import Kernel

/// One store from opening to closing: customers come in the order of time, and every till serves one at once.
struct StoreDay {
    let store: Int
    let site: SampleSite
    let chain: SampleChain
    let options: TradeOptions
    let demand: Demand
    let prices: PriceBook
    var memory: StoreMemory
    var shelf: Shelf
    var journal: Journal
    var drawers: [Drawer] = []
    /// The second at which the last customer was served.
    var lastServed = second(7)

    mutating func run() {
        let visits = visits()
        openDrawers(for: visits.count)
        serve(visits)
        closeDrawers()
        steal()
        discard()
        countSomeProducts()
    }

    func chance(_ purpose: String) -> Seed { journal.clock.chance(chain.seed, purpose, at: store) }

    func shows(_ part: TradeParts) -> Bool { options.parts.contains(part) }

    private mutating func serve(_ visits: [Visit]) {
        var streams = Streams(self)
        for visit in visits {
            let drawer = freeDrawer(&streams.queue)
            let time = Swift.max(visit.second, lastServed + 1, drawers[drawer].freeAt)
            lastServed = time
            switch visit.purpose {
            case .buying: sell(at: time, drawer, &streams)
            case .returning(let goods): takeBack(goods, at: time, drawer, &streams.returns)
            case .returningWithoutReceipt: takeBackUnknown(at: time, drawer, &streams.returns)
            case .returningBottles: takeBottles(at: time, drawer, &streams.returns)
            }
            keepDrawerSmall(drawer)
        }
    }

    /// Any drawer that is free, or else the first to become so.
    private func freeDrawer(_ chance: inout Seed) -> Int {
        let start = Int(chance.integer(in: 0...Int64(drawers.count - 1)))
        if drawers[start].freeAt <= lastServed { return start }
        return drawers.indices.min { drawers[$0].freeAt < drawers[$1].freeAt } ?? start
    }

    /// Chance of a day, one stream for each purpose.
    struct Streams {
        var queue: Seed
        var baskets: Seed
        var discounts: Seed
        var tenders: Seed
        var giftCards: Seed
        var voids: Seed
        var regrets: Seed
        var returns: Seed

        init(_ day: StoreDay) {
            queue = day.chance("queue")
            baskets = day.chance("baskets")
            discounts = day.chance("basket discounts")
            tenders = day.chance("tenders")
            giftCards = day.chance("gift cards")
            voids = day.chance("voids")
            regrets = day.chance("regrets")
            returns = day.chance("returns")
        }
    }
}
