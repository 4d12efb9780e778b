// SPDX-License-Identifier: Apache-2.0

import Access
import Catalogue
import CommerceFacts
import Kernel
import Organisation
import Sales
import Simulator
import Store
import Taxes

/// Everything that is settled before the sample's first day: who and where it is, what it sells, which taxes hold.
struct SampleFoundation {
    let chain: SampleChain

    static let company = "HARBOUR"
    /// Minor units by which a drawer may differ: coins are nobody's worry, a missing note is.
    static let tillDifference: Int64 = 2_000

    /// The commands in their order, all dated before the first day.
    func writes() -> [SampleWrite] {
        let instant = Instant(chain.firstDay.advanced(by: -1))
        func write(_ command: some Command, _ key: String) -> SampleWrite {
            SampleWrite(command, key: "sample/" + key, at: instant)
        }
        var writes = [
            write(
                RegisterCompany(code: Code(Self.company), name: chain.company.name, currency: chain.company.currency),
                "company"),
            write(
                SetPolicy(
                    company: Code(Self.company), policy: Policy.tillDifference.name, value: Self.tillDifference),
                "policy/till-difference"),
        ]
        for jurisdiction in SampleTaxes.commands(for: chain) {
            writes.append(write(jurisdiction, "jurisdiction/\(jurisdiction.code)"))
        }
        for site in chain.sites {
            writes.append(write(open(site), "\(site.code)/site"))
            writes.append(
                write(
                    AssignJurisdictions(
                        site: Code(site.code.text),
                        jurisdictions: SampleTaxes.codes(of: site.jurisdiction).map { Code($0) }),
                    "\(site.code)/jurisdictions"))
            for person in site.staff {
                writes.append(
                    write(
                        RegisterActor(
                            code: Code(person.code.text), name: "\(person.code) \(person.task.rawValue)", kind: .person),
                        "actor/\(person.code)"))
                writes.append(
                    write(GrantRole(actor: Code(person.code.text), role: person.task.role), "actor/\(person.code)/role")
                )
            }
        }
        writes.append(
            write(
                ListDepartments(departments: chain.departments.map { .init(code: Code($0.code.text), name: $0.name) }),
                "departments"))
        writes.append(
            write(
                ListSuppliers(suppliers: chain.suppliers.map { .init(code: Code($0.code.text), name: $0.name) }),
                "suppliers")
        )
        for (index, part) in products.parts(of: 500).enumerated() {
            writes.append(write(ListProducts(products: part.map(list)), "products/\(index + 1)"))
        }
        for (index, part) in prices(of: products).parts(of: 1_000).enumerated() {
            writes.append(write(SetPrices(prices: Array(part)), "prices/\(index + 1)"))
        }
        return writes
    }

    /// What is sold from the first day on.
    var products: [SampleProduct] { chain.products.filter { $0.firstDay == nil } }

    /// How a product that comes later is made known.
    func listing(of product: SampleProduct) -> SampleListing {
        SampleListing(
            product: product, listed: ListProducts(products: [list(product)]),
            prices: SetPrices(prices: prices(of: [product])))
    }

    private func open(_ site: SampleSite) -> OpenSite {
        let kind: SiteKind =
            switch site.kind {
            case .store: .store
            case .distributionCentre: .warehouse
            case .headOffice: .headOffice
            }
        return OpenSite(
            company: Code(Self.company), code: Code(site.code.text), name: site.name, kind: kind,
            zone: chain.company.zone,
            priceZone: site.priceZone.rawValue, address: "\(site.street), \(site.postcode) \(site.city)")
    }

    private func list(_ product: SampleProduct) -> ListProducts.Product {
        let packs = [ListProducts.Pack(gtin: product.gtin.description, units: 1)]
        return ListProducts.Product(
            code: Code(product.code.text), name: product.name, department: Code(product.department.text),
            kind: product.kind.listed, isStocked: product.isStocked, unit: product.unit,
            taxClass: product.taxClass.rawValue,
            packs: packs + product.packs.map { .init(gtin: $0.gtin.description, units: UnitCount(Int64($0.units))) },
            cost: ListProducts.Cost(
                supplier: Code(product.supplier.text), validFrom: product.firstDay ?? chain.firstDay,
                cost: UnitPrice(minor: product.cost)))
    }

    /// First prices hold from the eve, so that a change on the first day stands beside them.
    private func prices(of products: [SampleProduct]) -> [SetPrices.Price] {
        let codes = Set(products.map(\.code))
        let first = products.filter { $0.kind != .giftCard }.map { product in
            SetPrices.Price(
                product: Code(product.code.text), validFrom: chain.firstDay.advanced(by: -1),
                price: UnitPrice(minor: product.price))
        }
        let changes = chain.priceChanges.filter { codes.contains($0.product) }.map { change in
            SetPrices.Price(
                product: Code(change.product.text), place: change.zone?.rawValue, validFrom: change.firstDay,
                validThrough: change.lastDay, price: UnitPrice(minor: change.price))
        }
        return first + changes
    }
}

extension SampleProductKind {
    var listed: ProductKind {
        switch self {
        case .goods: .goods
        case .service: .service
        case .fuel: .fuel
        case .giftCard: .giftCard
        case .deposit: .deposit
        }
    }
}

extension SampleStaff.Task {
    fileprivate var role: Role {
        switch self {
        case .manager: .storeManager
        case .cashier: .cashier
        case .stockClerk: .stockClerk
        case .buyer: .auditor
        case .accountant: .accountant
        }
    }
}

extension Array {
    /// The elements in parts of at most `size`.
    func parts(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
