// SPDX-License-Identifier: Apache-2.0

import Catalogue
package import Kernel
import LogisticsFacts
import ManagementFacts
import Organisation
package import Store

/// Products were counted.
///
/// The count is compared with what the books say of the moment it was taken, not of now, so that sales during the
/// count are not counted twice.
package struct CountStock: Command {
    package struct Line: Shaped {
        package let product: Code<Product>
        package let counted: Thousandths

        package init(product: Code<Product>, counted: Thousandths) {
            self.product = product
            self.counted = counted
        }

        package static let shape = Shape<Line>(
            Field("product", \.product, "Its code or one of its article numbers."),
            Field("counted", \.counted, "What was found.", in: Thousandths.notNegative),
            make: Line.init)
    }

    package let site: Code<Site>
    package let occurredAt: Instant
    package let lines: [Line]

    package init(site: Code<Site>, occurredAt: Instant, lines: [Line]) {
        self.site = site
        self.occurredAt = occurredAt
        self.lines = lines
    }

    package static let form = Form(
        "count-stock", at: "warehouse/counts", may: "warehouse.count", .event, changesSettings: false,
        "Record a physical count; the difference is shrink.",
        Shape<CountStock>(
            Field("site", \.site, "Where it was counted."),
            Field("occurredAt", \.occurredAt, "When it was counted."),
            Field("lines", \.lines, "The products, and what was found of them."),
            make: CountStock.init))

    package struct Answer: Shaped {
        package let differences: [Thousandths]

        package static let shape = Shape<Answer>(
            Field(
                "differences", \.differences,
                "Found more (positive) or fewer than the books said, line by line; nought for what is not ours, about which a person is asked."
            ), make: Answer.init)
    }

    package func run(_ tx: Transaction) throws -> Answer {
        var strange = try StrangeGoods(at: site, tx)
        let place = strange.place
        let method = try StockStore.method(of: place.company, tx)
        let limit = try OrganisationReading.policy(.countDifference, of: place.company, tx)
        try expect(at: place, method, tx)
        var corrected: [StockCorrected.Line] = []
        var doubts: [(product: Code<Product>, value: Int64)] = []
        var seen: Set<ID<Product>> = []
        var differences: [Thousandths] = []
        for (index, line) in lines.enumerated() {
            guard let product = try strange.known(line.product, line.counted, tx) else {
                differences.append(0)
                continue
            }
            let (book, unitCost) = try books(of: product, place, method, tx)
            let counted = try at(\.lines, index, \.counted) {
                try WarehouseDesk.pieces(line.counted, of: product, code: line.product)
            }
            // Found in two places: the first line answers for the books, the next ones add to it.
            let difference = counted - (seen.insert(product.id).inserted ? book : 0)
            differences.append(Thousandths(difference))
            corrected.append(
                StockCorrected.Line(
                    number: Int64(index + 1), product: product.id, department: product.department,
                    quantity: difference))
            let value = ItemStock.value(of: difference, at: unitCost)
            if abs(value) > limit {
                doubts.append((line.product, value))
            }
        }
        let day = place.time.businessDay(at: occurredAt)
        try tx.publish(
            StockCorrected(
                document: tx.key(), company: place.company, site: place.id, reason: .count, day: day,
                occurredAt: occurredAt, currency: place.currency, lines: corrected))
        try ask(about: doubts, place, day, tx)
        try strange.ask(
            about: "count", .countUnknown, at: occurredAt, again: again(without: Set(corrected.map(\.number))), tx)
        return Answer(differences: differences)
    }

    /// The proposal to count in what was left out.
    ///
    /// - Parameter counted: the numbers of the lines that were not.
    private func again(without counted: Set<Int64>) -> MatterProposal {
        let left = lines.enumerated().filter { !counted.contains(Int64($0.offset + 1)) }.map(\.element)
        return MatterProposal(
            "Take what was left out, now that it is listed", CountStock.self,
            knowing: [.member(\.site, site), .member(\.occurredAt, occurredAt), .member(\.lines, left)])
    }

    /// Asks at once for the products that were counted, and for their stock.
    private func expect(at place: SiteRecord, _ method: ValuationMethod, _ tx: Transaction) throws {
        try WarehouseDesk.expect(lines.map(\.product), tx)
        let items = try lines.compactMap { line in
            try WarehouseDesk.product(line.product, tx).map {
                StockStore.ItemPlace(site: place.id, product: $0.id)
            }
        }
        try StockStore.expect(items, method, tx)
    }

    /// What the books said at the moment of the count, and the last known unit cost.
    private func books(
        of product: ProductRecord, _ place: SiteRecord, _ method: ValuationMethod, _ tx: Transaction
    ) throws -> (quantity: Int64, unitCost: Int64) {
        let record = try StockStore.stock(
            of: product.id, at: place.id, department: product.department, method, tx)
        guard record.lastMovedAt > occurredAt else { return (record.stock.quantity, record.stock.unitCost) }
        var quantity = record.stock.quantity
        try StockStore.walk(from: record.lastMove, tx) { move in
            if move.occurredAt > occurredAt { quantity -= move.quantity }
            return true
        }
        return (quantity, record.stock.unitCost)
    }

    private func ask(
        about doubts: [(product: Code<Product>, value: Int64)], _ place: SiteRecord, _ day: Day, _ tx: Transaction
    ) throws {
        guard !doubts.isEmpty else { return }
        try tx.publish(
            MatterRaised(
                company: place.company, site: place.id, kind: .countDifference, subject: "\(site)/\(occurredAt)",
                reason: "A count at \(site) on \(day) differs by more than policy allows for \(doubts.count) products.",
                numbers: [.count("products", doubts.count), .money("in all", doubts.reduce(0) { $0 + $1.value })],
                evidence: doubts.map { "\($0.product): \(Money(minor: $0.value, place.currency))" },
                proposals: [
                    MatterProposal(
                        "Count them again", CountStock.self,
                        knowing: [
                            .member(\.site, site), .elements(\.lines, doubts.map { [.member(\.product, $0.product)] }),
                        ])
                ]))
    }
}
