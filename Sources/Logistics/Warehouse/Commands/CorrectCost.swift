// SPDX-License-Identifier: Apache-2.0

package import Kernel
package import LogisticsFacts
import Organisation
package import Store

/// Goods received earlier cost more or less than was thought.
package struct CorrectCost: Command {
    package let receipt: ID<StockDocument>
    package let line: Int64
    package let amount: MinorUnits
    package let occurredAt: Instant

    package init(receipt: ID<StockDocument>, line: Int64, amount: MinorUnits, occurredAt: Instant) {
        self.receipt = receipt
        self.line = line
        self.amount = amount
        self.occurredAt = occurredAt
    }

    package static let form = Form(
        "correct-cost", at: "warehouse/cost-corrections", may: "warehouse.adjust", .wish, changesSettings: false,
        "Correct the cost of goods received earlier; the difference follows them.",
        Shape<CorrectCost>(
            Field("receipt", \.receipt, "The key of the receipt of goods."),
            Field("line", \.line, "The line of the receipt, counted from one.", in: 1...),
            Field(
                "amount", \.amount, "How much more the whole line cost, or less when below zero.",
                in: MinorUnits.accepted),
            Field("occurredAt", \.occurredAt, "When it was found."),
            make: CorrectCost.init))

    /// The site of the delivery.
    package func place(_ tx: Transaction) throws -> Code<Site>? {
        let site: ID<Site>? = try tx.value("select site_id from warehouse_receipt where document_id = \(receipt)")
        return try site.flatMap { try OrganisationReading.site($0, tx) }.map { Code($0.code) }
    }

    package func run(_ tx: Transaction) throws -> Documented {
        guard MoveLine.lines.contains(line),
            let posted = try StockStore.posted(MoveKey(document: receipt, line: line), tx), posted.quantity > 0,
            let siteID = try tx.value(
                "select site_id from warehouse_receipt where document_id = \(receipt)", as: ID<Site>.self),
            let place = try OrganisationReading.site(siteID, tx)
        else { throw refusal(WarehouseRefusal.noSuchReceipt(receipt.description, line: line), at: \.receipt) }
        let known = try posted.value + StockStore.corrections(of: MoveKey(document: receipt, line: line), tx)
        guard amount != 0, known + amount.count >= 0 else {
            throw refusal(
                WarehouseRefusal.badValue(known + amount.count, product: "of line \(line)"), at: \.amount)
        }
        let document: ID<StockDocument> = tx.key()
        try tx.publish(
            CostCorrected(
                document: document, company: place.company, receipt: receipt, line: line, amount: amount.count,
                day: place.time.businessDay(at: occurredAt), occurredAt: occurredAt, currency: place.currency))
        return Documented(document: document)
    }
}

/// A company says how it values its stock, before any moves.
package struct ChooseValuation: Command {
    package let company: Code<Company>
    package let method: ValuationMethod

    package init(company: Code<Company>, method: ValuationMethod) {
        self.company = company
        self.method = method
    }

    package static let form = Form(
        "choose-valuation", at: "warehouse/valuation", may: "warehouse.valuation", .wish,
        "Choose average or first in, first out, before any stock has moved.",
        Shape<ChooseValuation>(
            Field("company", \.company, "Whose stock it is."),
            Field("method", \.method, "What goods cost that go out."),
            make: ChooseValuation.init))

    package func run(_ tx: Transaction) throws -> Done {
        let owner = try at(\.company) { try OrganisationReading.required(company: company, tx) }
        let sites = try OrganisationReading.sites(tx).filter { $0.company == owner.id }
        let hasMoved = try sites.contains { site in
            try tx.exists("select 1 from warehouse_stock where site_id = \(site.id) limit 1")
        }
        guard !hasMoved else { throw refusal(WarehouseRefusal.methodSettled, at: \.method) }
        try tx.publish(ValuationMethodChosen(company: owner.id, method: method))
        return Done()
    }
}
