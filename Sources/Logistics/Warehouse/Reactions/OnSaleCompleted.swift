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
            if let voids = sale.voids {
                try turnBack(line, of: ID(voids.rawValue), item, &ledger, tx)
            } else if let returned = line.returned {
                try takeBack(line, returned, item, &ledger, tx)
            } else {
                try ledger.move(item, -line.quantity, reason: .sold, tx)
            }
        }
        try ledger.publish(tx)
    }

    /// A returned article, at the cost it was sold at; at today's when nobody knows which sale it was.
    private static func takeBack(
        _ line: SaleCompleted.Line, _ returned: SaleCompleted.Returned, _ item: StockLedger.Item,
        _ ledger: inout StockLedger, _ tx: Transaction
    ) throws {
        let original = try originalCost(of: -line.quantity, returned, tx)
        switch returned.disposition {
        case .stock: try ledger.move(item, -line.quantity, value: original, reason: .returned, tx)
        case .damaged: ledger.change(original ?? 0, .returnedDamaged, item)
        case .none: break
        }
    }

    /// What a returned quantity cost when it was sold: its part of the whole line, so that all parts together cost
    /// what the line did. Nil when nobody knows which sale it was.
    private static func originalCost(
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

    /// A line of a voided receipt: the goods come back at what they went out for, or go again.
    private static func turnBack(
        _ line: SaleCompleted.Line, of receipt: ID<StockDocument>, _ item: StockLedger.Item,
        _ ledger: inout StockLedger, _ tx: Transaction
    ) throws {
        if let returned = line.returned, returned.disposition == .damaged {
            ledger.change(-(try originalCost(of: line.quantity, returned, tx) ?? 0), .returnedDamaged, item)
            return
        }
        let posted = try StockStore.posted(MoveKey(document: receipt, line: line.number), tx)
        guard let posted else { return }
        try ledger.move(
            item, -posted.quantity, value: -posted.value, reason: line.returned == nil ? .sold : .returned, tx)
    }
}
