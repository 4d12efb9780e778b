// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// Goods arrived and belong to us, at a known cost.
public struct GoodsReceived: CompanyFact, Shaped, Equatable {
    public static let name = "GoodsReceived"

    public enum Origin: String, Choice {
        /// From a supplier: owed until its bill comes.
        case supplier
        /// On hand when the books began.
        case opening
    }

    public struct Line: Shaped, Equatable {
        public let number: Int64
        public let product: ID<Product>
        public let department: ID<Department>
        public let quantity: Int64
        public let value: Int64

        public init(
            number: Int64, product: ID<Product>, department: ID<Department>, quantity: Int64, value: Int64
        ) {
            self.number = number
            self.product = product
            self.department = department
            self.quantity = quantity
            self.value = value
        }

        public static let shape = Shape<Line>(
            Field("number", \.number, "Counts from one within the document."),
            Field("product", \.product, "What it is."),
            Field("department", \.department, "The department that sells it."),
            Field("quantity", \.quantity, "Thousandths of the product's unit."),
            Field("value", \.value, "Minor units for the whole line."),
            make: Line.init)
    }

    public let document: ID<StockDocument>
    public let company: ID<Company>
    public let site: ID<Site>
    public let origin: Origin
    public let supplier: ID<Supplier>?
    public let day: Day
    public let occurredAt: Instant
    public let currency: Currency
    public let lines: [Line]

    public init(
        document: ID<StockDocument>, company: ID<Company>, site: ID<Site>, origin: Origin,
        supplier: ID<Supplier>?, day: Day, occurredAt: Instant, currency: Currency, lines: [Line]
    ) {
        self.document = document
        self.company = company
        self.site = site
        self.origin = origin
        self.supplier = supplier
        self.day = day
        self.occurredAt = occurredAt
        self.currency = currency
        self.lines = lines
    }

    public static let shape = Shape<GoodsReceived>(
        Field("document", \.document, "The document that did it."),
        Field("company", \.company, "Whose books it is in."),
        Field("site", \.site, "Where."),
        Field("origin", \.origin, "Where they came from."),
        Field("supplier", \.supplier, "Who delivered them."),
        Field("day", \.day, "The business day."),
        Field("occurredAt", \.occurredAt, "When it happened."),
        Field("currency", \.currency, "The currency of its amounts."),
        Field("lines", \.lines, "Its lines."),
        make: GoodsReceived.init)
}

/// Goods left a site for another site of the same company; they are on the way.
public struct TransferShipped: CompanyFact, Shaped, Equatable {
    public static let name = "TransferShipped"

    public struct Line: Shaped, Equatable {
        public let number: Int64
        public let product: ID<Product>
        public let department: ID<Department>
        public let quantity: Int64

        public init(number: Int64, product: ID<Product>, department: ID<Department>, quantity: Int64) {
            self.number = number
            self.product = product
            self.department = department
            self.quantity = quantity
        }

        public static let shape = Shape<Line>(
            Field("number", \.number, "Counts from one within the document."),
            Field("product", \.product, "What it is."),
            Field("department", \.department, "The department that sells it."),
            Field("quantity", \.quantity, "Thousandths of the product's unit."),
            make: Line.init)
    }

    public let document: ID<StockDocument>
    public let company: ID<Company>
    public let site: ID<Site>
    public let destination: ID<Site>
    public let day: Day
    public let occurredAt: Instant
    public let currency: Currency
    public let lines: [Line]

    public init(
        document: ID<StockDocument>, company: ID<Company>, site: ID<Site>, destination: ID<Site>, day: Day,
        occurredAt: Instant, currency: Currency, lines: [Line]
    ) {
        self.document = document
        self.company = company
        self.site = site
        self.destination = destination
        self.day = day
        self.occurredAt = occurredAt
        self.currency = currency
        self.lines = lines
    }

    public static let shape = Shape<TransferShipped>(
        Field("document", \.document, "The document that did it."),
        Field("company", \.company, "Whose books it is in."),
        Field("site", \.site, "Where."),
        Field("destination", \.destination, "Where they go."),
        Field("day", \.day, "The business day."),
        Field("occurredAt", \.occurredAt, "When it happened."),
        Field("currency", \.currency, "The currency of its amounts."),
        Field("lines", \.lines, "Its lines."),
        make: TransferShipped.init)
}

/// A transfer arrived, whole or short; what did not arrive is lost on the way.
public struct TransferReceived: CompanyFact, Shaped, Equatable {
    public static let name = "TransferReceived"

    public struct Line: Shaped, Equatable {
        public let number: Int64
        public let quantity: Int64

        public init(number: Int64, quantity: Int64) {
            self.number = number
            self.quantity = quantity
        }

