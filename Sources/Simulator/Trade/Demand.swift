// SPDX-License-Identifier: Apache-2.0

import Kernel

/// What customers reach for, and so what a store needs.
struct Demand {
    /// Stocked products, for losses and counts.
    let stocked: [Int]
    let perishable: [Int]
    /// Stocked products that supply arrives for at the stores' own doors, and those that come by the distribution centre.
    let isDirect: [Bool]
    /// Thousandths that an average store sells of each product on an average day of the season.
    private(set) var dailyThousandths: [Int64]
    /// Thousandths in one case; whole units for what has none.
    let caseThousandths: [Int64]

    /// What no shelf holds.
    let fuels: [Int]
    let services: [Int]
    let giftCard: Int?
    let deposit: Int?
    /// The deposit charged with each product.
    let deposits: [Int?]
    let isOwnLabel: [Bool]

    private let plans: [DepartmentPlan]
    private let shelves: [Weighted]
    /// By the plan's place, the products of its department.
    private let groups: [[Int]]
    private let ordinaryThousandths: [Int64]
    private var season = Season.ordinary
    private var departments: Weighted

    /// Chosen in proportion to a weight.
    struct Weighted {
        let items: [Int]
        private let cumulative: [Int64]

        init(_ items: [(item: Int, weight: Int64)]) {
            self.items = items.map(\.item)
            var sum: Int64 = 0
            cumulative = items.map {
                sum += max(1, $0.weight)
                return sum
            }
        }

        func pick(_ chance: inout Seed) -> Int {
            let wanted = chance.integer(in: 1...(cumulative.last ?? 1))
            var (low, high) = (0, cumulative.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if cumulative[middle] < wanted { low = middle + 1 } else { high = middle }
            }
            return items[low]
        }
    }

    init(of chain: SampleChain, receiptsPerStoreDay: Int) {
        let products = chain.products
        let stocked = products.indices.filter { products[$0].isStocked }
        self.stocked = stocked
        perishable = stocked.filter { (products[$0].keepsDays ?? 99) <= 12 }
        let direct = Set(chain.suppliers.filter { $0.route == .toStores }.map(\.code))
        isDirect = products.map { direct.contains($0.supplier) }
        caseThousandths = products.map { Int64($0.packs.first?.units ?? 1) * 1_000 }

        fuels = products.indices.filter { products[$0].kind == .fuel }
        services = products.indices.filter { products[$0].kind == .service }
        giftCard = products.firstIndex { $0.kind == .giftCard }
        deposit = products.firstIndex { $0.kind == .deposit }
        deposits = products.map { $0.deposit.map(chain.index) }
        isOwnLabel = products.map { $0.name.hasPrefix(ownLabel) }

        let groups = Dictionary(grouping: stocked) { products[$0].department.text }
        let plans = DepartmentPlan.all.filter { groups[$0.code] != nil }
        self.plans = plans
        self.groups = plans.map { groups[$0.code] ?? [] }
        departments = Weighted(plans.enumerated().map { ($0.offset, $0.element.draw) })
        shelves = plans.map { plan in Weighted((groups[plan.code] ?? []).map { ($0, chain.draws[$0]) }) }

        let allDraws = plans.reduce(0) { $0 + $1.draw }
        var daily = Array(repeating: Int64(0), count: products.count)
        for plan in plans {
            let group = groups[plan.code] ?? []
            let groupDraws = group.reduce(0) { $0 + max(1, chain.draws[$1]) }
            let lines = Int64(receiptsPerStoreDay) * Self.linesPerHundredReceipts * 14 * plan.draw
            for product in group {
                daily[product] = lines.scaled(by: max(1, chain.draws[product]), over: groupDraws * allDraws)
            }
        }
        ordinaryThousandths = daily
        dailyThousandths = daily
    }

    /// Other seasons bring other wishes; within one, nothing changes.
    mutating func turn(to season: Season) {
        guard season != self.season else { return }
        self.season = season
        departments = Weighted(
            plans.enumerated().map { ($0.offset, $0.element.draw * season.wishes(in: $0.element.code)) })
        for (plan, group) in zip(plans, groups) {
            let percent = season.wishes(in: plan.code) * season.customers
            for product in group {
                dailyThousandths[product] = ordinaryThousandths[product].scaled(by: percent, over: 10_000)
            }
        }
    }

    /// Lines of goods in a hundred receipts; times 1.4 units a line.
    private static let linesPerHundredReceipts: Int64 = 760

    /// A product that some customer wants.
    func product(_ chance: inout Seed) -> Int { shelves[departments.pick(&chance)].pick(&chance) }
}
