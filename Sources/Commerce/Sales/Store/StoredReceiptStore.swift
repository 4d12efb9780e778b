// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import FinanceFacts
import Kernel
import Store
import Taxes

extension StoredReceipt {
    static func load(_ id: ID<Receipt>, _ tx: Transaction) throws -> StoredReceipt {
        guard let header = try tx.row(Header.columns, "from sales_receipt where receipt_id = \(id)") else {
            throw StoreFault.corrupt("receipt \(id) is missing")
        }
        return StoredReceipt(
            id: id, site: header.site, channel: header.channel, currency: header.currency, rounding: header.rounding,
            suspense: header.suspense, lines: try lines(of: id, tx), taxes: try taxes(of: id, tx),
            lineTaxes: try ReceiptStore.taxes(of: id, tx), tenders: try tenders(of: id, tx),
            hasReturns: try tx.exists(
                "select 1 from sales_returned where receipt_id = \(id) and quantity <> 0"))
    }

    private struct Header {
        let site: ID<Site>
        let channel: Channel
        let currency: Currency
        let rounding: Int64
        let suspense: Int64

        static let columns = Columns<Header>(
            Column("site_id", \.site), Column("channel", \.channel), Column("currency", \.currency),
            Column("rounding", \.rounding), Column("suspense", \.suspense), make: Header.init)
    }

    private static func lines(of id: ID<Receipt>, _ tx: Transaction) throws -> [Line] {
        try tx.rows(StoredLine.columns, "from sales_line where receipt_id = \(id) order by line").map { line in
            let sold = try line.fact.returned.flatMap { returned in
                try returned.receipt.flatMap { try ReceiptStore.soldLines(of: $0, returned.line, tx).first }
            }
            return Line(fact: line.fact, reference: line.reference, bracket: line.bracket, sold: sold)
        }
    }

    private struct StoredLine {
        let fact: SaleCompleted.Line
        let reference: String?
        let bracket: TaxBracket?

        static let columns = Columns<StoredLine>(
            Column("line", \.fact.number), Column("product_id", \.fact.product),
            Column("department_id", \.fact.department), Column("coalesce(kind, 'goods')", \.fact.kind),
            Column("is_stocked", \.fact.isStocked), Column("quantity", \.fact.quantity), Column("list", \.fact.list),
            Column("discount", \.fact.discount), Column("tax", \.fact.tax),
            Column("returned_receipt_id", \.fact.returned?.receipt),
            Column("returned_line", \.fact.returned?.line), Column("returned_before", \.fact.returned?.before),
            Column("disposition", \.fact.returned?.disposition), Column("reference", \.reference),
            Column("tax_class", \.bracket?.taxClass), Column("tax_rate", \.bracket?.rate)
        ) {
            number, product, department, kind, isStocked, quantity, list, discount, tax, receipt, line, before,
            disposition, reference, taxClass, rate in
            let returned = disposition.map {
                SaleCompleted.Returned(receipt: receipt, line: line ?? 0, disposition: $0, before: before ?? 0)
            }
            return StoredLine(
                fact: SaleCompleted.Line(
                    number: number, product: product, department: department, kind: kind, isStocked: isStocked,
                    quantity: quantity, list: list, discount: discount, tax: tax, returned: returned),
                reference: reference, bracket: TaxBracket(taxClass, rate))
        }
    }

    private static func taxes(of id: ID<Receipt>, _ tx: Transaction) throws -> [BracketTax] {
        let kinds = try SaleSettings.taxKinds(tx)
        return try tx.rows(
            StoredTax.columns,
            "from sales_receipt_tax where receipt_id = \(id) order by jurisdiction_id, tax_class, tax_rate"
        ).map {
            BracketTax(
                jurisdiction: $0.jurisdiction, kind: kinds[$0.jurisdiction] ?? .salesTax, bracket: $0.bracket,
                base: $0.base, amount: $0.amount)
        }
    }

    private struct StoredTax {
        let jurisdiction: ID<Jurisdiction>
        let bracket: TaxBracket
        let base: Int64
        let amount: Int64

        static let columns = Columns<StoredTax>(
            Column("jurisdiction_id", \.jurisdiction), Column("tax_class", \.bracket.taxClass),
            Column("tax_rate", \.bracket.rate), Column("base", \.base), Column("amount", \.amount)
        ) {
            StoredTax(jurisdiction: $0, bracket: TaxBracket(taxClass: $1, rate: $2), base: $3, amount: $4)
        }
    }

    private static func tenders(of id: ID<Receipt>, _ tx: Transaction) throws -> [SaleTender] {
        try tx.rows(tender, "from sales_tender where receipt_id = \(id) order by line")
    }

    private static let tender = Columns<SaleTender>(
        Column("kind", \.kind), Column("amount", \.amount), Column("reference", \.reference),
        Column("foreign_currency", \.foreign?.currency), Column("foreign_amount", \.foreign?.amount),
        Column("foreign_rate", \.foreign?.rate)
    ) { kind, amount, reference, currency, foreign, rate in
        SaleTender(
            kind: kind, amount: amount, reference: reference,
            foreign: currency.flatMap { currency in
                foreign.flatMap { foreign in rate.map { ForeignCash(currency: currency, amount: foreign, rate: $0) } }
            })
    }
}
