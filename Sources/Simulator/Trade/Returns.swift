// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Customers who change their minds, and those who only bring bottles.
extension StoreDay {
    /// The line of a sale that will come back, with its place; nil for most sales.
    func regret(of sale: TradeSale, _ basket: Basket, _ chance: inout Seed) -> Int? {
        guard chance.chance(1, in: 32), shows(.returns) else { return nil }
        let lines = basket.lines.indices.filter { index in
            chain.products[basket.lines[index].product].kind == .goods && basket.lines[index].line.net > 50
        }
        return lines.isEmpty ? nil : chance.choice(of: lines)
    }

    /// Part or all of the line comes back on a later day; of those who kept a part, one in six brings the rest as well.
    mutating func remember(
        _ index: Int, _ sale: TradeSale, _ basket: Basket, till: TillCode, number: Int, _ chance: inout Seed
    ) {
        let sold = basket.lines[index].line.thousandths
        let isPiece = chain.products[basket.lines[index].product].unit == .piece
        let first = isPiece ? chance.integer(in: 1...(sold / 1_000)) * 1_000 : sold
        var parts = [first]
        if first < sold, chance.chance(1, in: 6) { parts.append(sold - first) }
        for part in parts {
            let goods = ComingBack(
                origin: TradeReturnLine.Origin(site: site.code, till: till, number: number, line: index + 1),
                product: basket.lines[index].product, thousandths: part,
                unitPrice: basket.lines[index].line.unitPrice, paidBy: Self.payment(of: sale),
                value: value(of: basket.lines[index].line, part, sale.basketDiscount, basket))
            let day = journal.clock.number + Int(chance.integer(in: 1...21))
            if chance.chance(1, in: 20) {
                memory.comingBackElsewhere.append((day, goods))
            } else {
                memory.comingBack[day, default: []].append(goods)
            }
        }
    }

    private static func payment(of sale: TradeSale) -> ComingBack.Payment {
        guard sale.tenders.count == 1, let tender = sale.tenders.first else { return .several }
        return switch tender {
        case .cash: .cash
        case .card: .card
        case .partCash, .giftCard, .storeCredit, .makersCoupon: .several
        }
    }

    /// What a part of a line cost at least, before tax: its share after all discounts, less two cents for rounding.
    private func value(of line: TradeLine, _ part: Int64, _ basketDiscount: Int64, _ basket: Basket) -> Int64 {
        let share = line.net.scaled(by: part, over: line.thousandths)
        let discount = basketDiscount == 0 ? 0 : basketDiscount.scaled(by: share, over: discountable(basket))
        return max(0, share - discount - 2)
    }

    mutating func takeBack(_ goods: ComingBack, at time: Int, _ drawer: Int, _ chance: inout Seed) {
        let condition = condition(of: goods.product, &chance)
        let line = TradeReturnLine(
            origin: goods.origin, product: chain.products[goods.product].code, thousandths: goods.thousandths,
            unitPrice: goods.unitPrice, condition: condition)
        let atMost = goods.unitPrice.scaled(by: goods.thousandths * 112, over: 100_000)
        let wantsCredit = chance.chance(1, in: 10)
        let canPay = goods.paidBy == .card || goods.paidBy == .cash && drawers[drawer].cash >= atMost
        let refund = canPay && !wantsCredit ? TradeRefund.originalTender : credit(of: goods.value, &chance)
        if refund == .originalTender, goods.paidBy == .cash { drawers[drawer].cash -= atMost }
        finish(line, goods.product, refund, at: time, drawer)
    }

    mutating func takeBackUnknown(at time: Int, _ drawer: Int, _ chance: inout Seed) {
        let product = demand.product(&chance)
        guard chain.products[product].isListed(on: journal.clock.day) else { return }
        let price = PriceZone.allCases.map { prices.price(of: product, in: $0) }.min() ?? 0
        let lowest = price - prices.discounts[product]
        let line = TradeReturnLine(
            origin: nil, product: chain.products[product].code, thousandths: 1_000, unitPrice: lowest,
            condition: condition(of: product, &chance))
        let atMost = lowest.scaled(by: 112, over: 100)
        let isSmall = lowest < 2_000 && drawers[drawer].cash >= atMost
        let refund = isSmall ? TradeRefund.cash : credit(of: lowest, &chance)
        if isSmall { drawers[drawer].cash -= atMost }
        finish(line, product, refund, at: time, drawer)
    }

    mutating func takeBottles(at time: Int, _ drawer: Int, _ chance: inout Seed) {
        guard let product = demand.deposit else { return }
        let bottles = chance.integer(in: 6...48)
        let price = chain.products[product].price
        let line = TradeReturnLine(
            origin: nil, product: chain.products[product].code, thousandths: bottles * 1_000, unitPrice: price,
            condition: .notStocked)
        drawers[drawer].cash -= bottles * price
        finish(line, product, .cash, at: time, drawer)
    }

    private mutating func finish(
        _ line: TradeReturnLine, _ product: Int, _ refund: TradeRefund, at time: Int, _ drawer: Int
    ) {
        issue(.return(TradeReturn(lines: [line], refund: refund)), lines: 1, at: time, drawer)
        if line.condition == .resaleable { shelf.move(product, by: line.thousandths) }
    }

    /// What spoils is never sold again; of the rest, three in four are as new.
    private func condition(of product: Int, _ chance: inout Seed) -> TradeReturnLine.Condition {
        let isNew = chance.chance(3, in: 4)
        let keeps = (chain.products[product].keepsDays ?? .max) > 30
        return isNew && keeps ? .resaleable : .damaged
    }

    private mutating func credit(of value: Int64, _ chance: inout Seed) -> TradeRefund {
        memory.storeCreditsGiven += 1
        let number = 7_000_000_000 + Int64(store + 1) * 10_000_000 + memory.storeCreditsGiven
        let from = journal.clock.number + Int(chance.integer(in: 2...20))
        if value > 0 { memory.storeCredits.append(Credit(number: number, balance: value, fromDay: from)) }
        return .storeCredit(number)
    }
}
