// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Testing

@Suite struct `Amounts of money` {
    @Test func `every amount prints as it parses`() throws {
        let currencies = try ["JPY", "USD", "BHD", "CLF"].map { try #require(Currency(code: $0)) }
        for currency in currencies {
            for minor in Int64(-1_200)...1_200 {
                let amount = Money(minor: minor, currency)
                #expect(try Money(parsing: amount.description, currency) == amount)
                #expect(Decimal(string: amount.description) == decimal(minor, currency))
            }
        }
    }

    @Test(arguments: [
        ("0", 0), ("-0", 0), ("12", 1_200), ("12.", 1_200), (".5", 50), ("+.05", 5), ("-1234.50", -123_450),
        ("  7.1\t", 710), ("007", 700), ("1.2000", 120), ("100000000000.00", Money.largestMinor),
        ("-100000000000", -Money.largestMinor), ("00000000000000000000000000001", 100),
    ])
    func `an exact decimal is read`(text: String, minor: Int64) throws {
        #expect(try Money(parsing: text, .usd).minor == minor)
    }

    @Test(arguments: [
        "", " ", "-", "+", ".", "-.", "--1", "+-1", "1-", "- 1", "1 2", "1. 2", "1 .2", "1..2", "1.2.3", "1,234.50",
        "1e3", "0x10", "NaN", "infinity", "$5", "٣", "1\u{0}", "−5", "1 -",
    ])
    func `what is no number is refused`(text: String) {
        #expect(throws: DecimalRefusal.notANumber(text)) { try Money(parsing: text, .usd) }
    }

    @Test func `nothing is rounded in silence`() {
        #expect(throws: DecimalRefusal.tooManyDecimals("0.001", allowed: 2)) { try Money(parsing: "0.001", .usd) }
        #expect(throws: DecimalRefusal.tooManyDecimals("1.5", allowed: 0)) { try Money(parsing: "1.5", .jpy) }
        #expect(throws: DecimalRefusal.tooManyDecimals("1.2301", allowed: 2)) { try Money(parsing: "1.2301", .usd) }
    }

    @Test(arguments: [
        "100000000000.01", "-100000000000.01", "92233720368547758.08", "9223372036854775808", "99999999999999999999999",
    ])
    func `an amount beyond the largest is refused`(text: String) {
        #expect(throws: DecimalRefusal.tooLarge(text)) { try Money(parsing: text, .usd) }
    }

    @Test func `the extremes of 64 bits print exactly`() {
        #expect(Money(minor: .max, .usd).description == "92233720368547758.07")
        #expect(Money(minor: .min, .usd).description == "-92233720368547758.08")
        #expect(Money(minor: .min, .jpy).description == "-9223372036854775808")
        #expect(Money(minor: -5, .usd).description == "-0.05")
    }

    @Test func `shares of a split add up and the first ones carry the odd cents`() {
        for minor in Int64(-50)...50 {
            for parts in 1...9 {
                let shares = Money(minor: minor, .usd).split(into: parts).map(\.minor)
                #expect(shares.count == parts)
                #expect(shares.reduce(0, +) == minor)
                // Dealing the cents out one by one, round and round, gives the same.
                var dealt = [Int64](repeating: 0, count: parts)
                for cent in 0..<Int(minor.magnitude) { dealt[cent % parts] += minor.signum() }
                #expect(shares == dealt)
            }
        }
    }

    @Test func `amounts of two currencies do not add`() async {
        await #expect(processExitsWith: .failure) { _ = Money(minor: 1, .usd) + Money(minor: 1, .eur) }
    }

    @Test func `sums, differences and negatives are those of the minor units`() {
        for left in Int64(-20)...20 {
            for right in Int64(-20)...20 {
                let (first, second) = (Money(minor: left, .eur), Money(minor: right, .eur))
                #expect((first + second).minor == left + right)
                #expect((first - second).minor == left - right)
                #expect((-first).minor == -left)
            }
        }
    }

    @Test func `money travels as minor units and a currency code`() throws {
        let amount = Money(minor: -1_083, .usd)
        let json = try JSONEncoder().encode(amount)
        let tree = try JSONSerialization.jsonObject(with: json) as? [String: Any]
        #expect(tree?["minor"] as? Int == -1_083)
        #expect(tree?["currency"] as? String == "USD")
        #expect(try JSONDecoder().decode(Money.self, from: json) == amount)
    }

    private func decimal(_ minor: Int64, _ currency: Currency) -> Decimal {
        var divisor = Decimal(1)
        for _ in 0..<currency.decimals { divisor *= 10 }
        return Decimal(minor) / divisor
    }
}

@Suite struct `Currencies of ISO 4217` {
    /// The decimals that are not two, from the ISO 4217 list one.
    private let unusual: [Int: Set<String>] = [
        0: [
            "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
            "XOF", "XPF",
        ],
        3: ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"],
        4: ["CLF", "UYW"],
    ]

