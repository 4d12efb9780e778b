// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel

/// What we owe to whoever brings its number.
enum VoucherKind: String, CaseIterable {
    case giftCard, storeCredit, deposit

    /// As people say it.
    var words: String {
        switch self {
        case .giftCard: "gift card"
        case .storeCredit: "store credit"
        case .deposit: "deposit"
        }
    }
}

/// One gift card, store credit or deposit.
struct Voucher: Hashable, Comparable {
    let kind: VoucherKind
    let number: String

    var name: String { "\(kind.words) \(number)" }

    static func < (one: Voucher, other: Voucher) -> Bool {
        (one.kind.rawValue, one.number) < (other.kind.rawValue, other.number)
    }
}

/// What a receipt does to a voucher, in minor units.
struct VoucherUse {
    let voucher: Voucher
    /// What was on it, at all sites; nil when nobody has sold it.
    let before: Int64?
    let change: Int64

    var after: Int64 { (before ?? 0) + change }
}

extension SaleDraft {
    /// By how much it changes what is on each voucher that it names.
    var voucherChanges: [Voucher: Int64] {
        var changes: [Voucher: Int64] = [:]
        for line in lines {
            guard let kind = line.fact.kind.voucher, let number = line.reference else { continue }
            changes[Voucher(kind: kind, number: number), default: 0] += line.fact.net
        }
        for tender in tenders {
            guard let kind = tender.kind.voucher, let number = tender.reference else { continue }
            changes[Voucher(kind: kind, number: number), default: 0] -= tender.amount.count
        }
        return changes
    }
}

extension ProductKind {
    /// What is sold with it, when it is no goods but a debt.
    var voucher: VoucherKind? {
        switch self {
        case .giftCard: .giftCard
        case .deposit: .deposit
        case .goods, .service, .fuel: nil
        }
    }
}

extension TenderKind {
    /// What is spent, or issued when below zero, by paying with it.
    var voucher: VoucherKind? {
        switch self {
        case .giftCard: .giftCard
        case .storeCredit: .storeCredit
        case .deposit: .deposit
        case .cash, .card, .makerCoupon, .foreignCash, .other: nil
        }
    }
}
