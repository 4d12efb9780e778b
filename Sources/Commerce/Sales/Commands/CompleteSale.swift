// SPDX-License-Identifier: Apache-2.0

package import CommerceFacts
package import Kernel
import ManagementFacts
import Organisation
package import Store

/// A till reports a receipt: a sale, a return, or both at once.
///
/// It has happened, so it is never refused. What the books cannot interpret stands in suspense, and a person is asked.
package struct CompleteSale: Command {
    package static let name = "complete-sale"
    package static let address = "sales/receipts"
    package static let permission = "sales.sell"
    package static let summary = "Record a till receipt with its lines, discounts and tenders."

    /// The site's code.
    package let site: String
    package let till: Int64
    /// The till's own number of the receipt; with the till it names the receipt for ever.
    package let number: Int64
    package let occurredAt: Instant
    /// The store when left out.
    package let channel: Channel?
    package let lines: [SaleLine]
    /// A discount on the whole basket, spread over its sold lines in proportion.
    package let basketDiscount: Int64?
    package let tenders: [SaleTender]

    package init(
        site: String, till: Int64, number: Int64, occurredAt: Instant, channel: Channel? = nil,
        lines: [SaleLine], basketDiscount: Int64? = nil, tenders: [SaleTender]
    ) {
        self.site = site
        self.till = till
        self.number = number
        self.occurredAt = occurredAt
        self.channel = channel
        self.lines = lines
        self.basketDiscount = basketDiscount
        self.tenders = tenders
    }

    package struct Answer: Codable, Sendable, Equatable {
        package let receipt: ID<Receipt>
        /// What the customer owed in all, with tax.
        package let due: Int64
        /// True when this receipt was reported before.
        package let wasKnown: Bool

        package init(receipt: ID<Receipt>, due: Int64, wasKnown: Bool) {
            self.receipt = receipt
            self.due = due
            self.wasKnown = wasKnown
        }
    }

    package func foresee(_ ahead: Foresight) { SaleDesk.foresee(self, ahead) }

    package func run(_ tx: Transaction) throws -> Answer {
        try checkForm()
        let place = try SaleDesk.place(site, tx)
        let till = try ReceiptStore.till(till, at: place, tx)
        let fingerprint = try (tx.request ?? CommandRequest(of: self)).fingerprint
        if let known = try ReceiptStore.receipt(number, of: till, tx) {
            if known.fingerprint != fingerprint { try reportContradiction(known.id, place, tx) }
            return Answer(receipt: known.id, due: try ReceiptStore.due(known.id, tx), wasKnown: true)
        }
        let draft = try SaleDesk.draft(self, place, tx)
        let receipt = try SaleDesk.write(draft, self, till, place, fingerprint: fingerprint, tx)
        if let void = try EarlyVoids.take(self, of: till, tx) {
            try void.undo(.init(id: receipt, till: till.id, fingerprint: fingerprint), whichCameLateAt: place, tx)
        }
        return Answer(receipt: receipt, due: draft.due, wasKnown: false)
    }

    /// What the customer owes by our own rules, for whoever writes down a receipt whose payment nobody recorded.
    package func due(_ tx: Transaction) throws -> Int64 {
        try checkForm()
        return try SaleDesk.draft(self, try SaleDesk.place(site, tx), tx).due
    }

    /// The only refusals: what no till can mean.
    private func checkForm() throws {
        guard number > 0 else { throw SalesRefusal.badNumber(number) }
        guard !lines.isEmpty || !tenders.isEmpty else { throw SalesRefusal.emptyReceipt }
        guard lines.count <= 10_000, tenders.count <= 100 else { throw SalesRefusal.tooLong(lines: lines.count) }
        let amounts =
            lines.flatMap { [$0.list ?? 0, $0.tax ?? 0] + ($0.discounts ?? []).map(\.amount) } + tenders.map(\.amount)
            + [basketDiscount ?? 0]
        if let amount = amounts.first(where: { $0.magnitude > Money.largestMinor }) {
            throw SalesRefusal.amountTooLarge(amount)
        }
        if let line = lines.first(where: { $0.quantity.magnitude > Quantity.largestThousandths }) {
            throw SalesRefusal.quantityTooLarge(line.quantity)
        }
    }

    private func reportContradiction(_ known: ID<Receipt>, _ place: SalePlace, _ tx: Transaction) throws {
        try tx.publish(
            AttentionNeeded(
                company: place.site.company, site: place.site.id,
                subject: "receipt \(site)/\(till)/\(number) twice",
                reason:
                    "Till \(till) at \(site) sent receipt \(number) again with other content; the first one stands.",
                evidence: ["first receipt: \(known)", "second at \(occurredAt), \(lines.count) lines"]))
    }
}
