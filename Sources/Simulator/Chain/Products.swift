// SPDX-License-Identifier: Apache-2.0

import Kernel

/// The assortment: every recipe's brands x varieties x sizes, thinned by chance to the wanted number.
struct Products {
    private(set) var suppliers: [SampleSupplier] = []
    private(set) var products: [SampleProduct] = []
    /// For each product, how well it sells within its department; the simulator's secret.
    private(set) var draws: [Int64] = []

    private let firstDay: Day
    private let days: Int
    private var chance: Seed
    /// Decides what is new and what ends.
    private var lives: Seed
    private var brandNumbers: [String: Int64] = [:]

    /// - Parameter wanted: how many products there shall be; fuel, services and deposits are always all there.
    init(wanted: Int, seed: Seed, firstDay: Day, days: Int) {
        self.firstDay = firstDay
        self.days = days
        chance = seed.stream("products")
        lives = seed.stream("products that come and go")
        let candidates = DepartmentPlan.all.enumerated().flatMap { Candidate.all(in: $0.element, number: $0.offset) }
        let chosen = thinned(candidates, to: wanted)
        let depositCode = chosen.firstIndex { $0.recipe.kindOfProduct == .deposit }.map(Self.code)
        suppliers = Self.suppliers()
        for (index, candidate) in chosen.enumerated() {
            products.append(product(candidate, at: index, deposit: depositCode))
            draws.append(candidate.recipe.draw * 1_000 / chance.integer(in: 8...60))
        }
    }

    static func code(at index: Int) -> ProductCode { ProductCode("P" + padded(index + 1, to: 5)) }

    static var departments: [SampleDepartment] {
        DepartmentPlan.all.map {
            SampleDepartment(code: DepartmentCode($0.code), name: $0.name, isStocked: $0.draw > 0)
        }
    }

    /// What could be sold: a recipe with one brand, variety and size.
    private struct Candidate {
        let plan: DepartmentPlan
        let recipe: Recipe
        let brandIndex: Int
        let brand: String
        let variety: String
        let size: Recipe.Size

        static func all(in plan: DepartmentPlan, number: Int) -> [Candidate] {
            plan.recipes.enumerated().flatMap { offset, recipe in
                brands(of: recipe, in: plan, offset: offset).flatMap { index, brand in
                    recipe.varieties.flatMap { variety in
                        recipe.sizes.map {
                            Candidate(
                                plan: plan, recipe: recipe, brandIndex: index, brand: brand, variety: variety, size: $0)
                        }
                    }
                }
            }
        }

        /// The own label always, then others in turn, so that no brand makes everything.
        private static func brands(of recipe: Recipe, in plan: DepartmentPlan, offset: Int) -> [(Int, String)] {
            guard recipe.brands > 0 else { return [(offset, "")] }
            let others = plan.brands.count - 1
            return [(0, plan.brands[0])]
                + (0..<min(recipe.brands - 1, others)).map { step in
                    let index = 1 + (offset + step) % others
                    return (index, plan.brands[index])
                }
        }

        var name: String {
            let parts = recipe.kind.split(separator: "*", omittingEmptySubsequences: false).map { String($0) }
            let words = parts.count == 2 ? [brand, parts[0] + variety + parts[1]] : [brand, variety, recipe.kind]
            let branded = words.filter { !$0.isEmpty }.joined(separator: " ")
            return size.name == "any amount" ? branded : branded + ", " + size.name
        }
    }

    private mutating func thinned(_ candidates: [Candidate], to wanted: Int) -> [Candidate] {
        let ranked = candidates.enumerated().map { offset, candidate in
            (offset: offset, rank: candidate.plan.draw == 0 ? 0 : 1 + chance.next() >> 1)
        }
        let kept = ranked.sorted { ($0.rank, $0.offset) < ($1.rank, $1.offset) }.prefix(wanted)
        return kept.map(\.offset).sorted().map { candidates[$0] }
    }