        public static let shape = Shape<Line>(
            Field("number", \.number, "The line of the transfer as it was shipped."),
            Field("quantity", \.quantity, "Thousandths of the product's unit."),
            make: Line.init)
    }

    public let document: ID<StockDocument>
    public let transfer: ID<StockDocument>
    public let company: ID<Company>
    public let site: ID<Site>
    public let day: Day
    public let occurredAt: Instant
    public let currency: Currency
    public let lines: [Line]

    public init(
        document: ID<StockDocument>, transfer: ID<StockDocument>, company: ID<Company>, site: ID<Site>, day: Day,
        occurredAt: Instant, currency: Currency, lines: [Line]
    ) {
        self.document = document
        self.transfer = transfer
        self.company = company
        self.site = site
        self.day = day
        self.occurredAt = occurredAt
        self.currency = currency
        self.lines = lines
    }

    public static let shape = Shape<TransferReceived>(
        Field("document", \.document, "The receipt of the transfer."),
        Field("transfer", \.transfer, "The transfer."),
        Field("company", \.company, "Whose books it is in."),
        Field("site", \.site, "Where."),
        Field("day", \.day, "The business day."),
        Field("occurredAt", \.occurredAt, "When it happened."),
        Field("currency", \.currency, "The currency of its amounts."),
        Field("lines", \.lines, "Its lines."),
        make: TransferReceived.init)
}

/// Goods were found to be more or fewer than the books said: counted, broken, expired, used by ourselves.
public struct StockCorrected: CompanyFact, Shaped, Equatable {
    public static let name = "StockCorrected"

    public enum Reason: String, Choice {
        /// A count: quantities are differences to what the books said at that moment.
        case count
        case damaged, expired, theft, ownUse, found
    }

    public struct Line: Shaped, Equatable {
        public let number: Int64
        public let product: ID<Product>
        public let department: ID<Department>
        public let quantity: Int64

        public init(number: Int64, product: ID<Product>, department: ID<Department>, quantity: Int64) {
            self.number = number
            self.product = product
            self.department = department
            self.quantity = quantity
        }

        public static let shape = Shape<Line>(
            Field("number", \.number, "Counts from one within the document."),
            Field("product", \.product, "What it is."),
            Field("department", \.department, "The department that sells it."),
            Field("quantity", \.quantity, "Thousandths more (positive) or fewer (negative) than the books said."),
            make: Line.init)
    }

    public let document: ID<StockDocument>
    public let company: ID<Company>
    public let site: ID<Site>
    public let reason: Reason
    public let day: Day
    public let occurredAt: Instant
    public let currency: Currency
    public let lines: [Line]

    public init(
        document: ID<StockDocument>, company: ID<Company>, site: ID<Site>, reason: Reason, day: Day,
        occurredAt: Instant, currency: Currency, lines: [Line]
    ) {
        self.document = document
        self.company = company
        self.site = site
        self.reason = reason
        self.day = day
        self.occurredAt = occurredAt
        self.currency = currency
        self.lines = lines
    }

    public static let shape = Shape<StockCorrected>(
        Field("document", \.document, "The document that did it."),
        Field("company", \.company, "Whose books it is in."),
        Field("site", \.site, "Where."),
        Field("reason", \.reason, "Why."),
        Field("day", \.day, "The business day."),
        Field("occurredAt", \.occurredAt, "When it happened."),
        Field("currency", \.currency, "The currency of its amounts."),
        Field("lines", \.lines, "Its lines."),
        make: StockCorrected.init)
}

/// The cost of goods received earlier turned out different: freight, a rebate, a price agreed late.
public struct CostCorrected: CompanyFact, Shaped, Equatable {
    public static let name = "CostCorrected"

    public let document: ID<StockDocument>
    public let company: ID<Company>
    public let receipt: ID<StockDocument>
    public let line: Int64
    public let amount: Int64
    public let day: Day
    public let occurredAt: Instant
    public let currency: Currency

    public init(
        document: ID<StockDocument>, company: ID<Company>, receipt: ID<StockDocument>, line: Int64, amount: Int64,
        day: Day, occurredAt: Instant, currency: Currency
    ) {
        self.document = document
        self.company = company
        self.receipt = receipt
        self.line = line
        self.amount = amount
        self.day = day
        self.occurredAt = occurredAt
        self.currency = currency
    }

    public static let shape = Shape<CostCorrected>(
        Field("document", \.document, "The document that did it."),
        Field("company", \.company, "Whose books it is in."),
        Field("receipt", \.receipt, "The receipt of goods whose line cost more (positive) or less."),
        Field("line", \.line, "The line of it."),
        Field("amount", \.amount, "Minor units."),
        Field("day", \.day, "The day of the correction, in the open period."),
        Field("occurredAt", \.occurredAt, "When it happened."),
        Field("currency", \.currency, "The currency of its amounts."),
        make: CostCorrected.init)
}

