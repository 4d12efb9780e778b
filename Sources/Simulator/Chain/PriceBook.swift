// SPDX-License-Identifier: Apache-2.0

import Kernel

/// List prices and promotions of one day, by the product's place in the chain.
struct PriceBook {
    private var urban: [Int64]
    private var suburban: [Int64]
    /// Off one unit; zero without a promotion.
    private(set) var discounts: [Int64]

    init(of chain: SampleChain, on day: Day, promotions: Bool) {
        urban = chain.products.map(\.price)
        suburban = urban
        discounts = Array(repeating: 0, count: urban.count)
        for change in chain.priceChanges where change.firstDay <= day && day <= change.lastDay ?? day {
            let index = chain.index(of: change.product)
            if change.zone != .suburban { urban[index] = change.price }
            if change.zone != .urban { suburban[index] = change.price }
        }
        guard promotions else { return }
        for promotion in chain.promotions where promotion.firstDay <= day && day <= promotion.lastDay {
            for item in promotion.items { discounts[chain.index(of: item.product)] = item.discount }
        }
    }

    func price(of product: Int, in zone: PriceZone) -> Int64 {
        switch zone {
        case .urban: urban[product]
        case .suburban: suburban[product]
        }
    }
}
