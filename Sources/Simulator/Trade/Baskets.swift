// SPDX-License-Identifier: Apache-2.0

import Kernel

/// What one customer carries to the till.
struct Basket {
    struct Line {
        let product: Int
        let line: TradeLine
    }

    var card: Int64?
    var lines: [Line] = []

    var net: Int64 { lines.reduce(0) { $0 + $1.line.net } }
}

extension StoreDay {
    /// A basket of what is on the shelves; empty when the customer finds nothing.
    mutating func basket(mayHoldGiftCard: Bool, _ streams: inout Streams) -> Basket {
        var basket = Basket()
        let card = Int64(store + 1) * 100_000 + streams.baskets.integer(in: 1...600)
        if streams.baskets.chance(45, in: 100), shows(.loyalty) { basket.card = card }
        let errand = errand(&streams.baskets)
        if errand.buysFuel { fill(&basket, &streams.baskets) }
        for _ in 0..<errand.lines { pick(into: &basket, &streams.baskets) }
        if streams.baskets.chance(1, in: 120), let service = demand.services.first {
            add(service, 1_000, to: &basket)
        }
        if streams.giftCards.chance(1, in: 50), mayHoldGiftCard, shows(.giftCards) {
            addGiftCard(to: &basket, &streams.giftCards)
        }
        return basket
    }

    /// How many lines of goods the customer is after.
    private func errand(_ chance: inout Seed) -> (lines: Int64, buysFuel: Bool) {
        switch chance.integer(in: 1...100) {
        case 1...12 where site.sellsFuel: (chance.integer(in: 0...2), true)
        case 1...50: (chance.integer(in: 1...4), false)
        case 51...83: (chance.integer(in: 5...12), false)
        default: (chance.integer(in: 14...38), false)
        }
    }

    private func pick(into basket: inout Basket, _ chance: inout Seed) {
        let product = wish(of: basket.card, &chance)
        let quantity = quantity(of: product, &chance)
        guard shelf.present[product] >= quantity, !basket.lines.contains(where: { $0.product == product }) else {
            return
        }
        add(product, quantity, to: &basket)
        if let deposit = demand.deposits[product] { add(deposit, quantity, to: &basket) }
    }

    /// Whoever has a card takes every third time one of a dozen things he likes; every card likes others.
    private func wish(of card: Int64?, _ chance: inout Seed) -> Int {
        let (isHabit, habit) = (chance.chance(1, in: 3), chance.integer(in: 0...11))
        guard let card, isHabit else { return demand.product(&chance) }
        var liking = chain.seed.stream("liking", UInt64(card) << 4 | UInt64(habit))
        return demand.product(&liking)
    }

    private func quantity(of product: Int, _ chance: inout Seed) -> Int64 {
        guard chain.products[product].unit == .piece else { return chance.integer(in: 25...280) * 10 }
        return switch chance.integer(in: 1...100) {
        case 1...72: 1_000
        case 73...91: 2_000
        case 92...96: 3_000
        default: chance.integer(in: 4...6) * 1_000
        }
    }

    /// Regular sells most.
    private func fill(_ basket: inout Basket, _ chance: inout Seed) {
        guard !demand.fuels.isEmpty else { return }
        let grade = chance.chance(2, in: 3) ? demand.fuels[0] : chance.choice(of: demand.fuels)
        add(grade, chance.integer(in: 3_500...17_800), to: &basket)
    }

    private mutating func addGiftCard(to basket: inout Basket, _ chance: inout Seed) {
        guard let product = demand.giftCard else { return }
        memory.giftCardsSold += 1
        let number = 6_000_000_000 + Int64(store + 1) * 10_000_000 + memory.giftCardsSold
        let amount = chance.choice(of: [1_500, 2_500, 2_500, 5_000, 10_000] as [Int64])
        memory.giftCards.append(
            Credit(number: number, balance: amount, fromDay: journal.clock.number + Int(chance.integer(in: 2...25))))
        let line = TradeLine(
            product: chain.products[product].code, scanned: chain.products[product].gtin, thousandths: 1_000,
            unitPrice: amount, itemDiscount: 0, loyaltyDiscount: 0, giftCard: number)
        basket.lines.append(Basket.Line(product: product, line: line))
    }

    private func add(_ index: Int, _ thousandths: Int64, to basket: inout Basket) {
        let product = chain.products[index]
        let price = prices.price(of: index, in: site.priceZone)
        let discount = prices.discounts[index].scaled(by: thousandths, over: 1_000)
        let isCheaper = basket.card != nil && demand.isOwnLabel[index] && discount == 0
        let loyalty = isCheaper ? price.scaled(by: thousandths, over: 1_000).scaled(by: 5, over: 100) : 0
        let isScanned = product.kind == .goods && product.unit == .piece
        let line = TradeLine(
            product: product.code, scanned: isScanned ? product.gtin : nil, thousandths: thousandths, unitPrice: price,
            itemDiscount: discount, loyaltyDiscount: loyalty, giftCard: nil)
        basket.lines.append(Basket.Line(product: index, line: line))
    }
}
