// SPDX-License-Identifier: Apache-2.0

package import CommerceFacts
import FinanceFacts
import Kernel

/// How what happened in commerce becomes debits and credits: a page for the auditor.
///
/// Amounts are minor units, debit positive. Written from general practice under US GAAP; the standard is named where
/// one decides.
package enum CommercePostings {
    /// A till receipt: what was taken, what was earned, what is owed.
    ///
    /// Revenue is net of the tax collected for others (ASC 606-10-32-2A) and of the shop's own discounts, which are
    /// shown apart (ASC 606-10-32-25). A maker's coupon is a claim on the maker, so revenue stays whole. Money taken
    /// for a gift card or a deposit is owed until it is used (ASC 606-10-55-46).
    package static func entry(for sale: SaleCompleted) -> EntryDraft {
        let site = sale.site
        let channel = sale.channel.number
        var postings = sale.tenders.map { Posting(account(of: $0.kind), $0.amount, site: site) }
        postings.append(Posting(.cashRounding, sale.rounding, site: site))
        postings.append(Posting(.suspense, sale.suspense, site: site))
        for line in sale.lines {
            for (role, amount) in revenue(of: line) {
                postings.append(
                    role == .sales || role == .salesReturns || role == .salesDiscounts
                        ? Posting(role, amount, site: site, department: line.department, channel: channel)
                        : Posting(role, amount, site: site))
            }
        }
        for tax in sale.taxes { postings.append(Posting(account(of: tax.kind), -tax.amount, site: site)) }
        return EntryDraft(
            company: sale.company, kind: sale.voids == nil ? "sale" : "void", document: sale.receipt.rawValue,
            day: sale.day, currency: sale.currency, reason: sale.reason, postings: postings)
    }

    /// Where a line's amount goes: revenue for goods, a debt for what must still be given, suspense for the unknown.
    private static func revenue(of line: SaleCompleted.Line) -> [(AccountRole, Int64)] {
        guard line.product != nil else { return [(.suspense, -line.net)] }
        switch line.kind {
        case .giftCard: return [(.giftCardLiability, -line.net)]
        case .deposit: return [(.customerDeposits, -line.net)]
        case .goods, .service, .fuel:
            // What comes back lowers revenue by what was really paid; a void turns the sale itself.
            return line.returned == nil
                ? [(.sales, -line.list), (.salesDiscounts, line.discount)] : [(.salesReturns, -line.net)]
        }
    }

    private static func account(of tender: TenderKind) -> AccountRole {
        switch tender {
        case .cash: .cashDrawer
        case .card: .cardClearing
        case .giftCard: .giftCardLiability
        case .storeCredit: .storeCreditLiability
        case .makerCoupon: .couponsReceivable
        case .deposit: .customerDeposits
        case .foreignCash: .foreignCash
        case .other: .suspense
        }
    }

    private static func account(of tax: TaxKind) -> AccountRole {
        switch tax {
        case .salesTax: .salesTaxPayable
        case .outputVAT: .outputVAT
        }
    }

    /// Cash between drawer, safe and courier, and what a count finds over or short.
    package static func entry(for moved: CashMoved, document: Int64) -> EntryDraft {
        let (debit, credit): (AccountRole, AccountRole) =
            switch moved.kind {
            case .float: (.cashDrawer, .safe)
            case .drop: (.safe, .cashDrawer)
            case .paidOut: (.storeExpense, .cashDrawer)
            case .overShort: (.cashDrawer, .cashOverAndShort)
            case .unknownFloat: (.cashDrawer, .suspense)
            case .bankDeposit: (.cashInTransit, .safe)
            }
        return EntryDraft(
            company: moved.company, kind: "cash", document: document, day: moved.day, currency: moved.currency,
            reason: moved.reason,
            postings: [
                Posting(debit, moved.amount, site: moved.site), Posting(credit, -moved.amount, site: moved.site),
            ])
    }
}
