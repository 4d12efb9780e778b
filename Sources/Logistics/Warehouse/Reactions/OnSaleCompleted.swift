// SPDX-License-Identifier: Apache-2.0

package import CommerceFacts
import Kernel
import LogisticsFacts
package import Store

extension WarehouseReactions {
    /// Looks ahead for the stock of what will be sold.
    package static func onSaleExpected(_ sale: SaleExpected, _ ahead: Foresight) {
        StockStore.foresee(sale.goods, at: sale.site, of: sale.company, ahead)
    }

    /// What was sold goes out at its carrying cost; what came back comes in at what it went out for.
    package static func onSaleCompleted(_ sale: SaleCompleted, _ tx: Transaction) throws {
        guard sale.lines.contains(where: { $0.isStocked && $0.quantity != 0 }) else { return }
        var ledger = try StockLedger(
            document: ID(sale.receipt.rawValue), company: sale.company, channel: sale.channel.number, day: sale.day,
            occurredAt: sale.occurredAt, currency: sale.currency, tx)
        let products = sale.lines.compactMap { $0.isStocked && $0.quantity != 0 ? $0.product : nil }
        try ledger.expect(products, at: sale.site, tx)
        for line in sale.lines where line.isStocked && line.quantity != 0 {
            guard let product = line.product else { continue }
            let item = StockLedger.Item(
                line: line.number, site: sale.site, product: product, department: line.department)
            let back = FinalCost(line: line, item: item, isFinal: sale.isAtFinalCost)
            if let voids = sale.voids {
                try back.turn(ID(voids.rawValue), &ledger, tx)
            } else if let returned = line.returned {
                try back.take(returned, &ledger, tx)
            } else {
                try ledger.move(item, -line.quantity, reason: .sold, tx)
            }
        }
        try ledger.publish(tx)
    }
}

/// A line that turns goods back: a return, or a void.
private struct FinalCost {
    let line: SaleCompleted.Line
    let item: StockLedger.Item
    /// Whether they take what their sale finally cost, or what it was posted at, as facts of before say.
    let isFinal: Bool

    /// A returned article, at what it was sold for finally; at today's cost when nobody knows which sale it was.
    func take(_ returned: SaleCompleted.Returned, _ ledger: inout StockLedger, _ tx: Transaction) throws {
        guard returned.disposition != .none else { return }
        let isDamaged = returned.disposition == .damaged
        let sold = returned.receipt.map { MoveKey(document: ID($0.rawValue), line: returned.line) }
        let value =
            isFinal
            ? try sold.flatMap { try follow($0, -line.quantity, isDamaged: isDamaged, &ledger, tx) }
            : try postedCost(of: -line.quantity, returned, tx)
        if isDamaged {
            ledger.change(value ?? 0, .returnedDamaged, item)
        } else {
            try ledger.move(item, -line.quantity, value: value, reason: .returned, tx)
        }
    }

    /// A line of a voided receipt: the goods come back at what they finally went out for, or go again.
    func turn(_ receipt: ID<StockDocument>, _ ledger: inout StockLedger, _ tx: Transaction) throws {
        let key = MoveKey(document: receipt, line: line.number)
        let undone = isFinal ? try ReturnStore.undo(key, tx) : nil
        if let returned = line.returned, returned.disposition == .damaged {
            let value = try undone?.value ?? postedCost(of: line.quantity, returned, tx) ?? 0
            ledger.change(-value, .returnedDamaged, item)
            return
        }
        guard let posted = try StockStore.posted(key, tx) else { return }
        let isSale = posted.quantity < 0
        let final = isFinal && isSale ? try follow(key, -posted.quantity, isDamaged: false, &ledger, tx) : nil
        try ledger.move(
            item, -posted.quantity, value: final ?? -posted.value, reason: line.returned == nil ? .sold : .returned, tx)
    }

    /// What a quantity takes of its sale's cost; from now on it follows that.
    private func follow(
        _ sold: MoveKey, _ quantity: Int64, isDamaged: Bool, _ ledger: inout StockLedger, _ tx: Transaction
    ) throws -> Int64? {
        guard let final = try ledger.finalCost(of: quantity, soldBy: sold, item.department, tx) else { return nil }
        try ReturnStore.add(
            ReturnedGoods(
                key: MoveKey(document: ledger.document, line: item.line), sold: sold, soldAt: final.soldAt,
                product: item.product, department: item.department, site: item.site, occurredAt: ledger.occurredAt,
                quantity: quantity, value: final.value, isDamaged: isDamaged), tx)
        return final.value
    }

    /// What a returned quantity cost when it was sold, as that was posted: its part of the whole line. Nil when nobody
    /// knows which sale it was.
    private func postedCost(
        of quantity: Int64, _ returned: SaleCompleted.Returned, _ tx: Transaction
    ) throws -> Int64? {
        let sold = try returned.receipt.flatMap { receipt in
            try StockStore.posted(MoveKey(document: ID(receipt.rawValue), line: returned.line), tx)
        }
        guard let sold, sold.quantity < 0 else { return nil }
        func cost(of part: Int64) -> Int64 {
            (-sold.value).scaled(by: part, over: -sold.quantity, upTo: Money.largestMinor)
        }
        return cost(of: returned.before + quantity) - cost(of: returned.before)
    }
}
