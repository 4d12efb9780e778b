// SPDX-License-Identifier: Apache-2.0

/// How much a sample trades, and which troubles it has.
package struct TradeOptions: Hashable, Sendable {
    /// Receipts of an average store on an average day, returns included. 54 make about 60,000 in a quarter of twelve
    /// stores.
    package var receiptsPerStoreDay: Int
    package var parts: TradeParts

    package init(receiptsPerStoreDay: Int = 54, parts: TradeParts = .all) {
        precondition((1...2_000).contains(receiptsPerStoreDay), "a store prints some receipts a day")
        self.receiptsPerStoreDay = receiptsPerStoreDay
        self.parts = parts
    }
}

/// What of a retailer's life a sample shows. Each part draws its chance from streams of its own.
package struct TradeParts: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Tills that keep their receipts until the next morning.
    package static let offlineTills = TradeParts(rawValue: 1 << 0)
    /// Receipts that arrive twice.
    package static let repeats = TradeParts(rawValue: 1 << 1)
    package static let returns = TradeParts(rawValue: 1 << 2)
    package static let voids = TradeParts(rawValue: 1 << 3)
    package static let giftCards = TradeParts(rawValue: 1 << 4)
    package static let coupons = TradeParts(rawValue: 1 << 5)
    package static let promotions = TradeParts(rawValue: 1 << 6)
    package static let loyalty = TradeParts(rawValue: 1 << 7)
    package static let basketDiscounts = TradeParts(rawValue: 1 << 8)
    package static let theft = TradeParts(rawValue: 1 << 9)
    package static let counts = TradeParts(rawValue: 1 << 10)
    /// Breakage and expiry.
    package static let adjustments = TradeParts(rawValue: 1 << 11)
    /// Drawers that are short or over.
    package static let cashDifferences = TradeParts(rawValue: 1 << 12)
    package static let shortTransfers = TradeParts(rawValue: 1 << 13)
    /// Unit costs that drift.
    package static let costDrift = TradeParts(rawValue: 1 << 14)
    package static let paidOuts = TradeParts(rawValue: 1 << 15)
    /// Months with more customers than others, and with other wishes.
    package static let seasons = TradeParts(rawValue: 1 << 16)

    package static let all = TradeParts(rawValue: (1 << 17) - 1)
    /// Sales, deliveries and transfers, and nothing that goes wrong.
    package static let none: TradeParts = []
}
