// SPDX-License-Identifier: Apache-2.0

import Kernel
import Simulator
import Testing

@Suite struct `The receipts of a sample` {
    let chain = Fixture.chain

    private var sales: [(event: TradeEvent, key: ReceiptKey, sale: TradeSale)] {
        Fixture.receipts.compactMap { event, receipt in
            guard case .sale(let sale) = receipt.content else { return nil }
            return (event, ReceiptKey(receipt.till, receipt.number), sale)
        }
    }

    @Test func `hold one to some eighty lines at the price of the day and place`() throws {
        for (event, _, sale) in sales {
            let site = try #require(chain.sites.first { $0.code == event.site })
            let time = try #require(SiteTime(zone: chain.company.zone))
            let day = time.businessDay(at: event.occurredAt)
            #expect((1...80).contains(sale.lines.count))
            for line in sale.lines where line.giftCard == nil {
                let product = chain.product(line.product)
                let change = chain.priceChanges.first {
                    $0.product == line.product && ($0.zone ?? site.priceZone) == site.priceZone
                        && $0.firstDay <= day && day <= $0.lastDay ?? day
                }
                #expect(line.unitPrice == change?.price ?? product.price)
                #expect(line.thousandths > 0 && line.net >= 0)
                #expect(line.scanned == nil || line.scanned == product.gtin)
                #expect(product.unit != .piece || line.thousandths % 1_000 == 0)
            }
        }
        #expect(sales.count > 5_000)
    }

    @Test func `give the discounts of the day's promotions and no others`() throws {
        let time = try #require(SiteTime(zone: chain.company.zone))
        var discounted = 0
        for (event, _, sale) in sales {
            let day = time.businessDay(at: event.occurredAt)
            let items = chain.promotions.filter { $0.firstDay <= day && day <= $0.lastDay }.flatMap(\.items)
            for line in sale.lines {
                let off = items.first { $0.product == line.product }?.discount ?? 0
                #expect(line.itemDiscount == off.scaled(by: line.thousandths, over: 1_000))
                discounted += off > 0 ? 1 : 0
            }
        }
        #expect(discounted > 100)
    }

    @Test func `leave something to the last tender, which takes the rest`() {
        for (_, _, sale) in sales {
            let due = sale.lines.reduce(0) { $0 + $1.net } - sale.basketDiscount
            var exact: Int64 = 0
            for tender in sale.tenders.dropLast() {
                switch tender {
                case .partCash(let amount), .giftCard(_, let amount), .storeCredit(_, let amount),
                    .makersCoupon(_, let amount):
                    #expect(amount > 0)
                    exact += amount
                case .cash, .card: Issue.record("only the last tender takes the rest")
                }
            }
            #expect(exact < due || exact == 0)
            switch sale.tenders.last {
            case .cash, .card: break
            default: Issue.record("the last tender takes the rest")
            }
        }
    }

    @Test func `never take more from a gift card than was put on it, nor before its sale arrived`() {
        var loaded: [Int64: (amount: Int64, arrived: Instant)] = [:]
        var redeemed = 0
        for (event, key, sale) in sales {
            for line in sale.lines {
                guard let card = line.giftCard else { continue }
                #expect(!Fixture.voided.contains(key))
                #expect(loaded.updateValue((line.unitPrice, event.arrivesAt), forKey: card) == nil)
            }
            for case .giftCard(let card, let upTo) in sale.tenders {
                let before = loaded[card]
                #expect(before != nil && before!.amount >= upTo && before!.arrived < event.occurredAt)
                loaded[card]?.amount -= upTo
                redeemed += 1
            }
        }
        #expect(redeemed > 20)
    }

    @Test func `redeem no store credit that was not given, and no more than it is worth before tax`() {
        var credits: [Int64: Int64] = [:]
        var redeemed = 0
        for (_, receipt) in Fixture.receipts {
            switch receipt.content {
            case .return(let back):
                guard case .storeCredit(let number) = back.refund else { continue }
                #expect(credits[number] == nil)
                credits[number] = back.lines.reduce(0) { $0 + $1.unitPrice.scaled(by: $1.thousandths, over: 1_000) }
            case .sale(let sale):
                for case .storeCredit(let number, let upTo) in sale.tenders {
                    credits[number, default: 0] -= upTo
                    #expect(credits[number]! >= 0)
                    redeemed += 1
                }
            }
        }
        #expect(redeemed > 0)
    }

