// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// What a till printed: a sale or a return.
package struct TradeReceipt: Hashable, Sendable {
    package let till: TillCode
    /// The till's own number: 1, 2 and so on without gaps, in the order of time.
    package let number: Int
    package let session: Int
    package let cashier: ActorCode
    package let content: Content

    package enum Content: Hashable, Sendable {
        case sale(TradeSale)
        case `return`(TradeReturn)
    }
}

/// What a customer bought.
package struct TradeSale: Hashable, Sendable {
    /// The loyalty card shown, without a name; nil for a stranger.
    package let loyaltyCard: Int64?
    package let lines: [TradeLine]
    /// Taken off the whole basket, in minor units; less than the net amount of the lines that are not gift cards or
    /// deposits, to which alone it applies.
    package let basketDiscount: Int64
    /// In the order in which they are taken. All but the last are exact or capped amounts below the amount due
    /// before tax; the last is cash or a card and takes the rest, tax included.
    package let tenders: [TradeTender]
}

/// One line of a sale.
package struct TradeLine: Hashable, Sendable {
    package let product: ProductCode
    /// The article number that was scanned; nil when the product was keyed in by its code.
    package let scanned: GTIN?
    /// Thousandths of the product's unit; positive.
    package let thousandths: Int64
    /// List price of one unit, in minor units, without tax.
    package let unitPrice: Int64
    /// Taken off the whole line by a promotion, in minor units.
    package let itemDiscount: Int64
    /// Taken off the whole line because a loyalty card was shown, in minor units.
    package let loyaltyDiscount: Int64
    /// The card that was sold and loaded with `unitPrice`; nil for everything but gift cards.
    package let giftCard: Int64?

    /// Quantity at list price, in minor units.
    package var gross: Int64 { unitPrice.scaled(by: thousandths, over: 1_000) }
    /// What the line costs before basket discount and tax, in minor units; never negative.
    package var net: Int64 { gross - itemDiscount - loyaltyDiscount }
}

/// How a part of the amount due is paid; all amounts in minor units.
package enum TradeTender: Hashable, Sendable {
    /// The rest in cash. Dollars know no cash rounding.
    case cash
    /// The rest by card, and `cashBack` more, handed out of the drawer.
    case card(cashBack: Int64)
    /// Exactly this much in cash, before the rest is paid otherwise.
    case partCash(Int64)
    /// A card sold earlier in the sample; it holds at least `upTo`.
    case giftCard(Int64, upTo: Int64)
    /// A credit given for an earlier return; it holds at least `upTo`.
    case storeCredit(Int64, upTo: Int64)
    /// A maker's coupon: the maker pays this much later, so that it is a tender and lowers no price.
    case makersCoupon(product: ProductCode, amount: Int64)
}

/// What a customer brought back.
package struct TradeReturn: Hashable, Sendable {
    package let lines: [TradeReturnLine]
    package let refund: TradeRefund
}

/// One line of a return.
package struct TradeReturnLine: Hashable, Sendable {
    /// A line of an earlier receipt.
    package struct Origin: Hashable, Sendable {
        package let site: SiteCode
        package let till: TillCode
        package let number: Int
        /// 1 for the first line.
        package let line: Int
    }

    package enum Condition: String, Hashable, Sendable, CaseIterable {
        /// Goes back on the shelf.
        case resaleable
        /// Is thrown away.
        case damaged
        /// Never had stock: a bottle's deposit.
        case notStocked
    }

    /// Nil when the customer has no receipt.
    package let origin: Origin?
    package let product: ProductCode
    /// Thousandths of the product's unit; positive. All returns of a line together never exceed what was sold.
    package let thousandths: Int64
    /// With an origin, the list price then; without one, the lowest price of the day: in minor units, without tax.
    package let unitPrice: Int64
    package let condition: Condition
}

/// How a return is paid back.
package enum TradeRefund: Hashable, Sendable {
    /// As the sale was paid: only for sales paid wholly in cash or wholly by card.
    case originalTender
    case cash
    /// A credit of this number, new over the sample.
    case storeCredit(Int64)
}

/// A receipt is cancelled.
package struct TradeVoid: Hashable, Sendable {
    package let till: TillCode
    package let session: Int
    /// The number of the cancelled receipt; the void has none of its own.
    package let number: Int
    package let by: ActorCode
}
