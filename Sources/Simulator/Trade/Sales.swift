// SPDX-License-Identifier: Apache-2.0

import Kernel

extension StoreDay {
    /// Serves a customer who buys; one in eighty finds a mistake on the receipt and leaves everything.
    mutating func sell(at time: Int, _ drawer: Int, _ streams: inout Streams) {
        let isVoided = streams.voids.chance(1, in: 80) && shows(.voids)
        let basket = basket(mayHoldGiftCard: !isVoided, &streams)
        guard !basket.lines.isEmpty else { return }
        let discount = basketDiscount(on: basket, &streams.discounts)
        let payment = Payment(
            due: basket.net - discount, isOffline: isOffline(drawer, at: time), mayUseCredit: !isVoided)
        let tenders = pay(payment, for: basket, drawer, &streams.tenders)
        let sale = TradeSale(
            loyaltyCard: basket.card, lines: basket.lines.map(\.line), basketDiscount: discount, tenders: tenders)
        let number = issue(.sale(sale), lines: basket.lines.count, at: time, drawer)
        let regret = regret(of: sale, basket, &streams.regrets)
        if isVoided {
            void(number, drawer)
            return
        }
        book(tenders, due: payment.due, into: drawer)
        for item in basket.lines where chain.products[item.product].isStocked {
            shelf.move(item.product, by: -item.line.thousandths)
        }
        if let regret { remember(regret, sale, basket, till: drawers[drawer].code, number: number, &streams.regrets) }
    }

    /// Five per cent off, or five dollars off fifty, for one basket in thirty.
    private func basketDiscount(on basket: Basket, _ chance: inout Seed) -> Int64 {
        let (happens, isPercent) = (chance.chance(1, in: 30), chance.chance(1, in: 2))
        let eligible = discountable(basket)
        guard happens, shows(.basketDiscounts), eligible >= 2_000 else { return 0 }
        if isPercent { return eligible.scaled(by: 5, over: 100) }
        return eligible >= 5_000 ? 500 : 0
    }

    /// The net amount of the lines to which a basket discount applies.
    func discountable(_ basket: Basket) -> Int64 {
        basket.lines.reduce(Int64(0)) { sum, item in
            switch chain.products[item.product].kind {
            case .goods, .service, .fuel: sum + item.line.net
            case .giftCard, .deposit: sum
            }
        }
    }

    /// What a purse must cover.
    struct Payment {
        /// Before tax, in minor units.
        let due: Int64
        /// Without a line nobody knows what a gift card holds.
        let isOffline: Bool
        let mayUseCredit: Bool
    }

    private mutating func pay(_ payment: Payment, for basket: Basket, _ drawer: Int, _ chance: inout Seed)
        -> [TradeTender]
    {
        var tenders: [TradeTender] = []
        var rest = payment.due
        if let coupon = coupon(for: basket, below: rest, &chance) {
            tenders.append(.makersCoupon(product: coupon.product, amount: coupon.amount))
            rest -= coupon.amount
        }
        let hasGiftCard = basket.lines.contains { $0.line.giftCard != nil }
        let (showsGiftCard, showsCredit) = (chance.chance(1, in: 15), chance.chance(1, in: 8))
        if payment.mayUseCredit, !payment.isOffline, !hasGiftCard, rest > 1 {
            if showsGiftCard, let used = Self.draw(on: &memory.giftCards, below: rest, today, &chance) {
                tenders.append(.giftCard(used.number, upTo: used.amount))
                rest -= used.amount
            } else if showsCredit, let used = Self.draw(on: &memory.storeCredits, below: rest, today, &chance) {
                tenders.append(.storeCredit(used.number, upTo: used.amount))
                rest -= used.amount
            }
        }
        return tenders + finish(rest, drawer, mayHandOut: payment.mayUseCredit, &chance)
    }

    private var today: Int { journal.clock.number }

    /// Cash for small amounts, a card for most; some pay part in notes, some take notes home.
    private func finish(_ rest: Int64, _ drawer: Int, mayHandOut: Bool, _ chance: inout Seed) -> [TradeTender] {
        let draw = chance.integer(in: 1...100)
        let back = chance.choice(of: [2_000, 2_000, 4_000] as [Int64])
        let isCash = draw <= (rest < 4_000 ? 38 : rest < 10_000 ? 18 : 6)
        if isCash { return [.cash] }
        if draw > 97, rest > 1_000 { return [.partCash(rest / 200 * 100), .card(cashBack: 0)] }
        if draw > 92, mayHandOut, drawers[drawer].cash >= back + 8_000 { return [.card(cashBack: back)] }
        return [.card(cashBack: 0)]
    }

    private func coupon(
        for basket: Basket, below rest: Int64, _ chance: inout Seed
    ) -> (product: ProductCode, amount: Int64)? {
        let (happens, amount) = (chance.chance(1, in: 30), chance.choice(of: [50, 75, 100] as [Int64]))
        guard happens, shows(.coupons), amount < rest else { return nil }
        let line = basket.lines.first { item in
            item.line.net >= amount * 2 && chain.products[item.product].kind == .goods
                && chain.products[item.product].unit == .piece
        }
        return line.map { ($0.line.product, amount) }
    }

    /// Takes from one of the credits whose holders may come today, staying below what is due.
    private static func draw(
        on credits: inout [Credit], below rest: Int64, _ today: Int, _ chance: inout Seed
    ) -> (number: Int64, amount: Int64)? {
        let usable = credits.indices.filter { credits[$0].fromDay <= today }
        guard !usable.isEmpty else { return nil }
        let index = chance.choice(of: usable)
        let credit = credits[index]
        let amount = min(credit.balance, rest - 1)
        credits[index].balance -= amount
        if credits[index].balance == 0 { credits.remove(at: index) }
        return (credit.number, amount)
    }

    private mutating func book(_ tenders: [TradeTender], due: Int64, into drawer: Int) {
        var rest = due
        for tender in tenders {
            switch tender {
            case .cash: drawers[drawer].cash += rest
            case .card(let cashBack): drawers[drawer].cash -= cashBack
            case .partCash(let amount):
                drawers[drawer].cash += amount
                rest -= amount
            case .giftCard(_, let amount), .storeCredit(_, let amount), .makersCoupon(_, let amount): rest -= amount
            }
        }
    }
}