    private mutating func product(_ candidate: Candidate, at index: Int, deposit: ProductCode?) -> SampleProduct {
        let (plan, recipe) = (candidate.plan, candidate.recipe)
        let price = price(of: candidate)
        let margin = 100 - plan.margin + chance.integer(in: -4...4)
        let gtin = articleNumber(brand: candidate.brand, item: index + 1)
        let life = life(of: recipe.kindOfProduct)
        return SampleProduct(
            code: Self.code(at: index), name: candidate.name, kind: recipe.kindOfProduct,
            department: DepartmentCode(plan.code),
            supplier: Self.supplierCode(plan, candidate.brandIndex % plan.suppliers.count),
            unit: Self.unit(of: candidate.size), taxClass: recipe.taxClass ?? plan.taxClass, isStocked: plan.draw > 0,
            gtin: GTIN(body: gtin), packs: Self.packs(of: candidate, gtin: gtin),
            cost: recipe.kindOfProduct == .deposit ? price : price.scaled(by: margin, over: 100), price: price,
            keepsDays: recipe.keepsDays, deposit: recipe.hasDeposit ? deposit : nil, firstDay: life.first,
            lastDay: life.last)
    }

    /// One product in twenty-five is new during the first three quarters of the sample, one in twenty-five ends.
    private mutating func life(of kind: SampleProductKind) -> (first: Day?, last: Day?) {
        let (draw, turn) = (lives.integer(in: 1...25), lives.integer(in: 1...Int64(max(1, days * 3 / 4))))
        guard kind == .goods, days > 1 else { return (nil, nil) }
        let day = firstDay.advanced(by: Int(turn))
        return (draw == 1 ? day : nil, draw == 2 ? day : nil)
    }

    /// The recipe's price, moved by brand and chance, ending in a nine as shop prices do.
    private mutating func price(of candidate: Candidate) -> Int64 {
        guard candidate.recipe.kindOfProduct == .goods else { return candidate.size.price }
        let brandPercent: Int64 = candidate.brand == ownLabel ? 84 : 96 + Int64(candidate.brandIndex % 4) * 6
        let moved = candidate.size.price.scaled(by: brandPercent * chance.integer(in: 94...106), over: 10_000)
        return moved / 10 * 10 + 9
    }

    /// Thirteen digits under GS1 prefix 952, which is reserved for examples: no real article has such a number.
    private mutating func articleNumber(brand: String, item: Int) -> Int64 {
        let known = brandNumbers[brand] ?? Int64(brandNumbers.count)
        brandNumbers[brand] = known
        return 952_000_000_000 + known * 100_000 + Int64(item)
    }

    /// A case, and for what comes by the pallet a layer of it. The first digit tells the pack.
    private static func packs(of candidate: Candidate, gtin: Int64) -> [SamplePack] {
        let units = candidate.recipe.caseUnits
        guard units > 0 else { return [] }
        let single = SamplePack(gtin: GTIN(body: 1_000_000_000_000 + gtin), units: units)
        guard ["BEV", "HOU"].contains(candidate.plan.code) else { return [single] }
        return [single, SamplePack(gtin: GTIN(body: 2_000_000_000_000 + gtin), units: units * 12)]
    }

    private static func unit(of size: Recipe.Size) -> Unit {
        switch size.name {
        case "per lb": .pound
        case "per gal": .gallon
        default: .piece
        }
    }

    private static func supplierCode(_ plan: DepartmentPlan, _ index: Int) -> SupplierCode {
        SupplierCode("V-\(plan.code)\(index + 1)")
    }

    private static func suppliers() -> [SampleSupplier] {
        DepartmentPlan.all.flatMap { plan in
            plan.suppliers.enumerated().map { index, name in
                let isDaily = plan.weekdays.count < 4 || plan.route == .toStores
                return SampleSupplier(
                    code: supplierCode(plan, index), name: name, route: plan.route,
                    weekdays: plan.weekdays.enumerated().filter { isDaily || ($0.offset + index) % 2 == 0 }.map(
                        \.element),
                    paymentDays: plan.route == .toStores ? 14 : [21, 30, 30, 45][index % 4])
            }
        }
    }
}
