// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel

extension Auditor {
    /// Whether a till says what can hardly be meant: it stands as it was said, and a person looks at it.
    func isOdd(_ sale: AuditSale) -> Bool {
        sale.basketDiscount < 0 || sale.lines.contains(where: isOdd) || sale.tenders.contains(where: isOdd)
    }

    /// Goods and money that go the same way, and discounts that raise a price or are more than it.
    private func isOdd(_ line: AuditSale.Line) -> Bool {
        let price = (line.list ?? line.quantity).signum()
        return price * line.quantity.signum() < 0 || price * line.discount.signum() < 0
            || abs(line.discount) > abs(line.list ?? .max)
    }

    /// Unknown kinds, vouchers without their number, foreign cash that is not worth what was given for it.
    private func isOdd(_ tender: AuditSale.Tender) -> Bool {
        switch kind(of: tender) {
        case .other: return true
        case .foreignCash:
            return tender.foreign.map { share(of: $0.amount, $0.rate, outOf: 1_000_000) } != tender.amount
        case .giftCard, .storeCredit, .deposit: return tender.amount > 0 && tender.reference == nil
        case .cash, .card, .makerCoupon: return false
        }
    }

    /// Foreign cash of which nobody says how much is nothing that anybody knows.
    func kind(of tender: AuditSale.Tender) -> TenderKind {
        tender.kind == .foreignCash && tender.foreign == nil ? .other : tender.kind
    }
}
