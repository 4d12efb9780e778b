// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel

/// What a tender is, whatever the till calls it.
enum TenderRules {
    /// The tender as it stands in the books: one of an unknown kind that names foreign money and its rate is foreign cash.
    static func read(_ tender: SaleTender, _ currency: Currency, _ doubts: inout [String]) -> SaleTender {
        if tender.amount > 0, let kind = tender.kind.voucher, tender.reference == nil {
            doubts.append("A \(kind.words) paid \(Money(minor: tender.amount.count, currency)) without its number.")
        }
        guard tender.kind == .foreignCash || tender.kind == .other else { return tender }
        guard let foreign = tender.foreign ?? tender.reference.flatMap(ForeignCash.init(reference:)) else {
            if tender.kind == .foreignCash {
                doubts.append("Foreign cash was taken, and nobody says of which currency and at which rate.")
                return SaleTender(kind: .other, amount: tender.amount, reference: tender.reference)
            }
            return tender
        }
        if foreign.value(in: currency) != tender.amount {
            doubts.append(
                "\(Money(minor: foreign.amount.count, foreign.currency)) \(foreign.currency.code) at the rate "
                    + "\(formatDecimal(foreign.rate.count, decimals: 6)) is not "
                    + "\(Money(minor: tender.amount.count, currency)) \(currency.code).")
        }
        return SaleTender(kind: .foreignCash, amount: tender.amount, reference: tender.reference, foreign: foreign)
    }
}
