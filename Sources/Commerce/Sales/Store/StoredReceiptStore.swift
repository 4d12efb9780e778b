// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import FinanceFacts
import Kernel
import Store
import Taxes

extension StoredReceipt {
    static func load(_ id: ID<Receipt>, _ tx: Transaction) throws -> StoredReceipt {
        let header = try tx.row(
            "select channel, currency, rounding, suspense, site_id from sales_receipt where receipt_id = \(id)"
        ) { row in
            (
                channel: try row.choice(0, of: Channel.self), currency: try row.currency(1), rounding: row.integer(2),
                suspense: row.integer(3), site: row.id(4, of: Site.self)
            )
        }
        guard let header else { throw StoreFault.corrupt("receipt \(id) is missing") }
        return StoredReceipt(
            id: id, site: header.site, channel: header.channel, currency: header.currency, rounding: header.rounding,
            suspense: header.suspense, lines: try lines(of: id, tx), taxes: try taxes(of: id, tx),
            lineTaxes: try ReceiptStore.taxes(of: id, tx), tenders: try tenders(of: id, tx),
            hasReturns: try tx.exists(
                "select 1 from sales_returned where receipt_id = \(id) and quantity <> 0"))
    }

    private static func lines(of id: ID<Receipt>, _ tx: Transaction) throws -> [Line] {
        try facts(of: id, tx).map { fact, reference in
            let sold = try fact.returned.flatMap { returned in
                try returned.receipt.flatMap { try ReceiptStore.soldLines(of: $0, returned.line, tx).first }
            }
            return Line(fact: fact, reference: reference, sold: sold)
        }
    }

    private static func facts(
        of id: ID<Receipt>, _ tx: Transaction
    ) throws -> [(line: SaleCompleted.Line, reference: String?)] {
        try tx.rows(
            """
            select line, product_id, department_id, kind, quantity, list, discount, tax, returned_receipt_id,
                   returned_line, disposition, reference, is_stocked, returned_before
              from sales_line
             where receipt_id = \(id)
             order by line
            """
        ) { row in
            let disposition = row.optional(10, Row.text).flatMap(Disposition.init)
            let returned = disposition.map {
                SaleCompleted.Returned(
                    receipt: row.optional(8, Row.integer).map(ID.init), line: row.optional(9, Row.integer) ?? 0,
                    disposition: $0, before: row.integer(13))
            }
            let kind = row.optional(3, Row.text)
            return (
                SaleCompleted.Line(
                    number: row.integer(0), product: row.optional(1, Row.integer).map(ID.init),
                    department: row.id(2), kind: kind.flatMap(ProductKind.init) ?? .goods, isStocked: row.flag(12),
                    quantity: row.integer(4), list: row.integer(5), discount: row.integer(6), tax: row.integer(7),
                    returned: returned),
                row.optional(11, Row.text)
            )
        }
    }

    private static func taxes(
        of id: ID<Receipt>, _ tx: Transaction
    ) throws -> [TaxResult.JurisdictionTax] {
        let kinds = try SaleSettings.taxKinds(tx)
        return try tx.rows(
            """
            select jurisdiction_id, base, amount from sales_tax
             where receipt_id = \(id)
             order by jurisdiction_id
            """
        ) {
            TaxResult.JurisdictionTax(
                jurisdiction: $0.id(0), kind: kinds[$0.id(0)] ?? .salesTax, base: $0.integer(1), amount: $0.integer(2))
        }
    }

    private static func tenders(of id: ID<Receipt>, _ tx: Transaction) throws -> [SaleTender] {
        try tx.rows(
            "select kind, amount, reference from sales_tender where receipt_id = \(id) order by line"
        ) {
            SaleTender(kind: try $0.choice(0), amount: MinorUnits($0.integer(1)), reference: $0.optional(2, Row.text))
        }
    }
}
