// SPDX-License-Identifier: Apache-2.0

import Kernel

/// A till that is open today.
struct Drawer {
    /// The till's place in the store.
    let till: Int
    let code: TillCode
    let session: Int
    let cashier: ActorCode
    /// It holds at least this much, in minor units: what tax adds is not counted.
    var cash: Int64
    /// The second from which it can serve the next customer.
    var freeAt: Int
    /// Seconds during which the back office does not hear from it.
    let offline: Range<Int>?
}

extension StoreDay {
    private static let float: Int64 = 15_000

    mutating func openDrawers(for customers: Int) {
        var chance = chance("drawers")
        var outages = self.chance("outages")
        let count = min(memory.tills.count, Swift.max(2, customers / 40))
        let offline = outage(&outages)
        let cashiers = site.staff.filter { $0.task == .cashier }
        for till in 0..<count {
            memory.tills[till].sessions += 1
            let cashier = cashiers[(till * 2 + Int(chance.integer(in: 0...1))) % cashiers.count].code
            let drawer = Drawer(
                till: till, code: memory.tills[till].code, session: memory.tills[till].sessions, cashier: cashier,
                cash: Self.float, freeAt: second(7), offline: till == 0 ? offline : nil)
            drawers.append(drawer)
            let opening = TradeTillOpening(
                till: drawer.code, session: drawer.session, cashier: cashier, float: Self.float)
            journal.note(.tillOpened(opening), at: second(6, 40) + till * 60, site: site.code)
        }
        payOut(&chance)
    }

    /// On one day in thirty the first till loses its line for two to five hours.
    private func outage(_ chance: inout Seed) -> Range<Int>? {
        let (happens, start) = (chance.chance(1, in: 30), second(9) + Int(chance.integer(in: 0...28_800)))
        let length = Int(chance.integer(in: 7_200...18_000))
        return happens && shows(.offlineTills) ? start..<(start + length) : nil
    }

    /// On one day in twelve somebody rings for his money before the store opens.
    private mutating func payOut(_ chance: inout Seed) {
        let (happens, amount) = (chance.chance(1, in: 12), chance.integer(in: 8...45) * 100)
        let purpose: TradePaidOut.Purpose =
            chance.chance(2, in: 3) ? .windowCleaning : chance.choice(of: TradePaidOut.Purpose.allCases)
        guard happens, shows(.paidOuts) else { return }
        let drawer = drawers[0]
        drawers[0].cash -= amount
        let paid = TradePaidOut(
            till: drawer.code, session: drawer.session, by: drawer.cashier, purpose: purpose, amount: amount)
        journal.note(.paidOut(paid), at: second(6, 55), site: site.code)
    }

    /// Too much cash goes to the safe, in twenties.
    mutating func keepDrawerSmall(_ index: Int) {
        let drawer = drawers[index]
        guard drawer.cash > 40_000 else { return }
        let amount = (drawer.cash - Self.float) / 2_000 * 2_000
        drawers[index].cash -= amount
        drawers[index].freeAt += 120
        let drop = TradeCashDrop(till: drawer.code, session: drawer.session, by: drawer.cashier, amount: amount)
        journal.note(.cashDropped(drop), at: drawer.freeAt + 60, site: site.code)
    }

    mutating func closeDrawers() {
        var chance = chance("closing")
        let last = drawers.reduce(second(22, 5)) { Swift.max($0, $1.freeAt + 60) }
        for (index, drawer) in drawers.enumerated() {
            let difference = shows(.cashDifferences) ? Self.difference(&chance) : 0
            let closing = TradeTillClosing(
                till: drawer.code, session: drawer.session, cashier: drawer.cashier, difference: difference)
            journal.note(.tillClosed(closing), at: last + index * 30, site: site.code)
        }
        lastServed = last + drawers.count * 30
    }

    /// Mostly none, often some coins, seldom a note, once in a blue moon a handful of them.
    private static func difference(_ chance: inout Seed) -> Int64 {
        switch chance.integer(in: 1...200) {
        case 1...140: 0
        case 141...185: chance.integer(in: -150...120)
        case 186...198: chance.choice(of: [-2_000, -1_000, -500, 500, 1_000, 2_000] as [Int64])
        default: -chance.integer(in: 3_000...9_000)
        }
    }

    /// Gives a receipt its number and tells the back office, now or when the line is back.
    ///
    /// - Returns: the receipt's number.
    @discardableResult
    mutating func issue(_ content: TradeReceipt.Content, lines: Int, at time: Int, _ index: Int) -> Int {
        let drawer = drawers[index]
        memory.tills[drawer.till].receipts += 1
        let number = memory.tills[drawer.till].receipts
        drawers[index].freeAt = time + 20 + lines * 3
        let receipt = TradeReceipt(
            till: drawer.code, number: number, session: drawer.session, cashier: drawer.cashier, content: content)
        var chance = chain.seed.stream("arrival of " + drawer.code.text, UInt64(number))
        let isLate = isOffline(index, at: time)
        let arrives =
            isLate
            ? journal.clock.nextMidnight.adding(seconds: 21_600 + chance.integer(in: 0...2_400))
            : journal.clock.at(time).adding(seconds: chance.integer(in: 1...3))
        journal.note(.receipt(receipt), at: time, site: site.code, arrives: arrives)
        if shows(.repeats), chance.chance(1, in: isLate ? 5 : 300) {
            journal.repeatLast(after: isLate ? chance.integer(in: 60...9_000) : chance.integer(in: 5...120))
        }
        return number
    }

    func isOffline(_ index: Int, at time: Int) -> Bool { drawers[index].offline?.contains(time) ?? false }

    /// Cancels the receipt just printed.
    mutating func void(_ number: Int, _ index: Int) {
        let drawer = drawers[index]
        let time = drawer.freeAt + 40
        drawers[index].freeAt = time + 20
        let void = TradeVoid(till: drawer.code, session: drawer.session, number: number, by: manager)
        let arrives = isLastEventLate ? journal.clock.nextMidnight.adding(seconds: 25_000) : nil
        journal.note(.receiptVoided(void), at: time, site: site.code, arrives: arrives)
    }

    /// Whether the receipt just printed is kept back by its till, and so its void as well.
    private var isLastEventLate: Bool {
        journal.events.last.map { $0.arrivesAt >= journal.clock.nextMidnight } ?? false
    }

    private var manager: ActorCode { (site.staff.first { $0.task == .manager } ?? site.staff[0]).code }
}
