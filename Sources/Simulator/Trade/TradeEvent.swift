// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// Something that happened at a site, and when the back office hears of it.
package struct TradeEvent: Hashable, Sendable {
    package let site: SiteCode
    package let occurredAt: Instant
    /// Never before `occurredAt`; hours later for what an offline till kept to itself.
    package let arrivesAt: Instant
    package let happening: TradeHappening
}

/// What happened.
package enum TradeHappening: Hashable, Sendable {
    /// What lies at a site when the sample begins.
    case openingStock(TradeOpeningStock)
    /// The head office, which is the event's site, lists products that were not sold before.
    case productsListed([ProductCode])
    case delivery(TradeDelivery)
    /// Goods left the distribution centre, which is the event's site.
    case transferShipped(TradeTransfer)
    /// Goods reached a store, which is the event's site.
    case transferReceived(TradeTransfer)
    case tillOpened(TradeTillOpening)
    /// Cash left a drawer for the safe.
    case cashDropped(TradeCashDrop)
    /// Cash left a drawer for a bill paid on the spot.
    case paidOut(TradePaidOut)
    case tillClosed(TradeTillClosing)
    case receipt(TradeReceipt)
    /// A receipt was cancelled right after it was printed: the goods stayed, the tender was given back.
    case receiptVoided(TradeVoid)
    case counted(TradeCount)
    case adjusted(TradeAdjustment)
}

/// One day of trade.
package struct TradeDay: Sendable {
    package let day: Day
    /// Everything that happened on this day, each thing once, in the order of `occurredAt`.
    package let happened: [TradeEvent]
    /// Everything that arrives on this day, in the order of `arrivesAt`: most of `happened`, and what was late from
    /// the days before. Some receipts arrive twice, alike but for `arrivesAt`.
    package let arrivals: [TradeEvent]
    /// What nobody saw: for an auditor who must explain every difference that a count finds.
    package let thefts: [TradeTheft]
}

/// Goods that left a store without passing a till. No system is told of it; a later count finds the gap.
package struct TradeTheft: Hashable, Sendable {
    package let site: SiteCode
    package let product: ProductCode
    package let thousandths: Int64
    package let occurredAt: Instant
}
