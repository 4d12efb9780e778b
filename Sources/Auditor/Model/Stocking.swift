// SPDX-License-Identifier: Apache-2.0

import Kernel

/// A document as the stock model sees it.
struct StockDocumentNote {
    /// The order in which the back office heard of it.
    let number: Int
    let day: Day
    let at: Instant
    var isCount = false
}

/// Goods on their way.
struct Transfer: Sendable {
    struct Line: Sendable {
        let product: String
        let quantity: Int64
        /// What it carries, late corrections included.
        var carried: Int64 = 0
        var received: Int64 = 0

        /// What of a carried value arrived.
        func arrived(of value: Int64) -> Int64 { share(of: value, min(received, quantity), outOf: quantity) }
    }

    let origin: String
    let destination: String
    var lines: [Line]
    /// The document that received it; nil while it is on the way.
    var arrival: Int?
}

struct LotName: Hashable, Sendable {
    let site: String
    let product: String
}

extension Auditor {
    /// Ranks of what follows from a line: after all lines of the document.
    static let takenBack: Int64 = 3_000_000
    static let surplus: Int64 = 4_000_000

    /// Moves a quantity in at a worth, or at today's cost when nobody knows it; or out at what it carries.
    ///
    /// - Returns: what the move itself added to the value.
    @discardableResult
    mutating func move(
        _ name: LotName, _ quantity: Int64, worth: Int64? = nil, _ cause: Cause, rank: Int64,
        in document: StockDocumentNote, origin: String? = nil, transfer: TransferLineName? = nil,
        isTakingBack: Bool = false
    ) -> Int64 {
        guard quantity != 0 else { return 0 }
        var lot = lots[name] ?? Lot()
        let posted: Int64
        let settled: Int64
        let rounded: Int64
        if quantity > 0 {
            posted = worth ?? lot.holding.cost(of: quantity)
            (settled, rounded) = lot.holding.takeIn(quantity, worth: posted)
        } else {
            settled = 0
            let effect = lot.holding.takeOut(-quantity)
            (posted, rounded) = (-effect.cost, effect.rounded)
        }
        lot.moves.append(
            Lot.Move(
                document: document.number, rank: rank, at: document.at, quantity: quantity, posted: posted,
                cause: cause, origin: origin, transfer: transfer))
        let isDated = lot.lastMovedAt.map { document.at < $0 } ?? false
        lot.lastMovedAt = max(lot.lastMovedAt ?? document.at, document.at)
        if cause == .shrink, document.isCount { lot.countedAt = max(lot.countedAt ?? document.at, document.at) }
        if settled != 0 { lot.settledBy = documents }
        lots[name] = lot
        add(posted, Lot.Reason(cause: cause, origin: origin), to: name, on: document.day)
        add(settled, Lot.Reason(cause: .sold, origin: nil), to: name, on: document.day)
        add(rounded, Lot.Reason(cause: .rounding, origin: nil), to: name, on: document.day)
        if !isTakingBack, isBehindCount(lot, document) {
            move(
                name, -quantity, worth: quantity < 0 ? -posted : nil, .shrink, rank: rank + Self.takenBack,
                in: document, isTakingBack: true)
        }
        let hasReturnsAway = lot.backs.contains { !$0.isHome && !$0.isUndone }
        if isDated && quantity > 0 && worth != nil || settled != 0 && hasReturnsAway {
            workOutAgain(name, on: document.day)
        }
        return posted
    }

    /// Whether a count that was told before had already seen what this document says.
    private func isBehindCount(_ lot: Lot, _ document: StockDocumentNote) -> Bool {
        guard let countedAt = lot.countedAt else { return false }
        return document.isCount ? document.at < countedAt : document.at <= countedAt
    }

    /// A change of value with its pair of accounts.
    private mutating func add(_ amount: Int64, _ reason: Lot.Reason, to name: LotName, on day: Day) {
        guard amount != 0 else { return }
        lots[name]?.totals[reason, default: 0] += amount
        ledger.post(
            amount, debit: .inventory, credit: reason.cause.account, at: name.site, creditAt: reason.origin, on: day)
    }

    /// The slow way: all moves from the first, in the order of time; the differences to what was posted are posted
    /// today, and follow the goods to where they were shipped.
    @discardableResult
    mutating func workOutAgain(_ name: LotName, on day: Day) -> Lot.Sold? {
        guard let lot = lots[name] else { return nil }
        let again = lot.workedOutAgain()
        for reason in Set(lot.totals.keys).union(again.totals.keys) {
            let more = (again.totals[reason] ?? 0) - (lot.totals[reason] ?? 0)
            if more != 0 { lots[name]?.settledBy = documents }
            add(more, reason, to: name, on: day)
        }
        lots[name]?.holding = again.holding
        for (line, carried) in again.carried { follow(line, nowCarrying: carried, on: day) }
        follow(again.sold, from: name, on: day)
        return again.sold
    }

    private mutating func follow(_ name: TransferLineName, nowCarrying carried: Int64, on day: Day) {
        guard var transfer = transfers[name.shipment] else { return }
        let index = Int(name.line - 1)
        let line = transfer.lines[index]
        guard line.carried != carried else { return }
        transfer.lines[index].carried = carried
        transfers[name.shipment] = transfer
        guard let arrival = transfer.arrival else { return }
        let arrived = line.arrived(of: carried) - line.arrived(of: line.carried)
        let lost = carried - line.carried - arrived
        ledger.post(lost, debit: .transitLoss, credit: .inventoryInTransit, at: transfer.origin, on: day)
        guard arrived != 0 else { return }
        let destination = LotName(site: transfer.destination, product: line.product)
        correct(destination, arrival, name.line, by: arrived, on: day)
    }

    /// What came in cost more or less than was told.
    mutating func correct(_ name: LotName, _ document: Int, _ rank: Int64, by amount: Int64, on day: Day) {
        guard let place = lots[name]?.moves.firstIndex(where: { $0.document == document && $0.rank == rank }) else {
            return
        }
        lots[name]?.moves[place].correction += amount
        lots[name]?.settledBy = documents
        workOutAgain(name, on: day)
    }
}
