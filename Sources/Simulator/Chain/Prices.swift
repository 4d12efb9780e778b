// SPDX-License-Identifier: Apache-2.0

import Kernel

/// What becomes of list prices while the sample lasts: zones that differ, changes that come and go, promotions.
struct Prices {
    let products: [SampleProduct]
    let firstDay: Day
    let days: Int
    let seed: Seed

    func changes() -> [SamplePriceChange] {
        var chance = seed.stream("price changes")
        return products.flatMap { product -> [SamplePriceChange] in
            switch product.kind {
            case .fuel: fuelWeeks(product, &chance)
            case .goods: change(of: product, &chance)
            case .service, .giftCard, .deposit: []
            }
        }
    }

    /// One product in sixteen is cheaper outside town, one in twenty rises, one in fifty is tried dearer in town for
    /// some weeks.
    private func change(of product: SampleProduct, _ chance: inout Seed) -> [SamplePriceChange] {
        let draw = chance.integer(in: 0...399)
        let start = firstDay.advanced(by: Int(chance.integer(in: 0...Int64(days))))
        let percent = chance.integer(in: 3...9)
        func make(_ zone: PriceZone?, from: Day, to: Day?, percent: Int64) -> [SamplePriceChange] {
            let price = product.price.scaled(by: 100 + percent, over: 100) / 10 * 10 + 9
            guard price != product.price else { return [] }
            return [SamplePriceChange(product: product.code, zone: zone, firstDay: from, lastDay: to, price: price)]
        }
        return switch draw {
        case 0..<25: make(.suburban, from: firstDay, to: nil, percent: -percent - 2)
        case 25..<45: make(nil, from: start, to: nil, percent: percent)
        case 45..<53: make(.urban, from: start, to: start.advanced(by: 27), percent: percent)
        default: []
        }
    }

    /// Fuel is priced anew every week, in town dearer than outside.
    private func fuelWeeks(_ product: SampleProduct, _ chance: inout Seed) -> [SamplePriceChange] {
        var price = product.price
        return stride(from: 0, to: days, by: 7).flatMap { offset in
            price += chance.integer(in: -8...9)
            return PriceZone.allCases.map { zone in
                SamplePriceChange(
                    product: product.code, zone: zone, firstDay: firstDay.advanced(by: offset),
                    lastDay: firstDay.advanced(by: offset + 6), price: zone == .urban ? price : price - 6)
            }
        }
    }

    /// About two promotions a week, each on products of one department.
    func promotions() -> [SamplePromotion] {
        var chance = seed.stream("promotions")
        let departments = DepartmentPlan.all.filter { $0.draw > 0 }
        let lowest = lowestPrices()
        var promotedUntil: [ProductCode: Day] = [:]
        return (0..<max(1, days * 25 / 92)).map { index in
            let start = firstDay.advanced(by: index * days / max(1, days * 25 / 92))
            let end = start.advanced(by: chance.chance(1, in: 3) ? 13 : 6)
            let department = chance.choice(of: departments)
            let percent = chance.choice(of: [10, 15, 20, 25, 30] as [Int64])
            let candidates = products.filter { $0.department.text == department.code && $0.price >= 100 }
            let items = candidates.compactMap { product -> SamplePromotion.Item? in
                guard chance.chance(1, in: 5) else { return nil }
                if let until = promotedUntil[product.code], until >= start { return nil }
                promotedUntil[product.code] = end
                let price = lowest[product.code] ?? product.price
                return SamplePromotion.Item(
                    product: product.code, discount: max(1, price.scaled(by: percent, over: 100) / 5 * 5))
            }
            return SamplePromotion(
                number: index + 1, name: "\(department.name) \(percent) % off, week of \(start)", firstDay: start,
                lastDay: end, items: items)
        }
    }

    private func lowestPrices() -> [ProductCode: Int64] {
        var lowest = Dictionary(uniqueKeysWithValues: products.map { ($0.code, $0.price) })
        for change in changes() { lowest[change.product] = min(lowest[change.product] ?? change.price, change.price) }
        return lowest
    }
}
