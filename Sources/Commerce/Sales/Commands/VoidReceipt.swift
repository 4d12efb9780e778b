// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
package import Kernel
import ManagementFacts
import Organisation
package import Store

/// A receipt is undone as if it had never been: every sign is turned, at the original cost.
///
/// A void that comes before its receipt is kept, and goes in together with it.
package struct VoidReceipt: Command {
    package let site: Code<Site>
    package let till: Int64
    package let number: ReceiptNumber
    package let occurredAt: Instant
    package let reason: String

    package init(site: Code<Site>, till: Int64, number: ReceiptNumber, occurredAt: Instant, reason: String) {
        self.site = site
        self.till = till
        self.number = number
        self.occurredAt = occurredAt
        self.reason = reason
    }

    package static let form = Form(
        "void-receipt", at: "sales/voids", may: "sales.void", .event, changesSettings: false,
        "Undo a whole receipt: goods back, money back, at what they were.",
        Shape<VoidReceipt>(
            Field("site", \.site, "Where it was sold."),
            Field("till", \.till, "The till's number.", in: 0...),
            Field(
                "number", \.number, "The number of the receipt as the till printed it.", in: 1...ReceiptNumber.longest),
            Field("occurredAt", \.occurredAt, "When it was voided."),
            Field("reason", \.reason, "Why."),
            make: VoidReceipt.init))

    package struct Answer: Shaped, Equatable {
        package let receipt: ID<Receipt>?
        package let due: MinorUnits
        package let wasKnown: Bool

        package init(receipt: ID<Receipt>?, due: MinorUnits, wasKnown: Bool) {
            self.receipt = receipt
            self.due = due
            self.wasKnown = wasKnown
        }

        package static let shape = Shape<Answer>(
            Field("receipt", \.receipt, "The void's own key; missing while it waits for the receipt."),
            Field("due", \.due, "What the customer owes by the void, with tax: below zero for a sale."),
            Field("wasKnown", \.wasKnown, "True when this void was reported before."),
            make: Answer.init)
    }

    package var subject: String? { name }

    package func run(_ tx: Transaction) throws -> Answer {
        let place = try SaleSettings.place(site, tx)
        let till = try TillStore.till(till, at: place, tx)
        guard let original = try ReceiptStore.receipt(number.count, of: till, tx) else {
            let isNew = try EarlyVoids.keep(self, for: till, tx)
            if isNew { try askForReceipt(place, tx) }
            return Answer(receipt: nil, due: 0, wasKnown: !isNew)
        }
        // The void takes the original's number with the sign turned, so there is at most one.
        if let known = try ReceiptStore.receipt(-number.count, of: original.till, tx) {
            return Answer(receipt: known.id, due: MinorUnits(try ReceiptStore.due(known.id, tx)), wasKnown: true)
        }
        let fact = try undo(original, at: place, tx)
        return Answer(
            receipt: fact.receipt, due: MinorUnits(fact.lines.reduce(0) { $0 + $1.net + $1.tax }), wasKnown: false)
    }

    /// Undoes a receipt that this void came before, and asks for it no more.
    func undo(_ original: ReceiptStore.Found, whichCameLateAt place: SalePlace, _ tx: Transaction) throws {
        _ = try undo(original, at: place, tx)
        try tx.publish(
            MatterExplained(
                company: place.site.company, kind: .receiptMissing, subject: name,
                explanation: "The receipt came, and was written down together with its void."))
    }

    private func undo(_ original: ReceiptStore.Found, at place: SalePlace, _ tx: Transaction) throws -> SaleCompleted {
        let receipt = try StoredReceipt.load(original.id, tx)
        // A receipt that came before its site was opened stands at the head office, and so does its void.
        let site = try OrganisationReading.site(receipt.site, tx) ?? place.site
        let session = try TillStore.session(of: original.till, at: occurredAt, tx)
        let entry = ReceiptEntry(
            VoidRules.draft(of: receipt, at: occurredAt, because: reason, site), as: tx.key(),
            of: TillRecord(id: original.till, number: till), number: number, fingerprint: original.fingerprint,
            in: session)
        let vouchers = try VoucherStore.uses(by: entry.draft, tx)
        try ReceiptWriter.write(entry, tx)
        try entry.tellLateCash(at: place, tx)
        try tx.publish(entry.fact)
        try VoucherStore.tell(vouchers, of: entry, named: "the void of \(name)", tx)
        try ask(about: entry.fact, hadReturns: receipt.hasReturns, place, tx)
        return entry.fact
    }

    /// What the inbox calls the receipt.
    private var name: String { "\(site)/\(till)/\(number)" }

    private func askForReceipt(_ place: SalePlace, _ tx: Transaction) throws {
        try tx.publish(
            MatterRaised(
                company: place.site.company, site: place.site.id, kind: .receiptMissing, subject: name,
                reason: "Till \(till) at \(site) voided receipt \(number), which has not come yet. "
                    + "The void is kept until then.",
                evidence: ["voided at \(occurredAt): \(reason)"],
                proposals: [
                    MatterProposal(
                        "Tell what receipt \(number) says", CompleteSale.self,
                        knowing: [.member(\.site, site), .member(\.till, till), .member(\.number, number)])
                ]))
    }

    /// What waited in suspense for the receipt is taken back from its matter; and goods that came back before have
    /// now come back twice.
    private func ask(about fact: SaleCompleted, hadReturns: Bool, _ place: SalePlace, _ tx: Transaction) throws {
        var reasons: [String] = []
        if fact.waiting != 0 { reasons.append("The receipt was voided, and what waited in suspense for it with it.") }
        if hadReturns {
            reasons.append("The receipt was voided after goods had come back with it: they now came back twice.")
        }
        guard !reasons.isEmpty else { return }
        try tx.publish(
            MatterRaised(
                company: fact.company, site: fact.site, kind: .receiptDoubt, subject: name,
                reason: reasons.joined(separator: " "),
                evidence: ["receipt \(number) of till \(till) at \(place.code), voided on \(fact.day): \(reason)"],
                suspense: MinorUnits(fact.waiting)))
    }
}
