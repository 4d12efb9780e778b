// SPDX-License-Identifier: Apache-2.0

import BackOffice
import CommerceFacts
import Imports
import Kernel
import StorePostgres
import Web

/// The readers of one value.
enum TextReaders {
    static let all: [FuzzReader] = [
        FuzzReader("numbers", ["12.34", "-0.005", "9223372036854775807", "1,234.50", "(12,5)", "£ 1'234.00-"]) { text in
            for currency in [Currency.usd, Currency(code: "JPY"), Currency(code: "KWD")].compactMap(\.self) {
                if let money = try? Money(parsing: text, currency) {
                    precondition(abs(money.minor) <= Money.largestMinor)
                }
            }
            _ = try? Quantity(parsing: text, .piece)
            _ = DecimalMark.evidence(of: text)
            for mark in [nil] + DecimalMark.allCases.map(Optional.some) { _ = DecimalMark.decimal(text, mark) }
        },
        FuzzReader("days", ["2026-02-28", "2024-02-29", "31.12.2026", "12/31/2026 2:05 PM", "20261231T140530+01:00"]) {
            text in
            // What is read is written back as it was.
            if let day = Day(text) { precondition(day.description == text, text) }
            if let instant = Instant(text) { precondition(Instant(instant.description) == instant, text) }
            if let wall = WallTime(text) { precondition(WallTime(wall.description) == wall, text) }
            _ = DateOrder.evidence(of: text)
            for order in [nil] + DateOrder.allCases.map(Optional.some) { _ = FileMoment(text, order) }
            _ = SiteTime(zone: text)
        },
        FuzzReader("codes", ["5901234123457", "96385074", "15901234123454", "USD", "456138353782292480"]) { text in
            if let gtin = try? GTIN(text) { precondition((try? GTIN(gtin.description)) == gtin, text) }
            _ = Currency(code: text)
            _ = ID<Site>(text)
        },
        FuzzReader(
            "addresses",
            [
                "postgres://ann:s3cret@db.example:5433/shop?sslmode=verify-full",
                "postgresql://db/shop?password=s3cret",
                "postgres://ann@one:5432,two:5433/shop?target_session_attrs=read-write&pooler=transaction",
            ]
        ) { text in
            let address = try PostgresAddress(text)
            precondition(PostgresAddress.names("\(address)"), "an address stays one: \(text)")
        },
        FuzzReader("pages", ["/reports/trial-balance?date=2026-03-04&site=S1", "/a%20b/%2e%2e/c?x=%zz&y"]) { text in
            guard let address = Address(text) else { return }
            precondition(address.segments.count <= text.utf8.count, text)
        },
        FuzzReader("json", [#"{"a":[1,-2,"\u00e9\ud83d\ude00",true,null,{"b":{}}],"c":12.5e3}"#]) { text in
            var reader = JSONReader(Array(text.utf8))
            try reader.skip()
            try reader.end()
        },
    ]
}
