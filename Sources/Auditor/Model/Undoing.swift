// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel

extension Auditor {
    /// Turns every sign of a receipt, once. A void that came before its receipt waits for it, and so does a question.
    mutating func undo(_ void: AuditVoid) {
        guard let receipt = receipts[void.receipt] else {
            guard earlyVoids[void.receipt] == nil else { return }
            earlyVoids[void.receipt] = void
            ask("receipt-missing", "\(void.receipt)")
            return
        }
        guard !receipt.isVoided else { return }
        let document = document(at: void.occurredAt, site: receipt.site)
        receipts[void.receipt]?.isVoided = true
        receiptCount += 1
        post(receipt, times: -1, on: document.day)
        let cameBack = receipt.lines.contains { $0.backQuantity != 0 }
        if waiting(receipt) != 0 || cameBack { ask("receipt-doubt", "\(void.receipt)") }
        for line in receipt.lines { note(line, times: -1) }
        useVouchers(receipt, times: -1)
        put(
            -cash(of: receipt.told), into: TillName(site: void.receipt.site, till: void.receipt.till),
            at: receipt.site, document.at, on: document.day)
        for index in receipt.lines.indices { turnBack(index, of: receipt, document) }
    }

    /// What waits in suspense for the receipt, debit positive.
    private func waiting(_ receipt: Receipt) -> Int64 {
        let unknown = receipt.lines.reduce(0) { $1.product == nil ? $0 + $1.amounts.net : $0 }
        let other = receipt.told.tenders.reduce(0) { kind(of: $1) == .other ? $0 + $1.amount : $0 }
        return receipt.suspense + other - unknown
    }

    /// Goods that had gone come back at what they went for; goods that had come back go.
    private mutating func turnBack(_ index: Int, of receipt: Receipt, _ document: StockDocumentNote) {
        let line = receipt.lines[index]
        guard let product = line.product, product.isStocked, line.quantity != 0 else { return }
        let name = Lot.LineName(document: receipt.document, rank: Int64(index + 1))
        let lot = LotName(site: receipt.site, product: product.code)
        let sold = line.origin.flatMap { origin in
            receipts[origin.receipt].map { LotName(site: $0.site, product: product.code) }
        }
        let taken = sold.flatMap { undoBack(name, of: $0) }
        if line.returned?.disposition == .damaged {
            ledger.post(
                -(taken ?? line.damaged), debit: .damagedGoods, credit: .costOfGoodsSold, at: receipt.site,
                on: document.day)
            return
        }
        guard let moved = lots[lot]?.posted(receipt.document, name.rank) else { return }
        let cost =
            moved.quantity < 0
            ? takeBack(
                -moved.quantity, of: lot, name, rank: name.rank, to: receipt.site, isDamaged: false, in: document)
            : nil
        move(
            lot, -moved.quantity, worth: cost ?? -moved.value, line.returned == nil ? .sold : .returned,
            rank: name.rank, in: document)
    }
}
