// SPDX-License-Identifier: Apache-2.0

import Kernel
import Simulator
import Testing

@Suite struct `A sample chain` {
    static let chain = SampleChain(seed: 7, firstDay: Day("2026-07-01")!, days: 92)
    var chain: SampleChain { Self.chain }

    @Test func `has twelve stores, a distribution centre and a head office`() {
        let codes = (1...12).map { $0 < 10 ? "S0\($0)" : "S\($0)" } + ["DC1", "HQ"]
        #expect(chain.sites.map(\.code.text) == codes)
        #expect(chain.stores.allSatisfy { $0.kind == .store && (3...6).contains($0.tills.count) })
        #expect(chain.distributionCentre.kind == .distributionCentre)
        #expect(chain.headOffice.kind == .headOffice)
    }

    @Test func `sells three thousand products under names and codes of their own`() {
        #expect(chain.products.count == 3_000)
        #expect(Set(chain.products.map(\.name)).count == 3_000)
        #expect(Set(chain.products.map(\.code)).count == 3_000)
        #expect(chain.products.allSatisfy { chain.product($0.code) == $0 })
    }

    @Test func `gives every unit and every pack a valid article number of its own`() throws {
        let numbers = chain.products.flatMap { [$0.gtin] + $0.packs.map(\.gtin) }
        #expect(Set(numbers).count == numbers.count)
        for number in numbers { #expect(try GTIN(number.description) == number) }
    }

    @Test func `names only departments, suppliers and deposits that exist`() {
        let departments = Set(chain.departments.map(\.code))
        let suppliers = Set(chain.suppliers.map(\.code))
        for product in chain.products {
            #expect(departments.contains(product.department))
            #expect(suppliers.contains(product.supplier))
            if let deposit = product.deposit { #expect(chain.product(deposit).kind == .deposit) }
        }
        #expect(departments.count == chain.departments.count)
        #expect(suppliers.count == chain.suppliers.count)
    }

    @Test func `sells every product for more than it costs, save what is handed through`() {
        for product in chain.products where product.kind != .deposit && product.kind != .giftCard {
            #expect(product.cost > 0 && product.cost < product.price, "\(product.name)")
        }
    }

    @Test func `has one price for every product, zone and day`() {
        for (key, changes) in Dictionary(grouping: chain.priceChanges, by: \.product) {
            for zone in PriceZone.allCases {
                for offset in 0..<92 {
                    let day = chain.firstDay.advanced(by: offset)
                    let holding = changes.filter {
                        ($0.zone ?? zone) == zone && $0.firstDay <= day && day <= $0.lastDay ?? day
                    }
                    #expect(holding.count <= 1, "\(key) on \(day)")
                }
            }
        }
        #expect(chain.priceChanges.allSatisfy { $0.price > 0 })
    }

    @Test func `promotes a product once at a time and never for nothing`() {
        #expect(chain.promotions.count == 25)
        var until: [ProductCode: Day] = [:]
        for promotion in chain.promotions {
            for item in promotion.items {
                #expect(item.discount > 0)
                let lowest = chain.priceChanges.filter { $0.product == item.product }.map(\.price).min()
                #expect(item.discount < min(lowest ?? .max, chain.product(item.product).price))
                if let last = until[item.product] { #expect(last < promotion.firstDay) }
                until[item.product] = promotion.lastDay
            }
        }
    }

    @Test func `has one tax rate for every place, authority, class and day, and one that changes`() {
        for jurisdiction in chain.jurisdictions {
            for authority in SampleTaxRate.Authority.allCases {
                for taxClass in SampleTaxClass.allCases {
                    for offset in 0..<92 {
                        let day = chain.firstDay.advanced(by: offset)
                        let holding = chain.taxRates.filter {
                            $0.jurisdiction == jurisdiction.code && $0.authority == authority
                                && $0.taxClass == taxClass && $0.firstDay <= day && day <= $0.lastDay ?? day
                        }
                        #expect(holding.count == 1)
                    }
                }
            }
        }
        #expect(chain.taxRates.contains { $0.lastDay != nil })
        #expect(Set(chain.stores.map(\.jurisdiction)) == Set(chain.jurisdictions.map(\.code)))
    }

    @Test func `has products that are new, and others that end, while it trades`() {
        let new = chain.products.compactMap(\.firstDay)
        let ended = chain.products.compactMap(\.lastDay)
        for days in [new, ended] {
            #expect((60...180).contains(days.count))
            #expect(days.allSatisfy { (1...69).contains(chain.firstDay.distance(to: $0)) })
        }
        #expect(chain.products.allSatisfy { ($0.firstDay == nil && $0.lastDay == nil) || $0.kind == .goods })
        #expect(chain.products.allSatisfy { $0.firstDay == nil || $0.lastDay == nil })
    }

    @Test func `is the same for the same seed and another for another`() {
        let again = SampleChain(seed: 7, firstDay: chain.firstDay, days: 92)
        #expect(again.products == chain.products)
        #expect(again.sites == chain.sites)
        #expect(again.promotions == chain.promotions)
        #expect(again.priceChanges == chain.priceChanges)
        #expect(SampleChain(seed: 8, firstDay: chain.firstDay, days: 92).products != chain.products)
    }
}
