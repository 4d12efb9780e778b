// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import FinanceFacts
import Kernel
import Organisation
import Store
import Taxes

/// A receipt read back, whole.
struct StoredReceipt {
    struct Line {
        let fact: SaleCompleted.Line
        let reference: String?
    }

    let id: ID<Receipt>
    let site: ID<Site>
    let channel: Channel
    let currency: Currency
    let rounding: Int64
    let suspense: Int64
    let lines: [Line]
    let taxes: [(jurisdiction: ID<Jurisdiction>, kind: TaxKind, base: Int64, amount: Int64)]
    /// By line; empty when one jurisdiction alone taxed the receipt.
    let lineTaxes: [Int64: [LineTax]]
    let tenders: [SaleTender]

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
        let kinds = try SaleDesk.taxKinds(tx)
        return StoredReceipt(
            id: id, site: header.site, channel: header.channel, currency: header.currency, rounding: header.rounding,
            suspense: header.suspense, lines: try lines(of: id, tx),
            taxes: try tx.rows(
                """
                select jurisdiction_id, base, amount from sales_tax
                 where receipt_id = \(id)
                 order by jurisdiction_id
                """
            ) { ($0.id(0), kinds[$0.id(0)] ?? .salesTax, $0.integer(1), $0.integer(2)) },
            lineTaxes: Dictionary(
                grouping: try tx.rows(
                    """
                    select line, jurisdiction_id, base, amount from sales_line_tax
                     where receipt_id = \(id)
                     order by line, jurisdiction_id
                    """
                ) {
                    (
                        line: $0.integer(0),
                        tax: LineTax(jurisdiction: $0.id(1), base: $0.integer(2), amount: $0.integer(3))
                    )
                },
                by: \.line
            ).mapValues { $0.map(\.tax) },
            tenders: try tx.rows(
                "select kind, amount, reference from sales_tender where receipt_id = \(id) order by line"
            ) {
                SaleTender(
                    kind: try $0.choice(0), amount: MinorUnits($0.integer(1)), reference: $0.optional(2, Row.text))
            })
    }

    /// The fact of this receipt with every sign turned.
    func voided(as receipt: ID<Receipt>, at instant: Instant, on day: Day, _ site: SiteRecord) -> SaleCompleted {
        SaleCompleted(
            receipt: receipt, company: site.company, site: site.id, channel: channel, day: day, occurredAt: instant,
            currency: currency, voids: id, lines: lines.map(\.fact.turned),
            taxes: taxes.map { .init(jurisdiction: $0.jurisdiction, kind: $0.kind, amount: -$0.amount) },
            tenders: tenders.map { .init(kind: $0.kind, amount: -$0.amount.count) }, rounding: -rounding,
            suspense: -suspense)
    }

    private static func lines(of id: ID<Receipt>, _ tx: Transaction) throws -> [Line] {
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
            return Line(
                fact: SaleCompleted.Line(
                    number: row.integer(0), product: row.optional(1, Row.integer).map(ID.init),
                    department: row.id(2), kind: kind.flatMap(ProductKind.init) ?? .goods, isStocked: row.flag(12),
                    quantity: row.integer(4), list: row.integer(5), discount: row.integer(6), tax: row.integer(7),
                    returned: returned),
                reference: row.optional(11, Row.text))
        }
    }
}

extension SaleCompleted.Line {
    /// The same line with every sign turned.
    var turned: SaleCompleted.Line {
        SaleCompleted.Line(
            number: number, product: product, department: department, kind: kind, isStocked: isStocked,
            quantity: -quantity, list: -list, discount: -discount, tax: -tax, returned: returned)
    }
}

extension LineTax {
    /// The same charge with every sign turned.
    var turned: LineTax { LineTax(jurisdiction: jurisdiction, base: -base, amount: -amount) }
}
