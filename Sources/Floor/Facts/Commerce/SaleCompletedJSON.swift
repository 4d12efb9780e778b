// SPDX-License-Identifier: Apache-2.0

import FinanceFacts
public import Kernel

/// The JSON of a sale, written by hand because there is one for every receipt. What is zero or absent is left out.
extension SaleCompleted {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("receipt")
            json.id(receipt)
            json.key("company")
            json.id(company)
            json.key("site")
            json.id(site)
            if channel != .store {
                json.key("channel")
                json.string(channel.rawValue)
            }
            json.key("day")
            json.day(day)
            json.key("at")
            json.instant(occurredAt)
            json.key("currency")
            json.string(currency.code)
            if let voids {
                json.key("voids")
                json.id(voids)
            }
            if let reason {
                json.key("reason")
                json.string(reason)
            }
            json.key("lines")
            json.array(lines) { $1.write(to: &$0) }
            json.key("taxes")
            json.array(taxes) { $1.write(to: &$0) }
            json.key("tenders")
            json.array(tenders) { $1.write(to: &$0) }
            json.unlessZero("rounding", rounding)
            json.unlessZero("suspense", suspense)
        }
    }

    public static func read(_ json: inout JSONReader, version: Int) throws -> SaleCompleted {
        var receipt: ID<Receipt>?
        var company: ID<Company>?
        var site: ID<Site>?
        var channel = Channel.store
        var day: Day?
        var occurredAt: Instant?
        var currency: Currency?
        var voids: ID<Receipt>?
        var reason: String?
        var lines: [Line] = []
        var taxes: [Tax] = []
        var tenders: [Tender] = []
        var rounding: Int64 = 0
        var suspense: Int64 = 0
        try json.object { key, json in
            switch key {
            case "receipt": receipt = try json.id()
            case "company": company = try json.id()
            case "site": site = try json.id()
            case "channel": channel = try json.choice()
            case "day": day = try json.day()
            case "at": occurredAt = try json.instant()
            case "currency": currency = try json.currency()
            case "voids": voids = try json.id()
            case "reason": reason = try json.string()
            case "lines": lines = try json.array { try Line.read(&$0) }
            case "taxes": taxes = try json.array { try Tax.read(&$0) }
            case "tenders": tenders = try json.array { try Tender.read(&$0) }
            case "rounding": rounding = try json.integer()
            case "suspense": suspense = try json.integer()
            default: try json.skip()
            }
        }
        return SaleCompleted(
            receipt: try json.present(receipt, "receipt"), company: try json.present(company, "company"),
            site: try json.present(site, "site"), channel: channel, day: try json.present(day, "day"),
            occurredAt: try json.present(occurredAt, "at"), currency: try json.present(currency, "currency"),
            voids: voids, reason: reason, lines: lines, taxes: taxes, tenders: tenders, rounding: rounding,
            suspense: suspense,
            isAtFinalCost: version >= 3)
    }
}

extension SaleCompleted.Line {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("line")
            json.integer(number)
            if let product {
                json.key("product")
                json.id(product)
            }
            json.key("department")
            json.id(department)
            if kind != .goods {
                json.key("kind")
                json.string(kind.rawValue)
            }
            if !isStocked {
                json.key("stocked")
                json.bool(false)
            }
            json.key("quantity")
            json.integer(quantity)
            json.unlessZero("list", list)
            json.unlessZero("discount", discount)
            json.unlessZero("tax", tax)
            if let returned {
                json.key("returned")
                returned.write(to: &json)
            }
        }
    }

    fileprivate static func read(_ json: inout JSONReader) throws -> SaleCompleted.Line {
        var number: Int64?
        var product: ID<Product>?
        var department = ID<Department>(0)
        var kind = ProductKind.goods
        var isStocked = true
        var quantity: Int64 = 0
        var list: Int64 = 0
        var discount: Int64 = 0
        var tax: Int64 = 0
        var returned: SaleCompleted.Returned?
        try json.object { key, json in
            switch key {
            case "line": number = try json.integer()
            case "product": product = try json.id()
            case "department": department = try json.id()
            case "kind": kind = try json.choice()
            case "stocked": isStocked = try json.bool()
            case "quantity": quantity = try json.integer()
            case "list": list = try json.integer()
            case "discount": discount = try json.integer()
            case "tax": tax = try json.integer()
            case "returned": returned = try .read(&json)
            default: try json.skip()
            }
        }
        return SaleCompleted.Line(
            number: try json.present(number, "line"), product: product, department: department, kind: kind,
            isStocked: isStocked, quantity: quantity, list: list, discount: discount, tax: tax, returned: returned)
    }
}

extension SaleCompleted.Returned {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            if let receipt {
                json.key("receipt")
                json.id(receipt)
                json.key("line")
                json.integer(line)
            }
            json.key("to")
            json.string(disposition.rawValue)
            json.unlessZero("before", before)
        }
    }

    fileprivate static func read(_ json: inout JSONReader) throws -> SaleCompleted.Returned {
        var receipt: ID<Receipt>?
        var line: Int64 = 0
        var disposition = Disposition.stock
        var before: Int64 = 0
        try json.object { key, json in
            switch key {
            case "receipt": receipt = try json.id()
            case "line": line = try json.integer()
            case "to": disposition = try json.choice()
            case "before": before = try json.integer()
            default: try json.skip()
            }
        }
        return SaleCompleted.Returned(receipt: receipt, line: line, disposition: disposition, before: before)
    }
}

extension SaleCompleted.Tax {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("jurisdiction")
            json.id(jurisdiction)
            if kind != .salesTax {
                json.key("kind")
                json.string(kind.rawValue)
            }
            json.key("amount")
            json.integer(amount)
        }
    }

    fileprivate static func read(_ json: inout JSONReader) throws -> SaleCompleted.Tax {
        var jurisdiction: ID<Jurisdiction>?
        var kind = TaxKind.salesTax
        var amount: Int64 = 0
        try json.object { key, json in
            switch key {
            case "jurisdiction": jurisdiction = try json.id()
            case "kind": kind = try json.choice()
            case "amount": amount = try json.integer()
            default: try json.skip()
            }
        }
        return SaleCompleted.Tax(
            jurisdiction: try json.present(jurisdiction, "jurisdiction"), kind: kind, amount: amount)
    }
}

extension SaleCompleted.Tender {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.key("kind")
            json.string(kind.rawValue)
            json.key("amount")
            json.integer(amount)
        }
    }

    fileprivate static func read(_ json: inout JSONReader) throws -> SaleCompleted.Tender {
        var kind: TenderKind?
        var amount: Int64 = 0
        try json.object { key, json in
            switch key {
            case "kind": kind = try json.choice()
            case "amount": amount = try json.integer()
            default: try json.skip()
            }
        }
        return SaleCompleted.Tender(kind: try json.present(kind, "kind"), amount: amount)
    }
}
