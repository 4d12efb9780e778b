// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
package import LogisticsFacts
package import Store

/// How the stock ledger answers what happened. Nothing else writes it.
package enum WarehouseReactions {
    package static func onGoodsReceived(_ received: GoodsReceived, _ tx: Transaction) throws {
        var ledger = try StockLedger(
            document: received.document, company: received.company, day: received.day,
            occurredAt: received.occurredAt, currency: received.currency, tx)
        try ledger.expect(received.lines.map(\.product), at: received.site, tx)
        for line in received.lines {
            let item = StockLedger.Item(
                line: line.number, site: received.site, product: line.product, department: line.department)
            if line.quantity < 0 {
                try ledger.move(item, line.quantity, reason: .returnedToSupplier, tx)
                ledger.change(-line.value, .supplierCredit, item)
            } else {
                try ledger.move(
                    item, line.quantity, value: line.value, reason: received.origin == .opening ? .opening : .received,
                    tx)
            }
        }
        try tx.run(
            """
            insert into warehouse_receipt (document_id, company_id, site_id, supplier_id, origin, day, currency, value)
            values (\(received.document), \(received.company), \(received.site), \(received.supplier),
                    \(received.origin.rawValue), \(received.day), \(received.currency),
                    \(received.lines.reduce(0) { $0 + $1.value }))
            """)
        try ledger.publish(tx)
    }

    package static func onTransferShipped(_ shipped: TransferShipped, _ tx: Transaction) throws {
        var ledger = try StockLedger(
            document: shipped.document, company: shipped.company, day: shipped.day, occurredAt: shipped.occurredAt,
            currency: shipped.currency, tx)
        try ledger.expect(shipped.lines.map(\.product), at: shipped.site, tx)
        try TransferStore.open(shipped, tx)
        for line in shipped.lines {
            let item = StockLedger.Item(
                line: line.number, site: shipped.site, product: line.product, department: line.department)
            try ledger.move(item, -line.quantity, reason: .shipped, tx) { moved in
                try TransferStore.add(line, value: -moved, to: shipped.document, tx)
            }
        }
        try ledger.publish(tx)
    }

    /// What arrived takes its share of the value that was shipped; the rest is lost on the way. More than was shipped
    /// is found goods at the same cost.
    package static func onTransferReceived(_ received: TransferReceived, _ tx: Transaction) throws {
        guard let header = try TransferStore.header(received.transfer, tx) else {
            throw StoreFault.corrupt("transfer \(received.transfer) is missing")
        }
        var ledger = try StockLedger(
            document: received.document, company: received.company, day: received.day,
            occurredAt: received.occurredAt, currency: received.currency, tx)
        let arrivals = Dictionary(
            received.lines.map { ($0.number, $0.quantity) }, uniquingKeysWith: { first, second in first + second })
        for line in try TransferStore.lines(of: received.transfer, tx) {
            let quantity = arrivals[line.line] ?? 0
            let value = line.value.scaled(by: min(quantity, line.quantity), over: line.quantity)
            let item = StockLedger.Item(
                line: line.line, site: received.site, product: line.product, department: line.department)
            try ledger.move(
                item, min(quantity, line.quantity), value: value, reason: .arrived, origin: header.origin, tx)
            if quantity > line.quantity {
                let extra = StockLedger.Item(
                    line: MoveLine(line.line).surplus, site: received.site, product: line.product,
                    department: line.department)
                let surplus = quantity - line.quantity
                let value = line.value.scaled(by: surplus, over: line.quantity, upTo: Money.largestMinor)
                try ledger.move(extra, surplus, value: value, reason: .shrink, tx)
            }
            let origin = StockLedger.Item(
                line: line.line, site: header.origin, product: line.product, department: line.department)
            ledger.change(value - line.value, .lostInTransit, origin)
            try TransferStore.receive(
                quantity, value: value, lost: line.value - value,
                of: MoveKey(document: received.transfer, line: line.line), tx)
        }
        try TransferStore.close(received, tx)
        try ledger.publish(tx)
    }

    package static func onStockCorrected(_ corrected: StockCorrected, _ tx: Transaction) throws {
        var ledger = try StockLedger(
            document: corrected.document, company: corrected.company, day: corrected.day,
            occurredAt: corrected.occurredAt, currency: corrected.currency, tx)
        try ledger.expect(corrected.lines.map(\.product), at: corrected.site, tx)
        ledger.isCount = corrected.reason == .count
        for line in corrected.lines {
            let item = StockLedger.Item(
                line: line.number, site: corrected.site, product: line.product, department: line.department)
            try ledger.move(item, line.quantity, reason: corrected.reason.valued, tx)
            if corrected.reason == .count { try ledger.noteCount(of: item, tx) }
        }
        try ledger.publish(tx)
    }

    package static func onCostCorrected(_ corrected: CostCorrected, _ tx: Transaction) throws {
        let key = MoveKey(document: corrected.receipt, line: corrected.line)
        guard let item = try item(of: key, tx) else {
            throw StoreFault.corrupt("receipt \(corrected.receipt) has no line \(corrected.line)")
        }
        var ledger = try StockLedger(
            document: corrected.document, company: corrected.company, day: corrected.day,
            occurredAt: corrected.occurredAt, currency: corrected.currency, tx)
        try ledger.correct(receipt: key, by: corrected.amount, reason: .costCorrected, item, tx)
        try ledger.publish(tx)
    }

    package static func onValuationMethodChosen(_ chosen: ValuationMethodChosen, _ tx: Transaction) throws {
        try tx.run(
            """
            insert into warehouse_method (company_id, method)
            values (\(chosen.company), \(chosen.method.rawValue))
                on conflict (company_id) do update set method = excluded.method
            """)
        tx.forgetRemembered()
    }

    private static func item(of key: MoveKey, _ tx: Transaction) throws -> StockLedger.Item? {
        try tx.row(
            movedItem,
            """
              from warehouse_move m
              join warehouse_stock s on s.site_id = m.site_id and s.product_id = m.product_id
             where m.document_id = \(key.document) and m.line = \(key.line.number)
            """)
    }

    private static let movedItem = Columns<StockLedger.Item>(
        Column("m.line", \.line), Column("m.site_id", \.site), Column("m.product_id", \.product),
        Column("s.department_id", \.department), make: StockLedger.Item.init)
}

extension StockCorrected.Reason {
    /// Which pair of accounts the difference belongs to.
    var valued: StockValued.Reason {
        switch self {
        case .count, .theft, .found: .shrink
        case .damaged: .damaged
        case .expired: .expired
        case .ownUse: .ownUse
        }
    }
}