    @Test func `take back only what an earlier sale of another day sold, and never more of it`() throws {
        var sold: [ReceiptKey: (event: TradeEvent, sale: TradeSale)] = [:]
        var left: [TradeReturnLine.Origin: Int64] = [:]
        var returned = 0
        for (event, receipt) in Fixture.receipts {
            let key = ReceiptKey(receipt.till, receipt.number)
            switch receipt.content {
            case .sale(let sale): sold[key] = (event, sale)
            case .return(let back):
                for line in back.lines {
                    guard let origin = line.origin else { continue }
                    let source = ReceiptKey(origin.till, origin.number)
                    let found = try #require(sold[source])
                    let original = found.sale.lines[origin.line - 1]
                    #expect(found.event.site == origin.site && found.event.arrivesAt < event.occurredAt)
                    #expect(!Fixture.voided.contains(source))
                    #expect(original.product == line.product && original.unitPrice == line.unitPrice)
                    left[origin, default: original.thousandths] -= line.thousandths
                    #expect(left[origin]! >= 0 && line.thousandths > 0)
                    if back.refund == .originalTender { #expect(found.sale.tenders.count == 1) }
                    returned += 1
                }
            }
        }
        #expect(returned > 80)
    }

    @Test func `are voided after they were printed, once`() {
        var printed: [ReceiptKey: Instant] = [:]
        var voids = 0
        for event in Fixture.happened {
            switch event.happening {
            case .receipt(let receipt): printed[ReceiptKey(receipt.till, receipt.number)] = event.arrivesAt
            case .receiptVoided(let void):
                let arrived = printed.removeValue(forKey: ReceiptKey(void.till, void.number))
                #expect(arrived != nil && arrived! < event.arrivesAt)
                voids += 1
            default: break
            }
        }
        #expect(voids > 30)
    }

    @Test func `never leave a drawer with less than nothing, tax or no tax`() {
        for percent in [Int64(0), 8] {
            var sums: [ReceiptKey: Int64] = [:]
            for (event, receipt) in Fixture.receipts {
                _ = event
                guard case .sale(let sale) = receipt.content else { continue }
                sums[ReceiptKey(receipt.till, receipt.number)] = cash(of: sale, percent)
            }
            var drawers: [TillCode: Int64] = [:]
            for event in Fixture.happened {
                switch event.happening {
                case .tillOpened(let opening): drawers[opening.till] = opening.float
                case .cashDropped(let drop): drawers[drop.till]! -= drop.amount
                case .paidOut(let paid): drawers[paid.till]! -= paid.amount
                case .receipt(let receipt):
                    let key = ReceiptKey(receipt.till, receipt.number)
                    if !Fixture.voided.contains(key) {
                        drawers[receipt.till]! += sums[key] ?? -refund(of: receipt, sums, percent)
                    }
                case .tillClosed(let closing): #expect(drawers[closing.till]! + closing.difference >= 0)
                default: break
                }
                #expect(drawers.values.allSatisfy { $0 >= 0 })
            }
        }
    }

    /// Cash that a sale brings when everything is taxed at `percent`.
    private func cash(of sale: TradeSale, _ percent: Int64) -> Int64 {
        var due = (sale.lines.reduce(0) { $0 + $1.net } - sale.basketDiscount).scaled(by: 100 + percent, over: 100)
        var cash: Int64 = 0
        for tender in sale.tenders {
            switch tender {
            case .cash: cash += due
            case .card(let back): cash -= back
            case .partCash(let amount):
                cash += amount
                due -= amount
            case .giftCard(_, let amount), .storeCredit(_, let amount), .makersCoupon(_, let amount): due -= amount
            }
        }
        return cash
    }

    /// Cash that a return takes at most.
    private func refund(of receipt: TradeReceipt, _ sums: [ReceiptKey: Int64], _ percent: Int64) -> Int64 {
        guard case .return(let back) = receipt.content else { return 0 }
        return back.lines.reduce(0) { sum, line in
            let value = line.unitPrice.scaled(by: line.thousandths * (100 + percent), over: 100_000)
            switch back.refund {
            case .cash: return sum + value
            case .storeCredit: return sum
            case .originalTender:
                let key = line.origin.map { ReceiptKey($0.till, $0.number) }
                return sum + ((key.flatMap { sums[$0] } ?? 0) > 0 ? value : 0)
            }
        }
    }
}
