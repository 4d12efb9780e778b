// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import LogisticsFacts
import Warehouse

/// The deliveries that the data does not tell of: each store gets, at regular intervals, what it will sell until the
/// next time, at the assumed cost.
struct CompleteJourneySupply {
    /// Thousandths by store, interval and product, packed into one number.
    private var wanted: [Int64: Int64] = [:]
    /// List price in minor units and thousandths sold, by product, over the whole file.
    private var sold: [(list: Int64, quantity: Int64)]
    private let costShare: Int64

    init(productCount: Int, costShare: Int64) {
        sold = Array(repeating: (0, 0), count: productCount)
        self.costShare = costShare
    }

    mutating func note(store: Int, interval: Int, product: Int, quantity: Int64, list: Int64) {
        wanted[Int64(interval) << 40 | Int64(store) << 24 | Int64(product), default: 0] += quantity
        sold[product].list += list
        sold[product].quantity += quantity
    }

    /// The deliveries of an interval: by store, the products in order with quantity and value.
    func deliveries(in interval: Int) -> [(store: Int, lines: [(product: Int, quantity: Int64, value: Int64)])] {
        var byStore: [Int: [(product: Int, quantity: Int64, value: Int64)]] = [:]
        for key in wanted.keys.filter({ $0 >> 40 == Int64(interval) }).sorted() {
            let (store, product) = (Int(key >> 24 & 0xffff), Int(key & 0xff_ffff))
            let quantity = wanted[key] ?? 0
            byStore[store, default: []].append((product, quantity, cost(of: product, quantity)))
        }
        return byStore.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Average list price times the assumed share, for a quantity; minor units.
    private func cost(of product: Int, _ quantity: Int64) -> Int64 {
        let (list, all) = sold[product]
        return all == 0 ? 0 : list.scaled(by: quantity, over: all).scaled(by: costShare, over: 1_000_000)
    }
}