    @Test func `there are 165 and no number or code stands twice`() {
        #expect(Currency.all.count == 165)
        #expect(Set(Currency.all.map(\.number)).count == 165)
        #expect(Set(Currency.all.map(\.code)).count == 165)
        #expect(Currency.all.map(\.code) == Currency.all.map(\.code).sorted())
    }

    @Test func `each is found by its code and by its number`() {
        for currency in Currency.all {
            #expect(Currency(code: currency.code) == currency)
            #expect(Currency(number: currency.number) == currency)
            #expect(currency.code.utf8.count == 3 && currency.code.allSatisfy { ("A"..."Z").contains($0) })
            #expect((1...999).contains(currency.number))
        }
    }

    @Test func `decimals are two unless the list says otherwise`() {
        for currency in Currency.all {
            let expected = unusual.first { $0.value.contains(currency.code) }?.key ?? 2
            #expect(currency.decimals == expected, "\(currency.code)")
            #expect(currency.minorPerMajor == [1, 10, 100, 1_000, 10_000][expected])
        }
    }

    @Test func `the named ones are the listed ones`() {
        for (named, code, number) in [
            (Currency.usd, "USD", Int64(840)), (.eur, "EUR", 978), (.gbp, "GBP", 826), (.jpy, "JPY", 392),
        ] {
            #expect(named == Currency(code: code))
            #expect(named.number == number)
        }
    }

    @Test func `metals, tests and wishes are no currencies`() {
        for code in ["XAU", "XXX", "XTS", "usd", "US", "USDX", "", "DEM"] { #expect(Currency(code: code) == nil) }
        for number in [Int64(0), -1, 999, 1_000, .max] { #expect(Currency(number: number) == nil) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Currency.self, from: Data("\"XXX\"".utf8)) }
    }
}

@Suite struct `Quantities of goods` {
    @Test func `every quantity with a unit prints its three decimals and parses back`() throws {
        for unit in Unit.allCases {
            for thousandths in Int64(-2_100)...2_100 {
                let quantity = Quantity(thousandths: thousandths, unit)
                let number = quantity.description.split(separator: " ")[0]
                #expect(try Quantity(parsing: number, unit) == quantity)
            }
        }
    }

    @Test func `whole pieces print without decimals`() {
        #expect(Quantity(12, .piece).description == "12")
        #expect(Quantity(-12, .piece).description == "-12")
        #expect(Quantity(thousandths: 1_500, .piece).description == "1.500")
        #expect(Quantity(thousandths: 1_250, .kilogram).description == "1.250 kg")
        #expect(Quantity(thousandths: -5, .gallon).description == "-0.005 gal")
        #expect(Quantity(3, .hour).description == "3.000 h")
    }

    @Test func `a fourth decimal and too much are refused`() {
        #expect(throws: DecimalRefusal.tooManyDecimals("1.2345", allowed: 3)) {
            try Quantity(parsing: "1.2345", .kilogram)
        }
        #expect(throws: DecimalRefusal.tooLarge("1000000000.001")) { try Quantity(parsing: "1000000000.001", .piece) }
        #expect(throws: Never.self) { try Quantity(parsing: "1000000000", .piece) }
    }

    @Test func `quantities add within a unit and trap across two`() async {
        #expect(Quantity(2, .litre) + Quantity(3, .litre) == Quantity(5, .litre))
        #expect(Quantity(2, .litre) - Quantity(3, .litre) == Quantity(-1, .litre))
        await #expect(processExitsWith: .failure) { _ = Quantity(1, .litre) + Quantity(1, .gallon) }
    }
}
