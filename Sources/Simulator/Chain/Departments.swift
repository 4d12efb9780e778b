// SPDX-License-Identifier: Apache-2.0

/// The departments with their brands, suppliers and recipes. Every name is invented.
struct DepartmentPlan: Sendable {
    let code: String
    let name: String
    /// How often a basket's line comes from here, relative to the others; zero for what is not picked from a shelf.
    let draw: Int64
    /// Per cent of the price that is not cost.
    let margin: Int64
    let taxClass: SampleTaxClass
    let route: SampleSupplier.Route
    /// ISO weekdays of delivery; a supplier takes all of them or every other one.
    let weekdays: [Int]
    let suppliers: [String]
    let brands: [String]
    let recipes: [Recipe]

    init(
        _ code: String, _ name: String, draw: Int64, margin: Int64, tax taxClass: SampleTaxClass,
        route: SampleSupplier.Route = .toDistributionCentre, weekdays: [Int], suppliers: String, brands: String,
        recipes: [Recipe]
    ) {
        self.code = code
        self.name = name
        self.draw = draw
        self.margin = margin
        self.taxClass = taxClass
        self.route = route
        self.weekdays = weekdays
        self.suppliers = listed(suppliers)
        self.brands = listed(brands)
        self.recipes = recipes
    }

    static let all: [DepartmentPlan] = freshDepartments + groceryDepartments + otherDepartments
}

/// How the products of one kind are made: brand x variety x size.
struct Recipe: Sendable {
    /// The variety stands before it, or where it has an asterisk.
    let kind: String
    /// Empty when the kind has none.
    let varieties: [String]
    let sizes: [Size]
    /// How many of the department's brands make it; zero for loose goods without a brand.
    let brands: Int
    /// Units in a case.
    let caseUnits: Int
    let keepsDays: Int?
    /// How well it sells, relative to its department.
    let draw: Int64
    /// Where it differs from its department.
    let taxClass: SampleTaxClass?
    let kindOfProduct: SampleProductKind
    let hasDeposit: Bool

    struct Size: Sendable {
        let name: String
        let price: Int64
    }

    /// - Parameters:
    ///   - varieties: names between commas.
    ///   - sizes: between commas, each a size and a price in minor units, such as `1 gal 469`.
    init(
        _ kind: String, _ varieties: String, _ sizes: String, brands: Int, case caseUnits: Int, keeps: Int? = nil,
        draw: Int64 = 10, tax taxClass: SampleTaxClass? = nil, is kindOfProduct: SampleProductKind = .goods,
        deposit: Bool = false
    ) {
        self.kind = kind
        self.varieties = varieties.isEmpty ? [""] : listed(varieties)
        self.sizes = listed(sizes).map { text in
            let words = text.split(separator: " ")
            return Size(name: words.dropLast().joined(separator: " "), price: words.last.flatMap { Int64($0) } ?? 0)
        }
        self.brands = brands
        self.caseUnits = caseUnits
        keepsDays = keeps
        self.draw = draw
        self.taxClass = taxClass
        self.kindOfProduct = kindOfProduct
        hasDeposit = deposit
    }
}

/// The names between the commas of a line.
private func listed(_ text: String) -> [String] {
    text.split(separator: ",").map { part in
        String(part.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}

/// The chain's own brand, in every department that sells branded goods.
let ownLabel = "Harbour Choice"
