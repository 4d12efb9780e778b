// SPDX-License-Identifier: Apache-2.0

package import Kernel
package import LogisticsFacts
import Organisation
package import Store

/// Goods received earlier cost more or less than was thought.
package struct CorrectCost: Command {
    package static let name = "correct-cost"
    package static let address = "warehouse/cost-corrections"
    package static let permission = "warehouse.adjust"
    package static let summary = "Correct the cost of goods received earlier; the difference follows them."

    package let receipt: ID<StockDocument>
    package let line: Int64
    /// Minor units more (positive) or less.
    package let amount: Int64
    package let occurredAt: Instant

    package init(receipt: ID<StockDocument>, line: Int64, amount: Int64, occurredAt: Instant) {
        self.receipt = receipt
        self.line = line
        self.amount = amount
        self.occurredAt = occurredAt
    }

    package struct Answer: Codable, Sendable {
        package let document: ID<StockDocument>
    }

    package func run(_ tx: Transaction) throws -> Answer {
        guard let posted = try StockStore.posted(MoveKey(document: receipt, line: line), tx), posted.quantity > 0,
            let siteID = try tx.row(
                "select site_id from warehouse_receipt where document_id = \(receipt)", { $0.id(0, of: Site.self) }),
            let place = try OrganisationReading.site(siteID, tx)
        else { throw WarehouseRefusal.noSuchReceipt(receipt.description, line: line) }
        let known = try posted.value + StockStore.corrections(of: MoveKey(document: receipt, line: line), tx)
        guard amount != 0, amount.magnitude <= Money.largestMinor, known + amount >= 0 else {
            throw WarehouseRefusal.badValue(
                known.addingReportingOverflow(amount).partialValue, product: "of line \(line)")
        }
        let document: ID<StockDocument> = tx.key()
        try tx.publish(
            CostCorrected(
                document: document, company: place.company, receipt: receipt, line: line, amount: amount,
                day: place.time.businessDay(at: occurredAt), occurredAt: occurredAt, currency: place.currency))
        return Answer(document: document)
    }
}

/// A company says how it values its stock, before any moves.
package struct ChooseValuation: Command {
    package static let name = "choose-valuation"
    package static let address = "warehouse/valuation"
    package static let permission = "warehouse.valuation"
    package static let summary = "Choose average or first in, first out, before any stock has moved."

    package let company: String
    package let method: ValuationMethod

    package init(company: String, method: ValuationMethod) {
        self.company = company
        self.method = method
    }

    package struct Answer: Codable, Sendable {}

    package func run(_ tx: Transaction) throws -> Answer {
        guard let owner = try OrganisationReading.company(code: company, tx) else {
            throw OrganisationRefusal.noSuchCompany(company)
        }
        let sites = try OrganisationReading.sites(tx).filter { $0.company == owner.id }
        let hasMoved = try sites.contains { site in
            try tx.exists("select 1 from warehouse_stock where site_id = \(site.id) limit 1")
        }
        guard !hasMoved else { throw WarehouseRefusal.methodSettled }
        try tx.publish(ValuationMethodChosen(company: owner.id, method: method))
        return Answer()
    }
}
