// SPDX-License-Identifier: Apache-2.0

import Kernel

extension Lot {
    /// A line of a receipt: the document it was told by, and the line.
    struct LineName: Hashable, Sendable {
        let document: Int
        let rank: Int64
    }

    /// Goods that came back of a line that sold them.
    struct Back: Sendable {
        let name: LineName
        let of: LineName
        let site: String
        let at: Instant
        let quantity: Int64
        var worth: Int64
        let isDamaged: Bool
        /// Whether they lie again where they were sold.
        let isHome: Bool
        /// Whether their coming back was itself undone; what they took then stays as it is.
        var isUndone = false

        var document: Int { name.document }
        var rank: Int64 { name.rank }
    }

    /// One line that sold something: its quantity, and what everything and what the rest of it cost.
    struct SoldLine: Sendable {
        let quantity: Int64
        var cost: Int64
        var restQuantity: Int64
        var rest: Int64
        /// What came back and lies elsewhere, or nowhere.
        var away: [(name: LineName, quantity: Int64, worth: Int64)] = []

        init(_ quantity: Int64, costing cost: Int64) {
            (self.quantity, self.cost, restQuantity, rest) = (quantity, cost, quantity, cost)
        }

        /// It cost this much more: the rest and what is away alike.
        mutating func add(_ more: Int64) {
            cost += more
            let parts = split(more, by: [max(0, restQuantity)] + away.map(\.quantity))
            rest += parts[0]
            for place in away.indices { away[place].worth += parts[place + 1] }
        }

        /// The part of the rest; beyond the rest, the part of the whole.
        mutating func give(_ back: Int64) -> Int64 {
            let within = max(0, min(back, restQuantity))
            var worth = within > 0 ? share(of: rest, within, outOf: restQuantity) : 0
            worth += share(of: cost, back - within, outOf: quantity)
            restQuantity -= back
            rest -= worth
            return worth
        }
    }

    /// What was sold, as the history of the lot is worked out: what it cost so far, and what went out before it came.
    struct Sold: Sendable {
        private(set) var lines: [LineName: SoldLine] = [:]
        /// As given, with what they should take.
        private(set) var backs: [LineName: Back]
        private var owed: [(name: LineName, quantity: Int64, thought: Int64)] = []
        /// Came back before they were sold, by the tills' clocks.
        private var before: [LineName: [Back]] = [:]

        init(_ backs: [Back]) { self.backs = Dictionary(uniqueKeysWithValues: backs.map { ($0.name, $0) }) }

        /// - Returns: what comes back under this name takes, and of which line when it still follows that.
        mutating func comeBack(_ document: Int, _ rank: Int64) -> (worth: Int64, of: LineName?)? {
            let name = LineName(document: document, rank: rank)
            guard let back = backs[name] else { return nil }
            guard !back.isUndone else { return back.isHome ? (back.worth, nil) : nil }
            if let worth = lines[back.of]?.give(back.quantity) {
                backs[name]?.worth = worth
                if !back.isHome { lines[back.of]?.away.append((name, back.quantity, worth)) }
            } else {
                before[back.of, default: []].append(back)
            }
            return back.isHome ? (backs[name]?.worth ?? 0, back.of) : nil
        }

        mutating func goOut(_ move: Move, costing cost: Int64, from holding: Holding) {
            let name = LineName(document: move.document, rank: move.rank)
            let missing = -move.quantity - max(0, min(holding.quantity, -move.quantity))
            if missing > 0 {
                owed.append((name, missing, share(of: holding.unitCost, missing, outOf: 1_000_000_000)))
            }
            var line = SoldLine(-move.quantity, costing: cost)
            for back in before.removeValue(forKey: name) ?? [] {
                line.restQuantity -= back.quantity
                line.rest -= back.worth
            }
            lines[name] = line
        }

        /// What comes in pays first for what it went out as, when it comes back, and then for what went out longest ago.
        mutating func settle(_ amount: Int64, of incoming: Int64, worth: Int64, _ own: LineName?) {
            guard amount > 0 else { return }
            let real = share(of: worth, amount, outOf: incoming)
            var done: Int64 = 0
            if let own, let place = owed.firstIndex(where: { $0.name == own }) {
                done = min(amount, owed[place].quantity)
                _ = pay(done, at: place)
            }
            for place in owed.indices where done < amount && owed[place].quantity > 0 {
                let taken = min(amount - done, owed[place].quantity)
                let cost = share(of: real, done + taken, outOf: amount) - share(of: real, done, outOf: amount)
                let name = owed[place].name
                let more = cost - pay(taken, at: place)
                lines[name]?.add(more)
                for part in lines[name]?.away ?? [] { backs[part.name]?.worth = part.worth }
                done += taken
            }
            owed.removeAll { $0.quantity == 0 }
        }

        private mutating func pay(_ taken: Int64, at place: Int) -> Int64 {
            let thought = share(of: owed[place].thought, taken, outOf: owed[place].quantity)
            owed[place].quantity -= taken
            owed[place].thought -= thought
            return thought
        }
    }
}

extension Auditor {
    /// What goods that come back take of what their sale cost, as far as that is known today, and notes that they take it;
    /// nil when that line sold nothing.
    mutating func takeBack(
        _ quantity: Int64, of lot: LotName, _ sold: Lot.LineName, rank: Int64, to site: String, isDamaged: Bool,
        in document: StockDocumentNote
    ) -> Int64? {
        guard let moved = lots[lot]?.posted(sold.document, sold.rank), moved.quantity < 0 else { return nil }
        var line = Lot.SoldLine(-moved.quantity, costing: -moved.value)
        if let settled = lots[lot]?.settledBy, settled >= sold.document {
            line = workOutAgain(lot, on: document.day)?.lines[sold] ?? line
        } else {
            for back in lots[lot]?.backs ?? [] where back.of == sold && !back.isUndone {
                line.restQuantity -= back.quantity
                line.rest -= back.worth
            }
        }
        let worth = line.give(quantity)
        lots[lot]?.backs.append(
            Lot.Back(
                name: .init(document: document.number, rank: rank), of: sold, site: site, at: document.at,
                quantity: quantity, worth: worth, isDamaged: isDamaged, isHome: site == lot.site && !isDamaged))
        return worth
    }

    /// A return was undone.
    ///
    /// - Returns: what it had taken.
    mutating func undoBack(_ name: Lot.LineName, of lot: LotName) -> Int64? {
        guard let place = lots[lot]?.backs.firstIndex(where: { $0.name == name }) else { return nil }
        lots[lot]?.backs[place].isUndone = true
        return lots[lot]?.backs[place].worth
    }

    /// What came back of the lot should have taken this; what does not lie there is corrected where it is.
    mutating func follow(_ sold: Lot.Sold, from lot: LotName, on day: Day) {
        for place in lots[lot]?.backs.indices ?? 0..<0 {
            guard let back = lots[lot]?.backs[place], let worth = sold.backs[back.name]?.worth else { continue }
            let more = worth - back.worth
            guard more != 0 else { continue }
            lots[lot]?.backs[place].worth = worth
            if back.isDamaged {
                ledger.post(more, debit: .damagedGoods, credit: .costOfGoodsSold, at: back.site, on: day)
            } else if !back.isHome {
                correct(LotName(site: back.site, product: lot.product), back.document, back.rank, by: more, on: day)
            }
        }
    }
}
