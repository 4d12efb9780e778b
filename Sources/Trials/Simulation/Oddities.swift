// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel
import Sales
import Simulator

extension CompleteSale {
    /// The sale as a till tells it that can hardly mean it, or of one of the few customers whom tills treat otherwise.
    func made(odd chance: inout Seed) -> CompleteSale {
        let taxes = lines.reduce(0) { $0 + ($1.tax ?? 0).count }
        let odd = Int(chance.integer(in: 0...Int64(lines.count - 1)))
        switch chance.integer(in: 1...9) {
        case 1:
            // So little that its tax is none, and that only its sign is odd.
            let given = (lines[odd].discounts ?? []).reduce(0) { $0 + $1.amount.count }
            let amount = chance.integer(in: -6...6)
            return with(
                lines: replacing(odd, discounts: [SaleDiscount(kind: .item, amount: MinorUnits(amount))]),
                tenders: paying(given - amount))
        case 2:
            let line = lines[odd]
            guard let list = line.list, let tax = line.tax, line.discounts == nil else { return self }
            return with(
                lines: replacing(odd, list: -list, tax: -tax), tenders: paying(-2 * (list.count + tax.count)))
        case 3: return with(basketDiscount: MinorUnits(-chance.integer(in: 1...200)))
        case 4:
            let card = chance.integer(in: 1...20)
            return paidOtherwise { SaleTender(kind: .giftCard, amount: $0, reference: card > 15 ? nil : "9\(card)") }
        case 5: return with(lines: taxed(nil), tenders: paying(-taxes), exemption: "EX-1")
        case 6: return with(lines: taxed(0), tenders: paying(-taxes))
        case 7:
            return paidOtherwise {
                SaleTender(
                    kind: .foreignCash, amount: $0,
                    foreign: ForeignCash(currency: .eur, amount: $0 * 10 / 11, rate: 1_100_000))
            }
        case 8: return paidOtherwise { SaleTender(kind: .foreignCash, amount: $0) }
        default:
            // More than lies there: what it costs is known when more comes.
            return with(
                lines: replacing(odd, list: lines[odd].list.map { $0 * 60 }, quantity: lines[odd].quantity * 60))
        }
    }

    /// A part of what a line came to is paid back a day later, and the goods stay with the customer.
    func allowance(number: ReceiptNumber, _ at: Instant, _ chance: inout Seed) -> CompleteSale? {
        let index = Int(chance.integer(in: 0...Int64(lines.count - 1)))
        guard let list = lines[index].list, list > 10, lines[index].quantity > 0 else { return nil }
        let amount = MinorUnits(chance.integer(in: 1...list.count))
        let back = SaleLine(
            product: lines[index].product, quantity: 0, list: -amount,
            returned: ReturnedArticle(
                site: site, till: till, number: self.number, line: Int64(index + 1), disposition: .none))
        return CompleteSale(
            site: site, till: till, number: number, occurredAt: at, channel: channel, lines: [back],
            tenders: [
                chance.chance(1, in: 2)
                    ? SaleTender(kind: .cash, amount: -amount)
                    : SaleTender(kind: .giftCard, amount: -amount, reference: "9\(chance.integer(in: 1...15))")
            ])
    }

    private func with(
        lines: [SaleLine]? = nil, basketDiscount: MinorUnits? = nil, tenders: [SaleTender]? = nil,
        exemption: String? = nil
    ) -> CompleteSale {
        CompleteSale(
            site: site, till: till, number: number, occurredAt: occurredAt, channel: channel,
            exemption: exemption, lines: lines ?? self.lines, basketDiscount: basketDiscount ?? self.basketDiscount,
            tenders: tenders ?? self.tenders)
    }

    private func replacing(
        _ index: Int, list: MinorUnits? = nil, quantity: Thousandths? = nil, discounts: [SaleDiscount]? = nil,
        tax: MinorUnits? = nil
    ) -> [SaleLine] {
        var lines = lines
        let line = lines[index]
        lines[index] = SaleLine(
            product: line.product, quantity: quantity ?? line.quantity, list: list ?? line.list,
            discounts: discounts ?? line.discounts, tax: tax ?? line.tax, returned: line.returned,
            reference: line.reference)
        return lines
    }

    private func taxed(_ tax: MinorUnits?) -> [SaleLine] {
        lines.map {
            SaleLine(
                product: $0.product, quantity: $0.quantity, list: $0.list, discounts: $0.discounts, tax: tax,
                returned: $0.returned, reference: $0.reference)
        }
    }

    /// Paid with something else instead of cash; as it is when there was none.
    private func paidOtherwise(_ other: (MinorUnits) -> SaleTender) -> CompleteSale {
        with(tenders: tenders.map { $0.kind == .cash && $0.amount > 0 ? other($0.amount) : $0 })
    }

    /// The last tender pays more, or less below zero.
    private func paying(_ more: Int64) -> [SaleTender] {
        var tenders = tenders
        guard let last = tenders.popLast() else { return [] }
        let rest = last.amount + MinorUnits(more)
        return rest == 0 ? tenders : tenders + [SaleTender(kind: last.kind, amount: rest, reference: last.reference)]
    }
}