/// A company chose how it values its stock.
public struct ValuationMethodChosen: CompanyFact, Shaped, Equatable {
    public static let name = "ValuationMethodChosen"

    public let company: ID<Company>
    public let method: ValuationMethod

    public init(company: ID<Company>, method: ValuationMethod) {
        self.company = company
        self.method = method
    }

    public static let shape = Shape<ValuationMethodChosen>(
        Field("company", \.company, "Whose books it is in."),
        Field("method", \.method, "How."),
        make: ValuationMethodChosen.init)
}

public enum ValuationMethod: String, Choice {
    /// Moving weighted average per site.
    case average
    /// First in, first out, in layers per site.
    case fifo
}

/// What a movement of goods did to their value: the books read nothing else of the warehouse.
public struct StockValued: CompanyFact, Equatable {
    public static let name = "StockValued"
    /// The first wrote its day and its currency as numbers.
    public static let version = 2

    /// Which pair of accounts a change of value belongs to.
    public enum Reason: String, Choice {
        case sold, returned, returnedDamaged
        case received, opening
        case shipped, arrived, lostInTransit
        case shrink, damaged, expired, ownUse
        /// Zero units cannot be worth anything: the last cents go.
        case rounding
        /// A supplier's cost corrected after the fact.
        case costCorrected
        /// Goods that went back, at what they carried; and what the supplier credits for them.
        case returnedToSupplier, supplierCredit
    }

    public struct Change: Sendable, Equatable {
        public let site: ID<Site>
        public let department: ID<Department>
        public let reason: Reason
        /// Minor units added to the account of inventory at that site (in transit for what is lost there).
        public let amount: Int64
        /// Where goods that arrived came from: their value was in transit there.
        public let origin: ID<Site>?

        public init(
            site: ID<Site>, department: ID<Department>, reason: Reason, amount: Int64, origin: ID<Site>? = nil
        ) {
            self.site = site
            self.department = department
            self.reason = reason
            self.amount = amount
            self.origin = origin
        }
    }

    public let document: ID<StockDocument>
    public let company: ID<Company>
    public let channel: Channel
    public let day: Day
    public let currency: Currency
    public let changes: [Change]

    public typealias Channel = Int64

    public init(
        document: ID<StockDocument>, company: ID<Company>, channel: Channel, day: Day, currency: Currency,
        changes: [Change]
    ) {
        self.document = document
        self.company = company
        self.channel = channel
        self.day = day
        self.currency = currency
        self.changes = changes
    }

    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("document")
            json.id(document)
            json.key("company")
            json.id(company)
            json.unlessZero("channel", channel)
            json.key("day")
            json.day(day)
            json.key("currency")
            json.string(currency.code)
            json.key("changes")
            json.array(changes) { json, change in
                json.object { json in
                    json.key("site")
                    json.id(change.site)
                    json.key("department")
                    json.id(change.department)
                    json.key("reason")
                    json.string(change.reason.rawValue)
                    json.key("amount")
                    json.integer(change.amount)
                    if let origin = change.origin {
                        json.key("origin")
                        json.id(origin)
                    }
                }
            }
        }
    }

    public static func read(_ json: inout JSONReader, version: Int) throws -> StockValued {
        var document: ID<StockDocument>?
        var company: ID<Company>?
        var channel: Int64 = 0
        var day: Day?
        var currency: Currency?
        var changes: [Change] = []
        try json.object { key, json in
            switch key {
            case "document": document = try json.id()
            case "company": company = try json.id()
            case "channel": channel = try json.integer()
            case "day": day = try json.day()
            case "currency": currency = try json.currency()
            case "changes": changes = try json.array { try Change.read(&$0) }
            default: try json.skip()
            }
        }
        return StockValued(
            document: try json.present(document, "document"), company: try json.present(company, "company"),
            channel: channel, day: try json.present(day, "day"), currency: try json.present(currency, "currency"),
            changes: changes)
    }
}

extension StockValued.Change {
    fileprivate static func read(_ json: inout JSONReader) throws -> StockValued.Change {
        var site: ID<Site>?
        var department = ID<Department>(0)
        var reason: StockValued.Reason?
        var amount: Int64 = 0
        var origin: ID<Site>?
        try json.object { key, json in
            switch key {
            case "site": site = try json.id()
            case "department": department = try json.id()
            case "reason": reason = try json.choice()
            case "amount": amount = try json.integer()
            case "origin": origin = try json.id()
            default: try json.skip()
            }
        }
        return StockValued.Change(
            site: try json.present(site, "site"), department: department,
            reason: try json.present(reason, "reason"), amount: amount, origin: origin)
    }
}
