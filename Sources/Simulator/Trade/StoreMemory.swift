// SPDX-License-Identifier: Apache-2.0

import Kernel

/// What a store takes from one day into the next, besides its stock.
struct StoreMemory: Sendable {
    var tills: [TillMemory]
    var giftCards: [Credit] = []
    var storeCredits: [Credit] = []
    var giftCardsSold: Int64 = 0
    var storeCreditsGiven: Int64 = 0
    /// Goods that customers will bring back, by the number of the day.
    var comingBack: [Int: [ComingBack]] = [:]
    /// Goods that customers will bring back to another store of the chain.
    var comingBackElsewhere: [(day: Int, goods: ComingBack)] = []
    var countsMade = 0
    /// Where in the assortment the next count begins.
    var countedUpTo = 0
    /// Products of which something was stolen and not yet missed.
    var gaps: [Int] = []

    init(of site: SampleSite) { tills = site.tills.map { TillMemory(code: $0.code) } }
}

/// The numbers that a till has used.
struct TillMemory: Sendable {
    let code: TillCode
    var receipts = 0
    var sessions = 0
}

/// A gift card or a store credit.
struct Credit: Sendable {
    let number: Int64
    /// It holds at least this much, in minor units.
    var balance: Int64
    /// The first day on which its holder comes back with it.
    let fromDay: Int
}

/// A line of a sale, or a part of it, whose customer will change his mind.
struct ComingBack: Sendable {
    let origin: TradeReturnLine.Origin
    let product: Int
    let thousandths: Int64
    let unitPrice: Int64
    let paidBy: Payment
    /// At least this much is paid back, in minor units.
    let value: Int64

    enum Payment: Sendable { case cash, card, several }
}
