// SPDX-License-Identifier: Apache-2.0

import Catalogue
import CommerceFacts
import Kernel
import Organisation
import Store
import Taxes

/// Gathers what a receipt's interpretation will want to know, once.
extension SaleBasis {
    static func load(_ sale: CompleteSale, at place: SalePlace, _ tx: Transaction) throws -> SaleBasis {
        let day = place.site.time.businessDay(at: sale.occurredAt)
        var originals: [ReturnedName: ReturnedReceipt?] = [:]
        return SaleBasis(
            place: place, day: day,
            lines: try sale.lines.map { line in
                let product = try tx.find(line.product.text, in: CatalogueReading.products)
                let original = try line.originalNumber.flatMap { number in
                    let name = ReturnedName(line, number, at: place)
                    if let known = originals[name] { return known }
                    let receipt = try ReturnedReceipt.load(name, place, tx)
                    originals[name] = .some(receipt)
                    return receipt
                }
                if line.isAllowance, line.originalNumber == nil, let product {
                    let only = try onlySold(product, for: line, of: sale, at: place, tx)
                    return Line(
                        product: product, price: nil,
                        original: try only.flatMap { try ReturnedReceipt.load($0.receipt, wasVoided: false, tx) },
                        onlyLine: only?.line)
                }
                let price =
                    try line.wantsPrice(of: product, original) ? price(of: product, at: place, on: day, tx) : nil
                return Line(product: product, price: price, original: original)
            },
            terms: try SaleSettings.terms(at: place.site.id, on: day, tx), taxKinds: try SaleSettings.taxKinds(tx),
            policies: try SaleSettings.policies(of: place.site.company, tx))
    }

    /// The one line that an allowance without a receipt can be for: of the product, on the till's last receipts, with as
    /// much left to give back. Nil when there is none, or more than one.
    private static func onlySold(
        _ product: ProductRecord, for line: SaleLine, of sale: CompleteSale, at place: SalePlace, _ tx: Transaction
    ) throws -> ReceiptStore.LineName? {
        guard let till = try TillStore.known(sale.till, at: place, tx) else { return nil }
        let lines = try ReceiptStore.lines(
            selling: product.id, for: -(line.list?.count ?? 0),
            among: max(1, sale.number.count - 500)...sale.number.count, of: till.id, tx)
        return lines.count == 1 ? lines[0] : nil
    }

    private static func price(
        of product: ProductRecord?, at place: SalePlace, on day: Day, _ tx: Transaction
    ) throws -> UnitPrice? {
        try product.flatMap {
            try CatalogueReading.price(of: $0.id, site: place.site.code, zone: place.site.priceZone, on: day, tx)
        }
    }

    /// The listed price of what was sold, whatever the till said.
    func listedPrice(of line: Line, _ tx: Transaction) throws -> UnitPrice? {
        try Self.price(of: line.product, at: place, on: day, tx)
    }

    /// Finds what `load` will look up, and what the receipt will be written with.
    static func foresee(_ sale: CompleteSale, _ ahead: Foresight) {
        for line in sale.lines { ahead.find(line.product.text, in: CatalogueReading.products) }
        guard let place = SaleSettings.remembered(sale.site, ahead),
            let till = TillStore.remembered(sale.till, at: place, ahead)
        else { return }
        let goods = sale.lines.compactMap { line in
            ahead.known(line.product.text, in: CatalogueReading.products).flatMap { $0.isStocked ? $0.id : nil }
        }
        ahead.tell(SaleExpected(company: place.site.company, site: place.site.id, goods: goods))
        ahead.find(ReceiptStore.TillNumber(till: till.id, number: sale.number.count), in: ReceiptStore.receipts)
        ahead.find(TillStore.TillMoment(till: till.id, instant: sale.occurredAt), in: TillStore.sessions)
    }
}

extension SaleLine {
    /// A price is looked up only where nobody said what the line cost.
    fileprivate func wantsPrice(of product: ProductRecord?, _ original: ReturnedReceipt?) -> Bool {
        guard list == nil, let product else { return false }
        return !(original?.lines.contains { $0.product == product.id } ?? false)
    }
}

/// What a returned line calls the receipt that it came with.
private struct ReturnedName: Hashable {
    let site: Code<Site>
    let till: Int64
    let number: Int64

    init(_ line: SaleLine, _ number: ReceiptNumber, at place: SalePlace) {
        site = line.returned?.site ?? place.code
        till = line.returned?.till ?? 0
        self.number = number.count
    }
}

extension ReturnedReceipt {
    /// - Returns: nil when there is no such receipt.
    fileprivate static func load(
        _ name: ReturnedName, _ place: SalePlace, _ tx: Transaction
    ) throws -> ReturnedReceipt? {
        let origin = name.site == place.code ? place : try SaleSettings.place(name.site, tx)
        guard let till = try TillStore.known(name.till, at: origin, tx),
            let receipt = try ReceiptStore.receipt(name.number, of: till, tx)
        else { return nil }
        return try load(
            receipt.id,
            wasVoided: try name.number > 0 && ReceiptStore.receipt(-name.number, of: receipt.till, tx) != nil, tx)
    }

    fileprivate static func load(
        _ receipt: ID<Receipt>, wasVoided: Bool, _ tx: Transaction
    ) throws -> ReturnedReceipt? {
        let lines = try ReceiptStore.soldLines(of: receipt, nil, tx)
        guard let first = lines.first else { return nil }
        return ReturnedReceipt(
            lines: lines, wasVoided: wasVoided, taxes: try ReceiptStore.taxes(of: receipt, tx),
            terms: try SaleSettings.terms(at: first.site, on: first.day, tx))
    }
}
