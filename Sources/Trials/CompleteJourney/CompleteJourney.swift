// SPDX-License-Identifier: Apache-2.0

import Access
package import BackOffice
import Catalogue
import CommerceFacts
import FinanceFacts
package import Foundation
import Imports
package import Kernel
import LogisticsFacts
import Organisation
import Sales
import Store
import Synchronization
import Taxes
import Warehouse

/// Reads the Complete Journey: 84.51 degrees' anonymised, re-dated panel of households of one grocer, as CSV.
///
/// It is a panel of about 2,500 households, not the full sales of its 457 stores.
///
/// How a line becomes a line of ours: `sales_value` is what the retailer receives, so the list price is
/// `sales_value + retail_disc + coupon_match_disc`; the loyalty discount is `retail_disc`, the shop's own item discount
/// `coupon_match_disc`; the maker's coupon `coupon_disc` is a tender, at most what the basket costs. Fuel is counted in
/// thousandths of a gallon and not stocked. A line of quantity zero moves money and no goods. What the data lacks comes
/// from `CompleteJourneyParameters`.
package struct CompleteJourney: Sendable {
    let folder: URL
    let parameters: CompleteJourneyParameters

    package init(folder: URL, parameters: CompleteJourneyParameters = CompleteJourneyParameters()) {
        self.folder = folder
        self.parameters = parameters
    }

    package struct Progress: Sendable {
        package let stage: String
        package let done: Int
        package let all: Int
    }

    package struct Summary: Sendable, Equatable {
        package var products = 0
        package var stores = 0
        package var deliveries = 0
        package var receipts = 0
        package var lines = 0
        /// Maker's coupons beyond what their basket cost, in minor units; nobody received them.
        package var forfeitedCoupons: Int64 = 0
        /// Receipts that were there already.
        package var known = 0
        package var firstDay: Day?
        package var lastDay: Day?
    }

    /// Imports everything. What was imported before changes nothing; an import that was cut off goes on.
    ///
    /// Must be called from a thread that may block.
    ///
    /// - Throws: `ImportFault.importedOtherwise` when the place holds it under other assumptions.
    package func run(
        into office: BackOffice, progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) throws -> Summary {
        do { return try load(into: office, progress: progress) } catch CommandRefusal.keyReused {
            throw ImportFault.importedOtherwise
        }
    }

    private func load(
        into office: BackOffice, progress: @escaping @Sendable (Progress) -> Void
    ) throws -> Summary {
        guard let time = SiteTime(zone: parameters.zone) else {
            throw ImportFault.unreadable("there is no time zone \(parameters.zone)")
        }
        var products = try CompleteJourneyProducts(folder)
        let baskets = try Baskets(folder, time)
        guard let first = baskets.all.first, let last = baskets.all.last else {
            throw ImportFault.unreadable("baskets holds no baskets")
        }
        let desk = ImportDesk(office: office, actor: FirstActors.nightshift)
        let before = try office.store.readNow(SalesReading.receiptCount)
        var summary = Summary()
        summary.stores = baskets.stores.count
        summary.firstDay = time.businessDay(at: first.at)
        summary.lastDay = time.businessDay(at: last.at)
        let supply = try measure(&products, baskets, time, progress)
        summary.products = products.products.count
        try listMaster(products, baskets, desk, progress)
        try sell(&products, baskets, supply, time, desk, &summary, progress)
        summary.known = summary.receipts - Int(try office.store.readNow(SalesReading.receiptCount) - before)
        return summary
    }

    private func listMaster(
        _ products: CompleteJourneyProducts, _ baskets: Baskets, _ desk: ImportDesk,
        _ progress: @Sendable (Progress) -> Void
    ) throws {
        desk.submit(
            RegisterCompany(code: "CJ", name: "Complete Journey panel", currency: .usd), key: "cj/company")
        let rates = [("food", parameters.foodTax), ("general", parameters.generalTax)]
        desk.submit(
            SetJurisdiction(
                code: "CJ", name: "Assumed sales tax", kind: .salesTax, rounding: .receipt,
                rates: rates.map { .init(taxClass: $0.0, validFrom: Day(number: 0), millionths: Millionths($0.1)) }),
            key: "cj/jurisdiction")
        desk.submit(
            ListDepartments(
                departments: products.departments.sorted().map { .init(code: Code($0), name: $0.capitalized) }),
            key: "cj/departments")
        desk.submit(ListSuppliers(suppliers: [.init(code: "CJ-SUPPLY", name: "Assumed supply")]), key: "cj/suppliers")
        for store in baskets.stores {
            desk.submit(
                OpenSite(company: "CJ", code: Code(store), name: "Store \(store)", kind: .store, zone: parameters.zone),
                key: "cj/site/\(store)")
            desk.submit(AssignJurisdictions(site: Code(store), jurisdictions: ["CJ"]), key: "cj/tax/\(store)")
        }
        for start in stride(from: 0, to: products.products.count, by: 500) {
            let chunk = Array(products.products[start..<min(start + 500, products.products.count)])
            desk.submit(ListProducts(products: chunk), key: "cj/products/\(start)")
            progress(Progress(stage: "products", done: start + chunk.count, all: products.products.count))
        }
        try desk.finish()
    }

    /// A first pass over the lines: what each store sells of each product in each interval, and at which list price.
    private func measure(
        _ products: inout CompleteJourneyProducts, _ baskets: Baskets, _ time: SiteTime,
        _ progress: @Sendable (Progress) -> Void
    ) throws -> CompleteJourneySupply {
        var supply = CompleteJourneySupply(productCount: products.products.count, costShare: parameters.costShare)
        try eachBasket(&products, baskets) { products, place, lines in
            let basket = baskets.all[place]
            for line in lines where products.products[line.product].isStocked && line.quantity > 0 {
                supply.note(
                    store: basket.store, interval: interval(of: basket, in: baskets, time), product: line.product,
                    quantity: line.quantity, list: line.list)
            }
            if place % 5_000 == 0 { progress(Progress(stage: "measuring", done: place, all: baskets.all.count)) }
        }
        return supply
    }

    /// The second pass: deliveries before the first sale of each interval, then its receipts in the order of time.
    private func sell(
        _ products: inout CompleteJourneyProducts, _ baskets: Baskets, _ supply: CompleteJourneySupply,
        _ time: SiteTime,
        _ desk: ImportDesk, _ summary: inout Summary, _ progress: @Sendable (Progress) -> Void
    ) throws {
        var delivered = -1
        try eachBasket(&products, baskets) { products, place, lines in
            let basket = baskets.all[place]
            let interval = interval(of: basket, in: baskets, time)
            while delivered < interval {
                delivered += 1
                summary.deliveries += deliver(supply, delivered, products, baskets, time, desk)
            }
            let sale = receipt(basket, lines, products, baskets, &summary.forfeitedCoupons)
            desk.submit(sale, key: "cj/\(basket.id)")
            summary.receipts += 1
            summary.lines += lines.count
            if place % 1_000 == 0 {
                try desk.check()
                progress(Progress(stage: "receipts", done: place, all: baskets.all.count))
            }
        }
        try desk.finish()
    }

    private func interval(of basket: Baskets.Basket, in baskets: Baskets, _ time: SiteTime) -> Int {
        let first = time.businessDay(at: baskets.all[0].at)
        return first.distance(to: time.businessDay(at: basket.at)) / max(1, parameters.restockDays)
    }

    private func deliver(
        _ supply: CompleteJourneySupply, _ interval: Int, _ products: CompleteJourneyProducts, _ baskets: Baskets,
        _ time: SiteTime, _ desk: ImportDesk
    ) -> Int {
        let first = time.businessDay(at: baskets.all[0].at)
        let day = first.advanced(by: interval * max(1, parameters.restockDays))
        let deliveries = supply.deliveries(in: interval)
        for delivery in deliveries {
            let lines = delivery.lines.map { line in
                ReceiveGoods.Line(
                    product: products.products[line.product].code, quantity: Thousandths(line.quantity),
                    value: MinorUnits(line.value))
            }
            for start in stride(from: 0, to: lines.count, by: 500) {
                desk.submit(
                    ReceiveGoods(
                        site: Code(baskets.stores[delivery.store]), origin: interval == 0 ? .opening : .supplier,
                        supplier: interval == 0 ? nil : "CJ-SUPPLY", occurredAt: time.instant(at: WallTime(day)),
                        lines: Array(lines[start..<min(start + 500, lines.count)])),
                    key: "cj/delivery/\(interval)/\(baskets.stores[delivery.store])/\(start)")
            }
        }
        return deliveries.count
    }

    private func receipt(
        _ basket: Baskets.Basket, _ lines: [Line], _ products: CompleteJourneyProducts, _ baskets: Baskets,
        _ forfeited: inout Int64
    ) -> CompleteSale {
        let sold = lines.map { line in
            var discounts: [SaleDiscount] = []
            if line.loyalty != 0 { discounts.append(SaleDiscount(kind: .loyalty, amount: MinorUnits(line.loyalty))) }
            if line.match != 0 { discounts.append(SaleDiscount(kind: .item, amount: MinorUnits(line.match))) }
            return SaleLine(
                product: products.products[line.product].code, quantity: Thousandths(line.quantity),
                list: MinorUnits(line.list),
                discounts: discounts.isEmpty ? nil : discounts)
        }
        let net = lines.reduce(0) { $0 + $1.value }
        let due = net + tax(on: lines, products)
        let coupons = lines.reduce(0) { $0 + $1.coupon }
        let coupon = min(coupons, due)
        forfeited += coupons - coupon
        let isCash = Int64(basket.id % 100) < parameters.cashPercent
        var tenders: [SaleTender] = []
        if coupon != 0 { tenders.append(SaleTender(kind: .makerCoupon, amount: MinorUnits(coupon))) }
        if due != coupon { tenders.append(SaleTender(kind: isCash ? .cash : .card, amount: MinorUnits(due - coupon))) }
        return CompleteSale(
            site: Code(baskets.stores[basket.store]), till: 1, number: ReceiptNumber(basket.id), occurredAt: basket.at,
            lines: sold,
            tenders: tenders)
    }

    /// The tax the till charged, by the same rule as ours.
    private func tax(on lines: [Line], _ products: CompleteJourneyProducts) -> Int64 {
        TaxRules.taxes(
            on: lines.map { TaxableLine(taxClass: products.products[$0.product].taxClass, amount: $0.value) },
            under: [
                TaxTerms(
                    jurisdiction: ID(0), kind: .salesTax, rounding: .receipt,
                    rates: ["food": parameters.foodTax, "general": parameters.generalTax])
            ]
        ).byLine.reduce(0, +)
    }

    /// A line with its amounts in minor units.
    struct Line {
        let product: Int
        let quantity: Int64
        let value: Int64
        let loyalty: Int64
        let match: Int64
        let coupon: Int64

        var list: Int64 { value + loyalty + match }
    }

    /// Calls `body` with the place and the lines of each basket, in the order of the files.
    private func eachBasket(
        _ products: inout CompleteJourneyProducts, _ baskets: Baskets,
        _ body: (CompleteJourneyProducts, Int, [Line]) throws -> Void
    ) throws {
        var table = try CSVTable(
            "lines", in: folder,
            columns: [
                "basket_id", "product_id", "quantity", "sales_value", "retail_disc", "coupon_disc", "coupon_match_disc",
            ])
        var place = 0
        var lines: [Line] = []
        while try table.advance() {
            let id = try table.integer(0, "basket_id")
            if baskets.all[place].id != id {
                try body(products, place, lines)
                lines.removeAll(keepingCapacity: true)
                place += 1
                guard place < baskets.all.count, baskets.all[place].id == id else {
                    throw table.bad(0, "basket_id", "the baskets in the order of baskets.csv")
                }
            }
            lines.append(try line(table, &products))
        }
        if !lines.isEmpty { try body(products, place, lines) }
    }

    private func line(_ table: CSVTable, _ products: inout CompleteJourneyProducts) throws -> Line {
        let product = products.place(of: try table.integer(1, "product_id"))
        let count = try table.integer(2, "quantity")
        guard (0...1_000_000_000).contains(count) else { throw table.bad(2, "quantity", "a count from zero") }
        return Line(
            product: product, quantity: products.products[product].unit == .gallon ? count : count * 1_000,
            value: try table.decimal(3, "sales_value", decimals: 2),
            loyalty: try table.decimal(4, "retail_disc", decimals: 2),
            match: try table.decimal(6, "coupon_match_disc", decimals: 2),
            coupon: try table.decimal(5, "coupon_disc", decimals: 2))
    }

    /// Every basket's head, in the order of the file.
    struct Baskets {
        struct Basket {
            let id: Int64
            let store: Int
            let at: Instant
        }

        private(set) var all: [Basket] = []
        private(set) var stores: [String] = []

        init(_ folder: URL, _ time: SiteTime) throws {
            var table = try CSVTable("baskets", in: folder, columns: ["basket_id", "store_id", "ts_local"])
            var places: [String: Int] = [:]
            while try table.advance() {
                guard let wall = WallTime(table.text(2)) else {
                    throw table.bad(2, "ts_local", "a local time such as 2017-01-31T09:30:00")
                }
                let store = table.text(1)
                let place = places[store] ?? stores.count
                if place == stores.count {
                    places[store] = place
                    stores.append(store)
                }
                all.append(
                    Basket(id: try table.integer(0, "basket_id"), store: place, at: time.instant(at: wall)))
            }
        }
    }
}
