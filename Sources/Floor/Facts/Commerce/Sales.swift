// SPDX-License-Identifier: Apache-2.0

public import FinanceFacts
public import Kernel

/// A till receipt stands: goods went out or came back, and money the other way.
///
/// All amounts are minor units of `currency`, without tax unless they say so. What came back has a negative quantity
/// and negative amounts. A void is the whole receipt once more with every sign turned.
///
/// For every receipt: the sum of `list - discount` and tax over the lines equals the sum of tenders, plus `rounding`,
/// plus `suspense`.
public struct SaleCompleted: CompanyFact, Equatable {
    public static let name = "SaleCompleted"
    /// The first wrote its day, its instant and its currency as numbers. Until the third, what came back took what its sale
    /// was posted at, though that was provisional.
    public static let version = 3

    public struct Line: Sendable, Equatable {
        public let number: Int64
        /// Nil when the catalogue does not know what was sold.
        public let product: ID<Product>?
        public let department: ID<Department>
        public let kind: ProductKind
        public let isStocked: Bool
        /// Thousandths of the product's unit.
        public let quantity: Int64
        public let list: Int64
        public let discount: Int64
        public let tax: Int64
        public let returned: Returned?

        public var net: Int64 { list - discount }

        public init(
            number: Int64, product: ID<Product>?, department: ID<Department>, kind: ProductKind, isStocked: Bool,
            quantity: Int64, list: Int64, discount: Int64, tax: Int64, returned: Returned?
        ) {
            self.number = number
            self.product = product
            self.department = department
            self.kind = kind
            self.isStocked = isStocked
            self.quantity = quantity
            self.list = list
            self.discount = discount
            self.tax = tax
            self.returned = returned
        }
    }

    /// Where a returned article was sold, when that is known, and where it goes.
    public struct Returned: Sendable, Equatable {
        public let receipt: ID<Receipt>?
        public let line: Int64
        public let disposition: Disposition
        /// Thousandths of that line that had come back before, so that the parts of a line returned one by one cost
        /// together what the whole did.
        public let before: Int64

        public init(receipt: ID<Receipt>?, line: Int64, disposition: Disposition, before: Int64 = 0) {
            self.receipt = receipt
            self.line = line
            self.disposition = disposition
            self.before = before
        }
    }

    public struct Tax: Sendable, Equatable {
        public let jurisdiction: ID<Jurisdiction>
        public let kind: TaxKind
        public let amount: Int64

        public init(jurisdiction: ID<Jurisdiction>, kind: TaxKind, amount: Int64) {
            self.jurisdiction = jurisdiction
            self.kind = kind
            self.amount = amount
        }
    }

    public struct Tender: Sendable, Equatable {
        public let kind: TenderKind
        public let amount: Int64

        public init(kind: TenderKind, amount: Int64) {
            self.kind = kind
            self.amount = amount
        }
    }

    public let receipt: ID<Receipt>
    public let company: ID<Company>
    public let site: ID<Site>
    public let channel: Channel
    public let day: Day
    public let occurredAt: Instant
    public let currency: Currency
    /// The receipt whose every sign this one turns.
    public let voids: ID<Receipt>?
    /// Why it was voided.
    public let reason: String?
    public let lines: [Line]
    public let taxes: [Tax]
    public let tenders: [Tender]
    /// Lost to the customer by paying in cash where small coins are not used.
    public let rounding: Int64
    /// What the receipt does not explain, debit positive.
    public let suspense: Int64
    /// Whether goods that come back take what their sale finally cost.
    public let isAtFinalCost: Bool

    public init(
        receipt: ID<Receipt>, company: ID<Company>, site: ID<Site>, channel: Channel, day: Day, occurredAt: Instant,
        currency: Currency, voids: ID<Receipt>?, reason: String? = nil, lines: [Line], taxes: [Tax], tenders: [Tender],
        rounding: Int64,
        suspense: Int64, isAtFinalCost: Bool = true
    ) {
        self.receipt = receipt
        self.company = company
        self.site = site
        self.channel = channel
        self.day = day
        self.occurredAt = occurredAt
        self.currency = currency
        self.voids = voids
        self.reason = reason
        self.lines = lines
        self.taxes = taxes
        self.tenders = tenders
        self.rounding = rounding
        self.suspense = suspense
        self.isAtFinalCost = isAtFinalCost
    }
}

/// Where the customer bought.
public enum Channel: String, Choice {
    case store, web, phone

    /// What the books keep of it: small and stable.
    public var number: Int64 {
        switch self {
        case .store: 1
        case .web: 2
        case .phone: 3
        }
    }
}

/// How a receipt was paid.
public enum TenderKind: String, Choice {
    case cash, card, giftCard, storeCredit
    /// A coupon that the maker of the goods pays for: a claim, not a discount.
    case makerCoupon
    /// A deposit taken earlier.
    case deposit
    /// Cash of another country, worth what the till's rate says.
    case foreignCash
    /// Something the till knows and the books do not.
    case other
}

/// Where a returned article goes.
public enum Disposition: String, Choice {
    case stock, damaged
    /// Nothing came back: the goods were never ours to take, or are thrown away by the customer.
    case none
}

/// Cash moved in or out of a drawer or a safe, other than by a receipt.
public struct CashMoved: CompanyFact, Shaped, Equatable {
    public static let name = "CashMoved"

    public enum Kind: String, Choice {
        /// From the safe to the drawer.
        case float
        /// From the drawer to the safe.
        case drop
        /// Out of the drawer for a small expense.
        case paidOut
        /// Counted more (positive) or less (negative) than expected.
        case overShort
        /// Counted more or less than its receipts took, in a drawer that nobody said was opened: its float, and what is
        /// over or short. Taken back when the opening is told.
        case unknownFloat
        /// From the safe to the bank's courier.
        case bankDeposit
    }

    public let company: ID<Company>
    public let site: ID<Site>
    public let till: ID<Till>?
    public let day: Day
    public let currency: Currency
    public let kind: Kind
    public let amount: Int64
    public let reason: String

    public init(
        company: ID<Company>, site: ID<Site>, till: ID<Till>?, day: Day, currency: Currency, kind: Kind,
        amount: Int64, reason: String
    ) {
        self.company = company
        self.site = site
        self.till = till
        self.day = day
        self.currency = currency
        self.kind = kind
        self.amount = amount
        self.reason = reason
    }

    public static let shape = Shape<CashMoved>(
        Field("company", \.company, "Whose books it is in."),
        Field("site", \.site, "Where."),
        Field("till", \.till, "The till; none for what concerns the safe alone."),
        Field("day", \.day, "The business day."),
        Field("currency", \.currency, "The currency of its amounts."),
        Field("kind", \.kind, "What kind of movement it is."),
        Field(
            "amount", \.amount,
            "Minor units; negative only for what a count found short, and for what later explains a count."),
        Field("reason", \.reason, "Why."),
        make: CashMoved.init)
}
