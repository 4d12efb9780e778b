// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel

/// A gift card, store credit or bottle slip, by its kind and its number; those without a number are one.
struct VoucherName: Hashable, Sendable {
    let kind: TenderKind
    let number: String

    /// As the back office says it to people.
    var words: String {
        switch kind {
        case .giftCard: "gift card \(number)"
        case .storeCredit: "store credit \(number)"
        default: "\(kind.rawValue) \(number)"
        }
    }
}

extension Auditor {
    /// Counts what a receipt put on vouchers and took off them, or with minus one takes it back. Who spends more than is
    /// there is asked about, until more is put on it.
    mutating func useVouchers(_ receipt: Receipt, times sign: Int64) {
        var changes: [VoucherName: Int64] = [:]
        for (told, line) in zip(receipt.told.lines, receipt.lines) {
            let kind: TenderKind? =
                switch line.product?.kind {
                case .giftCard: .giftCard
                case .deposit: .deposit
                default: nil
                }
            guard let kind else { continue }
            changes[VoucherName(kind: kind, number: told.reference ?? ""), default: 0] += sign * line.amounts.net
        }
        for tender in receipt.told.tenders where Self.takesVouchers(tender.kind) {
            changes[VoucherName(kind: tender.kind, number: tender.reference ?? ""), default: 0] -= sign * tender.amount
        }
        for (name, change) in changes where change != 0 {
            let before = vouchers[name] ?? 0
            vouchers[name] = before + change
            guard !name.number.isEmpty else { continue }
            let matter = Matter(kind: "voucher-overdrawn", subject: name.words)
            if change < 0, before + change < 0 {
                inbox.insert(matter)
            } else if before < 0, before + change >= 0 {
                inbox.remove(matter)
            }
        }
    }

    static func takesVouchers(_ kind: TenderKind) -> Bool {
        switch kind {
        case .giftCard, .storeCredit, .deposit: true
        case .cash, .card, .makerCoupon, .foreignCash, .other: false
        }
    }
}
