// SPDX-License-Identifier: Apache-2.0

import BackOffice
import CommerceFacts
import Kernel
import Sales
import Simulator
import Testing
import Trials

/// The till of the sample beside a cash box that is counted coin by coin.
@Suite struct `The tills of the sample` {
    static let chain = SampleChain(
        seed: 3, firstDay: Day(year: 2026, month: 3, day: 2)!, days: 10, size: SampleSize(stores: 2, products: 200))

    /// Every receipt of the trade with its event, in the order of the truth.
    private func each(_ body: (inout SampleCheckout, TradeEvent, SampleSite, Day) -> Void) {
        var checkout = SampleCheckout(Self.chain)
        for day in Self.chain.trade() {
            for event in day.happened {
                guard let site = Self.chain.sites.first(where: { $0.code == event.site }) else { continue }
                body(&checkout, event, site, day.day)
            }
        }
    }

    /// Tax in cents by long multiplication of a whole receipt, one authority after the other.
    private func tax(_ lines: [(taxClass: SampleTaxClass, amount: Int64)], at site: SampleSite, on day: Day) -> Int64 {
        SampleTaxRate.Authority.allCases.reduce(0) { sum, authority in
            let millionths = lines.reduce(Int64(0)) { sum, line in
                let rate = Self.chain.taxRates.last { rate in
                    rate.jurisdiction == site.jurisdiction && rate.authority == authority
                        && rate.taxClass == line.taxClass && rate.firstDay <= day && day <= (rate.lastDay ?? day)
                }
                return sum + line.amount * (rate?.millionths ?? 0)
            }
            let cents = (abs(millionths) + 500_000) / 1_000_000
            return sum + (millionths < 0 ? -cents : cents)
        }
    }

    @Test func `take exactly what a sale costs with its tax`() {
        var (sales, discounted, cashBacks) = (0, 0, 0)
        each { checkout, event, site, day in
            guard case .receipt(let receipt) = event.happening else { return }
            let printed = checkout.print(receipt, at: site, on: day, event.occurredAt)
            guard case .sale(let sale) = receipt.content else { return }
            sales += 1
            let net = sale.lines.reduce(0) { $0 + $1.net } - sale.basketDiscount
            let paid = printed.tenders.reduce(0) { $0 + $1.amount.count }
            #expect(printed.lines.map(\.list?.count) == sale.lines.map(\.gross))
            #expect(printed.lines.allSatisfy { ($0.tax == nil) == (receipt.number % 7 == 0) })
            if receipt.number % 7 != 0 {
                #expect(paid == net + printed.lines.reduce(0) { $0 + (($1.tax ?? 0).count) })
            }
            if sale.basketDiscount == 0 {
                let lines = sale.lines.map { (Self.chain.product($0.product).taxClass, $0.net) }
                #expect(paid == net + tax(lines, at: site, on: day))
            } else {
                discounted += 1
            }
            if printed.tenders.contains(where: { $0.kind == .cash && $0.amount < 0 }) { cashBacks += 1 }
        }
        #expect(sales > 500 && discounted > 5 && cashBacks > 5)
    }

    @Test func `count the float and every coin that came and went`() {
        var boxes: [TillCode: [Int64]] = [:]
        var cashOf: [TillCode: [Int: Int64]] = [:]
        var sessions = 0
        each { checkout, event, site, day in
            switch event.happening {
            case .tillOpened(let opening):
                checkout.open(opening)
                boxes[opening.till] = [opening.float]
            case .cashDropped(let drop):
                checkout.take(drop.amount, outOf: drop.till)
                boxes[drop.till]?.append(-drop.amount)
            case .paidOut(let paid):
                checkout.take(paid.amount, outOf: paid.till)
                boxes[paid.till]?.append(-paid.amount)
            case .receipt(let receipt):
                let cash = checkout.print(receipt, at: site, on: day, event.occurredAt).tenders
                    .filter { $0.kind == .cash }.map(\.amount.count)
                boxes[receipt.till]?.append(contentsOf: cash)
                cashOf[receipt.till, default: [:]][receipt.number] = cash.reduce(0, +)
            case .receiptVoided(let void):
                checkout.void(void)
                boxes[void.till]?.append(-(cashOf[void.till]?[void.number] ?? 0))
            case .tillClosed(let closing):
                sessions += 1
                let counted = checkout.close(closing)
                #expect(counted == (boxes[closing.till] ?? []).reduce(0, +) + closing.difference)
                #expect(counted >= 0)
            default: break
            }
        }
        #expect(sessions >= 40)
    }

    @Test func `give back all of a line when all of it came back, and nothing of its list price by hand`() {
        var given: [String: Int64] = [:]
        var paid: [String: (quantity: Int64, due: Int64)] = [:]
        var back: [String: Int64] = [:]
        each { checkout, event, site, day in
            guard case .receipt(let receipt) = event.happening else { return }
            let printed = checkout.print(receipt, at: site, on: day, event.occurredAt)
            switch receipt.content {
            case .sale(let sale) where sale.basketDiscount == 0 && receipt.number % 7 != 0:
                for (index, line) in printed.lines.enumerated() {
                    paid["\(receipt.till)/\(receipt.number)/\(index + 1)"] = (
                        line.quantity.count, sale.lines[index].net + (line.tax?.count ?? 0)
                    )
                }
            case .sale: break
            case .return(let goods):
                guard let origin = goods.lines[0].origin else {
                    #expect((printed.lines[0].list ?? 0) < 0)
                    return
                }
                // What several lines got together does not tell what each got.
                guard goods.lines.count == 1 else {
                    for origin in goods.lines.compactMap(\.origin) {
                        paid["\(origin.till)/\(origin.number)/\(origin.line)"] = nil
                    }
                    return
                }
                #expect(printed.lines[0].list == nil && printed.lines[0].tax == nil)
                #expect(printed.lines[0].returned?.site == (origin.site == event.site ? nil : Code(origin.site.text)))
                let key = "\(origin.till)/\(origin.number)/\(origin.line)"
                given[key, default: 0] -= printed.tenders.reduce(0) { $0 + $1.amount.count }
                back[key, default: 0] += goods.lines[0].thousandths
            }
        }
        var whole = 0
        for (key, sold) in paid where back[key] == sold.quantity {
            #expect(given[key] == sold.due, "\(key)")
            whole += 1
        }
        #expect(!given.isEmpty && given.values.allSatisfy { $0 >= 0 })
        #expect(whole > 5)
    }
}
