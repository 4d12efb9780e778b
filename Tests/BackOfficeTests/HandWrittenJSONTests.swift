// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import FinanceFacts
import Foundation
import Kernel
import LogisticsFacts
import Sales
import Store
import Testing
import Warehouse

/// Values drawn from a seed, with the texts and numbers that break writers of JSON among them.
private struct Chance {
    var seed: Seed

    mutating func number() -> Int64 {
        seed.chance(1, in: 3) ? seed.choice(of: [0, 1, -1, .max, .min, .max - 1]) : seed.integer(in: .min ... .max)
    }

    mutating func text() -> String {
        let odd = [
            "\"", "\\", "/", "\\u0041", "é", "e\u{301}", "日本", "👩‍👩‍👧‍👦", "\u{2028}", "\u{10ffff}", "\u{7f}", "{}", "null",
        ]
        let control = (1..<0x20).compactMap { Unicode.Scalar($0).map { String(Character($0)) } } + ["\r\n"]
        return (0..<seed.integer(in: 0...6)).map { _ in
            seed.chance(1, in: 3)
                ? seed.choice(of: odd + control) : seed.choice(of: ["a", "Z", "7", " "])
        }.joined()
    }

    mutating func key<Entity>() -> ID<Entity> { ID(number() & .max) }

    mutating func optional<Value>(_ make: (inout Chance) -> Value) -> Value? {
        seed.chance(1, in: 2) ? make(&self) : nil
    }

    mutating func some<Value>(_ make: (inout Chance) -> Value) -> [Value] {
        (0..<seed.integer(in: 0...3)).map { _ in make(&self) }
    }

    mutating func day() -> Day { Day(number: seed.integer(in: -700_000...2_900_000)) }

    mutating func instant() -> Instant {
        Instant(microseconds: seed.integer(in: -60_000_000_000_000_000...250_000_000_000_000_000))
    }

    mutating func currency() -> Currency { seed.choice(of: [.usd, .eur]) }
}

extension Chance {
    mutating func sale() -> SaleCompleted {
        SaleCompleted(
            receipt: key(), company: key(), site: key(), channel: seed.choice(of: Channel.allCases), day: day(),
            occurredAt: instant(), currency: currency(), voids: optional { $0.key() },
            lines: some { chance in
                SaleCompleted.Line(
                    number: chance.number(), product: chance.optional { $0.key() }, department: chance.key(),
                    kind: chance.seed.choice(of: ProductKind.allCases), isStocked: chance.seed.chance(1, in: 2),
                    quantity: chance.number(), list: chance.number(), discount: chance.number(), tax: chance.number(),
                    returned: chance.optional { chance in
                        let receipt: ID<Receipt>? = chance.optional { $0.key() }
                        // Without a receipt there is no line of it.
                        return SaleCompleted.Returned(
                            receipt: receipt, line: receipt == nil ? 0 : chance.number(),
                            disposition: chance.seed.choice(of: Disposition.allCases), before: chance.number())
                    })
            },
            taxes: some {
                .init(jurisdiction: $0.key(), kind: $0.seed.choice(of: TaxKind.allCases), amount: $0.number())
            },
            tenders: some { .init(kind: $0.seed.choice(of: TenderKind.allCases), amount: $0.number()) },
            rounding: number(), suspense: number())
    }

    mutating func valued() -> StockValued {
        StockValued(
            document: key(), company: key(), channel: number(), day: day(), currency: currency(),
            changes: some { chance in
                StockValued.Change(
                    site: chance.key(), department: chance.key(),
                    reason: chance.seed.choice(of: StockValued.Reason.allCases), amount: chance.number(),
                    origin: chance.optional { $0.key() })
            })
    }

    /// Nil and nought say the same in a return's address, and are written alike; here they are nil.
    mutating func receipt() -> CompleteSale {
        func above(_ number: Int64) -> Int64 { number == 0 ? 1 : number }
        return CompleteSale(
            site: Code(text()), till: number(), number: ReceiptNumber(number()), occurredAt: instant(),
            channel: seed.choice(of: Channel.allCases),
            lines: some { chance in
                SaleLine(
                    product: Code(chance.text()), quantity: Thousandths(chance.number()),
                    list: chance.optional { MinorUnits($0.number()) },
                    discounts: chance.optional { chance in
                        chance.some {
                            SaleDiscount(
                                kind: $0.seed.choice(of: DiscountKind.allCases), amount: MinorUnits($0.number()))
                        }
                    },
                    tax: chance.optional { MinorUnits($0.number()) },
                    returned: chance.optional { chance in
                        ReturnedArticle(
                            site: chance.optional { Code($0.text()) }, till: chance.optional { above($0.number()) },
                            number: chance.optional { ReceiptNumber(above($0.number())) },
                            line: chance.optional { above($0.number()) },
                            disposition: chance.seed.choice(of: Disposition.allCases))
                    },
                    reference: chance.optional { $0.text() })
            },
            basketDiscount: optional { MinorUnits(above($0.number())) },
            tenders: some {
                SaleTender(
                    kind: $0.seed.choice(of: TenderKind.allCases), amount: MinorUnits($0.number()),
                    reference: $0.optional { $0.text() })
            })
    }
}

/// What is written by hand for speed, beside the general encoder and decoder.
@Suite struct `JSON written by hand` {
    private func draws(_ body: (inout Chance) throws -> Void) rethrows {
        var chance = Chance(seed: Seed(20_261_122))
        for _ in 0..<1_000 { try body(&chance) }
    }

    private func ours(_ body: (inout JSONWriter) throws -> Void) rethrows -> [UInt8] {
        var json = JSONWriter()
        try body(&json)
        return json.bytes
    }

    @Test func `of days and instants is what they say of themselves`() throws {
        draws { chance in
            let (day, instant) = (chance.day(), chance.instant())
            let written = ours { json in
                json.array([()]) { json, _ in
                    json.day(day)
                    json.instant(instant)
                }
            }
            #expect(String(decoding: written, as: UTF8.self) == "[\"\(day)\",\"\(instant)\"]")
        }
    }

    @Test func `of a receipt is read as the same receipt`() throws {
        try draws { chance in
            let sale = chance.receipt()
            var reader = JSONReader(ours { CompleteSale.shape.write(sale, to: &$0) })
            let read = try CompleteSale.read(&reader)
            let (found, wanted) = (ours { read.write(to: &$0) }, ours { sale.write(to: &$0) })
            #expect(found == wanted && reader.strays.isEmpty)
        }
    }

    @Test func `of a sale and of a change of value is JSON, and is read as the same fact`() throws {
        try draws { chance in
            let (sale, valued) = (chance.sale(), chance.valued())
            let (saleJSON, valuedJSON) = (ours { sale.write(to: &$0) }, ours { valued.write(to: &$0) })
            for json in [saleJSON, valuedJSON] { _ = try JSONSerialization.jsonObject(with: Data(json)) }
            var (saleReader, valuedReader) = (JSONReader(saleJSON), JSONReader(valuedJSON))
            #expect(try SaleCompleted.read(&saleReader, version: SaleCompleted.version) == sale)
            #expect(try StockValued.read(&valuedReader, version: 2) == valued)
        }
    }
}
