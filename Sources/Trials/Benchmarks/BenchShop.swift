// SPDX-License-Identifier: Apache-2.0

import Access
import BackOffice
import Catalogue
import CommerceFacts
import FinanceFacts
import Kernel
import LogisticsFacts
import Organisation
import Sales
import Store
import Taxes
import Warehouse

/// A retailer made to be measured: stores, products with stock, and receipts of about nine lines from one seed.
struct BenchShop: Sendable {
    let stores = (1...12).map { "S\($0)" }
    let productCount: Int64 = 2_000

    static let zone = "America/New_York"
    private static let food: Int64 = 0
    private static let general: Int64 = 60_000
    /// Noon of a Tuesday in New York.
    private static let opening = Instant(microseconds: 1_767_718_800_000_000)

    /// Registers everything that a receipt needs. Doing it again changes nothing.
    func settle(_ office: BackOffice) throws {
        let desk = ImportDesk(office: office, actor: FirstActors.nightshift)
        desk.submit(RegisterCompany(code: "BENCH", name: "Measured", currency: .usd), key: "bench/company")
        desk.submit(
            SetJurisdiction(
                code: "TAX", name: "Sales tax", kind: .salesTax, rounding: .receipt,
                rates: [("food", Self.food), ("general", Self.general)].map {
                    .init(taxClass: $0.0, validFrom: Day(number: 0), millionths: Millionths($0.1))
                }),
            key: "bench/tax")
        desk.submit(
            ListDepartments(departments: (0..<20).map { .init(code: "D\($0)", name: "Department \($0)") }),
            key: "bench/departments")
        for start in stride(from: 0, to: productCount, by: 500) {
            desk.submit(
                ListProducts(products: (start..<min(start + 500, productCount)).map(Self.product)),
                key: "bench/products/\(start)")
        }
        for store in stores {
            desk.submit(
                OpenSite(company: "BENCH", code: Code(store), name: "Store \(store)", kind: .store, zone: Self.zone),
                key: "bench/site/\(store)")
            desk.submit(AssignJurisdictions(site: Code(store), jurisdictions: ["TAX"]), key: "bench/tax/\(store)")
            for start in stride(from: 0, to: productCount, by: 500) {
                desk.submit(stock(of: store, from: start), key: "bench/stock/\(store)/\(start)")
            }
        }
        try desk.finish()
    }

    private func stock(of store: String, from start: Int64) -> ReceiveGoods {
        ReceiveGoods(
            site: Code(store), origin: .opening, supplier: nil, occurredAt: Self.opening.adding(seconds: -86_400),
            lines: (start..<min(start + 500, productCount)).map { number in
                .init(product: "P\(number)", quantity: 1_000_000, value: MinorUnits(Self.price(of: number) * 700))
            })
    }

    private static func product(_ number: Int64) -> ListProducts.Product {
        ListProducts.Product(
            code: "P\(number)", name: "Product \(number)", department: "D\(number % 20)", kind: .goods, isStocked: true,
            unit: .piece, taxClass: taxClass(of: number))
    }

    private static func taxClass(of number: Int64) -> String { number % 4 == 0 ? "general" : "food" }
    private static func price(of number: Int64) -> Int64 { 99 + number * 37 % 1_900 }

    /// Receipt `number` of till `till` at store `store`: 1 to 17 lines, every fifth discounted, paid in cash or by card.
    ///
    /// The same arguments make the same receipt.
    func receipt(_ number: Int64, store: Int, till: Int64) -> CompleteSale {
        var seed = Seed(7).stream("receipt", UInt64(number) << 16 | UInt64(store) << 8 | UInt64(till))
        var taxable: [TaxableLine] = []
        let lines = (0..<seed.integer(in: 1...17)).map { _ in
            let product = seed.integer(in: 0...productCount - 1)
            let pieces = seed.integer(in: 1...3)
            let list = Self.price(of: product) * pieces
            let discount = seed.chance(1, in: 5) ? list / 10 : 0
            taxable.append(TaxableLine(taxClass: Self.taxClass(of: product), amount: list - discount))
            return SaleLine(
                product: "P\(product)", quantity: Thousandths(pieces * 1_000), list: MinorUnits(list),
                discounts: discount == 0 ? nil : [SaleDiscount(kind: .item, amount: MinorUnits(discount))])
        }
        let terms = TaxTerms(
            jurisdiction: ID(0), kind: .salesTax, rounding: .receipt,
            rates: ["food": Self.food, "general": Self.general])
        let tax = TaxRules.taxes(on: taxable, under: [terms]).byLine.reduce(0, +)
        let due = taxable.reduce(0) { $0 + $1.amount } + tax
        return CompleteSale(
            site: Code(stores[store]), till: till, number: ReceiptNumber(number + 1),
            occurredAt: Self.opening.adding(seconds: number / Int64(stores.count) * 7), lines: lines,
            tenders: [SaleTender(kind: seed.chance(2, in: 5) ? .cash : .card, amount: MinorUnits(due))])
    }

    /// The moment a session with `receipts` receipts is opened or closed around.
    static func moment(after receipts: Int64) -> Instant { opening.adding(seconds: receipts * 7) }
}
