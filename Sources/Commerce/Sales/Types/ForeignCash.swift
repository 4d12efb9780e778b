// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// Cash of another country that a till took, and at which rate.
package struct ForeignCash: Shaped, Equatable {
    package let currency: Currency
    package let amount: MinorUnits
    package let rate: Millionths

    package init(currency: Currency, amount: MinorUnits, rate: Millionths) {
        self.currency = currency
        self.amount = amount
        self.rate = rate
    }

    package static let shape = Shape<ForeignCash>(
        Field("currency", \.currency, "Whose cash it is."),
        Field("amount", \.amount, "How much, in minor units of that currency.", in: MinorUnits.accepted),
        Field(
            "rate", \.rate, "What one unit of it is worth in the site's currency, in millionths.",
            in: 1...1_000_000_000_000),
        make: ForeignCash.init)

    /// What it is worth in another currency, rounded once; nil where no receipt can bear it.
    func value(in own: Currency) -> MinorUnits? {
        let exact = Int128(amount.count) * Int128(rate.count) * Int128(own.minorPerMajor)
        let divisor = 1_000_000 * currency.minorPerMajor
        guard exact.magnitude / UInt128(divisor) < UInt128(Money.largestMinor) else { return nil }
        return MinorUnits(Int64(rounding: exact, over: divisor))
    }

    /// What a reference says that names an amount and its rate, as tills that have no other field write it:
    /// `USD 50.00 at 36.60`; nil for any other text.
    init?(reference: String) {
        let words = reference.split(separator: " ")
        guard words.count == 4, words[2] == "at" || words[2] == "@",
            let currency = Currency(code: String(words[0])),
            let amount = try? parseDecimal(words[1], decimals: currency.decimals, largest: Money.largestMinor),
            let rate = try? parseDecimal(words[3], decimals: 6, largest: 1_000_000_000_000), rate > 0
        else { return nil }
        self.init(currency: currency, amount: MinorUnits(amount), rate: Millionths(rate))
    }
}
