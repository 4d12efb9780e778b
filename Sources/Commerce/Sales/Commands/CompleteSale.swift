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
    package let site: Code<Site>
    package let till: Int64
    package let number: ReceiptNumber
    package let occurredAt: Instant
    package let channel: Channel?
    package let exemption: String?
    package let lines: [SaleLine]
    package let basketDiscount: MinorUnits?
    package let tenders: [SaleTender]

    package init(
        site: Code<Site>, till: Int64, number: ReceiptNumber, occurredAt: Instant, channel: Channel? = nil,
        exemption: String? = nil, lines: [SaleLine], basketDiscount: MinorUnits? = nil, tenders: [SaleTender]
    ) {
        self.site = site
        self.till = till
        self.number = number
        self.occurredAt = occurredAt
        self.channel = channel
        self.exemption = exemption
        self.lines = lines
        self.basketDiscount = basketDiscount
        self.tenders = tenders
    }

    package static let form = Form(
        "complete-sale", at: "sales/receipts", may: "sales.sell", perhaps: SaleRight.allCases.map(\.rawValue), .event,
        changesSettings: false, keepsRequest: false,
        "Record a till receipt with its lines, discounts and tenders.",
        Shape<CompleteSale>(
            Field("site", \.site, "Where it was sold."),
            Field("till", \.till, "The till's number.", in: 0...),
            Field(
                "number", \.number,
                "The number of the receipt as the till printed it; with the till it names the receipt for ever.",
                in: 1...ReceiptNumber.longest),
            Field("occurredAt", \.occurredAt, "When it was printed."),
            Field("channel", \.channel, "How it was sold; in the store when left out."),
            Field(
                "exemption", \.exemption,
                "Why the customer pays no tax: the number of the certificate. Then no line is taxed.", in: 1...100),
            Field("lines", \.lines, "What was sold and what came back.", in: 0...10_000),
            Field(
                "basketDiscount", \.basketDiscount,
                "A discount on the whole basket, spread over its sold lines in proportion.", in: MinorUnits.accepted),
            Field("tenders", \.tenders, "What the customer gave or got back.", in: 0...100),
            make: CompleteSale.init))

    package struct Answer: Shaped, Equatable {
        package let receipt: ID<Receipt>
        package let due: MinorUnits
        package let wasKnown: Bool

        package init(receipt: ID<Receipt>, due: MinorUnits, wasKnown: Bool) {
            self.receipt = receipt
            self.due = due
            self.wasKnown = wasKnown
        }

        package static let shape = Shape<Answer>(
            Field("receipt", \.receipt, "The receipt's key."),
            Field("due", \.due, "What the customer owed in all, with tax."),
            Field("wasKnown", \.wasKnown, "True when this receipt was reported before."),
            make: Answer.init)
    }

    package func place(_ tx: Transaction) -> Code<Site>? { site }
    package var subject: String? { "\(site)/\(till)/\(number)" }

    package func foresee(_ ahead: Foresight) { SaleBasis.foresee(self, ahead) }

    package func run(_ tx: Transaction) throws -> Answer {
        guard !lines.isEmpty || !tenders.isEmpty else { throw refusal(SalesRefusal.emptyReceipt, at: \.lines) }
        let place = try SaleSettings.place(site, tx)
        let till = try TillStore.till(till, at: place, tx)
        let fingerprint = try (tx.request ?? CommandRequest(of: self)).fingerprint
        if let known = try ReceiptStore.receipt(number.count, of: till, tx) {
            if known.fingerprint != fingerprint { try reportContradiction(known.id, place, tx) }
            return Answer(receipt: known.id, due: MinorUnits(try ReceiptStore.due(known.id, tx)), wasKnown: true)
        }
        let basis = try SaleBasis.load(self, at: place, tx)
        try checkRights(basis, tx)
        let session = try TillStore.session(of: till.id, at: occurredAt, tx)
        var draft = SaleRules.draft(self, basis)
        if draft.day > tx.now.tomorrow.advanced(by: 1) {
            draft.doubts.append("The till's clock says \(draft.day), which has not come yet.")
        }
        let entry = ReceiptEntry(
            draft, as: tx.key(), of: till, number: number, fingerprint: fingerprint, in: session)
        let vouchers = try VoucherStore.uses(by: entry.draft, tx)
        try ReceiptWriter.write(entry, tx)
        try publish(entry, place, tx)
        try VoucherStore.tell(vouchers, of: entry, named: "\(site)/\(till.number)/\(number)", tx)
        if let void = try EarlyVoids.take(self, of: till, tx) {
            try void.undo(
                .init(id: entry.fact.receipt, till: till.id, fingerprint: fingerprint), whichCameLateAt: place, tx)
        }
        return Answer(receipt: entry.fact.receipt, due: MinorUnits(entry.draft.due), wasKnown: false)
    }

    /// What the customer owes by our own rules, for whoever writes down a receipt whose payment nobody recorded. Its fields
    /// are within their ranges: a `CommandRequest` was made of it.
    package func due(_ tx: Transaction) throws -> Int64 {
        SaleRules.draft(self, try SaleBasis.load(self, at: SaleSettings.place(site, tx), tx)).due
    }

    private func checkRights(_ basis: SaleBasis, _ tx: Transaction) throws {
        for right in SaleRights.wanted(by: self) { try tx.require(right.rawValue, at: site, to: Self.name) }
        let right = SaleRight.changePrice.rawValue
        guard try !tx.holds(right, at: site),
            try SaleRights.changesPrices(self, basis.lines, listed: { try basis.listedPrice(of: $0, tx) })
        else { return }
        try tx.require(right, at: site, to: Self.name)
    }

    private func publish(_ entry: ReceiptEntry, _ place: SalePlace, _ tx: Transaction) throws {
        try entry.tellLateCash(at: place, tx)
        try tx.publish(entry.fact)
        try voice(entry.draft.doubts, entry.fact, tx)
    }

    /// Tells a person what could not be interpreted, with what waits in suspense for it.
    private func voice(_ doubts: [String], _ fact: SaleCompleted, _ tx: Transaction) throws {
        guard !doubts.isEmpty else { return }
        try tx.publish(
            MatterRaised(
                company: fact.company, site: fact.site, kind: .receiptDoubt,
                subject: "\(site)/\(till)/\(number)",
                reason: doubts.joined(separator: " "),
                evidence: ["receipt \(number) of till \(till) at \(site), \(fact.day)"],
                suspense: MinorUnits(fact.waiting), proposals: try remedies(of: fact, tx)))
    }

    private func reportContradiction(_ known: ID<Receipt>, _ place: SalePlace, _ tx: Transaction) throws {
        try tx.publish(
            MatterRaised(
                company: place.site.company, site: place.site.id, kind: .receiptTwice,
                subject: "\(site)/\(till)/\(number)",
                reason:
                    "Till \(till) at \(site) sent receipt \(number) again with other content; the first one stands.",
                evidence: ["first receipt: \(known)", "second at \(occurredAt), \(lines.count) lines"]))
    }
}
