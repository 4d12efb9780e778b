// SPDX-License-Identifier: Apache-2.0

import Kernel
import Simulator
import Testing

/// Forty days of three stores, with every trouble, traded once for all tests.
enum Fixture {
    static let chain = SampleChain(
        seed: 11, firstDay: Day("2026-10-05")!, days: 40, size: SampleSize(stores: 3, products: 600))
    static let days = Array(chain.trade())
    static let happened = days.flatMap(\.happened)
    static let arrivals = days.flatMap(\.arrivals)

    static var receipts: [(event: TradeEvent, receipt: TradeReceipt)] {
        happened.compactMap { event in
            if case .receipt(let receipt) = event.happening { (event, receipt) } else { nil }
        }
    }

    static let voided: Set<ReceiptKey> = Set(
        happened.compactMap { event in
            if case .receiptVoided(let void) = event.happening { ReceiptKey(void.till, void.number) } else { nil }
        })
}

struct ReceiptKey: Hashable {
    let till: TillCode
    let number: Int

    init(_ till: TillCode, _ number: Int) {
        self.till = till
        self.number = number
    }
}

@Suite struct `The trade of a sample` {
    @Test func `is the same for the same seed`() {
        let again = SampleChain(
            seed: 11, firstDay: Day("2026-10-05")!, days: 40, size: SampleSize(stores: 3, products: 600))
        #expect(fingerprint(Array(again.trade())) == fingerprint(Fixture.days))
    }

    /// Written down, so that another machine or another year must agree.
    @Test func `is the same on every machine`() {
        #expect(fingerprint(Fixture.days) == 8_707_837_161_653_381_005)
    }

    @Test func `differs for another seed`() {
        let other = SampleChain(
            seed: 12, firstDay: Day("2026-10-05")!, days: 40, size: SampleSize(stores: 3, products: 600))
        #expect(fingerprint(Array(other.trade())) != fingerprint(Fixture.days))
    }

    @Test func `goes on alike in a copy`() {
        var trade = Fixture.chain.trade()
        _ = trade.next()
        var copy = trade
        #expect(trade.next()?.happened == copy.next()?.happened)
    }

    @Test func `numbers the receipts of a till without gaps in the order of time`() {
        var last: [TillCode: Int] = [:]
        for (_, receipt) in Fixture.receipts {
            #expect(receipt.number == (last[receipt.till] ?? 0) + 1)
            last[receipt.till] = receipt.number
        }
        #expect(last.count >= 6)
    }

    @Test func `hears of nothing before it happened, and of everything in the end`() {
        for event in Fixture.arrivals { #expect(event.arrivesAt >= event.occurredAt) }
        for day in Fixture.days {
            #expect(zip(day.happened, day.happened.dropFirst()).allSatisfy { $0.occurredAt <= $1.occurredAt })
            #expect(zip(day.arrivals, day.arrivals.dropFirst()).allSatisfy { $0.arrivesAt <= $1.arrivesAt })
        }
        #expect(Set(Fixture.happened).isSubset(of: Set(Fixture.arrivals)))
    }

    @Test func `brings late receipts out of order and some receipts twice`() {
        var seen: [ReceiptKey: TradeReceipt] = [:]
        var repeats = 0
        var outOfOrder = 0
        var last: [TillCode: Int] = [:]
        for event in Fixture.arrivals {
            guard case .receipt(let receipt) = event.happening else { continue }
            let key = ReceiptKey(receipt.till, receipt.number)
            if let first = seen[key] {
                #expect(first == receipt)
                repeats += 1
            } else if receipt.number < last[receipt.till] ?? 0 {
                outOfOrder += 1
            }
            seen[key] = receipt
            last[receipt.till] = receipt.number
        }
        #expect(repeats > 5)
        #expect(outOfOrder > 5)
        #expect(Fixture.arrivals.count == Fixture.happened.count + repeats)
    }

    @Test func `opens stores at seven and closes them by half past ten, on their own clock`() throws {
        let time = try #require(SiteTime(zone: Fixture.chain.company.zone))
        for (event, _) in Fixture.receipts {
            let wall = time.wallTime(at: event.occurredAt)
            #expect(wall.hour >= 7 && (wall.hour, wall.minute) < (22, 30))
        }
    }

    @Test func `keeps every receipt within a session of its till`() {
        var open: [TillCode: (session: Int, cashier: ActorCode)] = [:]
        for event in Fixture.happened {
            switch event.happening {
            case .tillOpened(let opening):
                #expect(open[opening.till] == nil)
                open[opening.till] = (opening.session, opening.cashier)
            case .tillClosed(let closing):
                #expect(open.removeValue(forKey: closing.till)?.session == closing.session)
            case .receipt(let receipt):
                #expect(open[receipt.till]?.session == receipt.session)
                #expect(open[receipt.till]?.cashier == receipt.cashier)
            case .cashDropped(let drop): #expect(open[drop.till]?.session == drop.session)
            case .paidOut(let paid): #expect(open[paid.till]?.session == paid.session)
            case .receiptVoided(let void): #expect(open[void.till]?.session == void.session)
            case .openingStock, .productsListed, .delivery, .transferShipped, .transferReceived, .counted, .adjusted:
                break
            }
        }
        #expect(open.isEmpty)
    }

    @Test func `prints about sixty thousand receipts in a quarter of twelve stores`() {
        // A week is every weekday once; thirteen weeks and a day are a quarter.
        let week = SampleChain(seed: 3, firstDay: Day("2026-07-01")!, days: 7)
        let receipts = week.trade().reduce(0) { sum, day in
            sum + day.happened.count { if case .receipt = $0.happening { true } else { false } }
        }
        #expect((58_000...62_000).contains(receipts * 92 / 7), "\(receipts * 92 / 7)")
    }

    @Test func `lists every new product once, before anyone buys, sells or counts it`() throws {
        let time = try #require(SiteTime(zone: Fixture.chain.company.zone))
        let new = Fixture.chain.products.filter { $0.firstDay != nil }
        var known = Set(Fixture.chain.products.map(\.code)).subtracting(new.map(\.code))
        var sold = 0
        for event in Fixture.happened {
            if case .productsListed(let products) = event.happening {
                for product in products {
                    #expect(known.insert(product).inserted)
                    #expect(Fixture.chain.product(product).firstDay == time.businessDay(at: event.occurredAt))
                }
            }
            let moved = products(of: event)
            #expect(known.isSuperset(of: moved))
            if case .receipt = event.happening { sold += moved.count { Fixture.chain.product($0).firstDay != nil } }
        }
        #expect(known.count == Fixture.chain.products.count)
        #expect(sold > 100)
    }

    @Test func `sells off what has ended, but takes no more of it from suppliers`() throws {
        let time = try #require(SiteTime(zone: Fixture.chain.company.zone))
        var sold = 0
        for event in Fixture.happened {
            let day = time.businessDay(at: event.occurredAt)
            let ended = products(of: event).count { product in
                Fixture.chain.product(product).lastDay.map { $0 < day } ?? false
            }
            switch event.happening {
            case .delivery: #expect(ended == 0)
            case .receipt: sold += ended
            default: break
            }
        }
        #expect(sold > 20)
    }

    /// The products that an event moves or counts.
    private func products(of event: TradeEvent) -> [ProductCode] {
        switch event.happening {
        case .openingStock(let stock): stock.lines.map(\.product)
        case .delivery(let delivery): delivery.lines.map(\.product)
        case .transferShipped(let transfer), .transferReceived(let transfer): transfer.lines.map(\.product)
        case .counted(let count): count.lines.map(\.product)
        case .adjusted(let adjustment): adjustment.lines.map(\.product)
        case .receipt(let receipt):
            switch receipt.content {
            case .sale(let sale): sale.lines.map(\.product)
            case .return(let back): back.lines.map(\.product)
            }
        case .productsListed, .tillOpened, .cashDropped, .paidOut, .tillClosed, .receiptVoided: []
        }
    }

    @Test func `has more customers before the holidays than after them, and sells them other things`() {
        let (july, december, january) = (week(of: "2026-07-06"), week(of: "2026-12-07"), week(of: "2027-01-11"))
        // Ninety and a hundred and twenty-one per cent of July; chance adds a tenth to a day either way.
        #expect((80...100).contains(january.customers * 100 / july.customers))
        #expect((111...131).contains(december.customers * 100 / july.customers))
        // Presents by the piece, of all pieces: seventy per cent more in December, thirty less in January.
        #expect(december.presents * july.pieces > july.presents * december.pieces * 5 / 4)
        #expect(january.presents * july.pieces < july.presents * january.pieces)
        let plain = week(of: "2026-12-07", parts: TradeParts.all.subtracting(.seasons))
        #expect((95...105).contains(plain.customers * 100 / july.customers))
    }

    private func week(
        of day: String, parts: TradeParts = .all
    ) -> (customers: Int, presents: Int, pieces: Int) {
        let chain = SampleChain(
            seed: 9, firstDay: Day(day)!, days: 7, size: SampleSize(stores: 4, products: 600))
        var (customers, presents, pieces) = (0, 0, 0)
        for event in chain.trade(TradeOptions(parts: parts)).flatMap(\.happened) {
            guard case .receipt(let receipt) = event.happening, case .sale(let sale) = receipt.content else { continue }
            customers += 1
            pieces += sale.lines.count
            presents += sale.lines.count { chain.product($0.product).department.text == "GEN" }
        }
        return (customers, presents, pieces)
    }

    @Test func `shows none of the parts that are switched off`() {
        let chain = SampleChain(
            seed: 5, firstDay: Day("2026-07-01")!, days: 20, size: SampleSize(stores: 2, products: 300))
        for day in chain.trade(TradeOptions(receiptsPerStoreDay: 60, parts: .none)) {
            #expect(day.thefts.isEmpty)
            #expect(day.arrivals.count == day.happened.count)
            for event in day.happened {
                switch event.happening {
                case .receipt(let receipt): expectPlain(receipt)
                case .tillClosed(let closing): #expect(closing.difference == 0)
                case .receiptVoided, .paidOut, .counted, .adjusted: Issue.record("\(event) was switched off")
                case .openingStock, .productsListed, .delivery, .transferShipped, .transferReceived, .tillOpened,
                    .cashDropped:
                    break
                }
            }
        }
    }

    private func expectPlain(_ receipt: TradeReceipt) {
        guard case .sale(let sale) = receipt.content else {
            Issue.record("a return was switched off")
            return
        }
        #expect(sale.loyaltyCard == nil && sale.basketDiscount == 0)
        #expect(sale.lines.allSatisfy { $0.itemDiscount == 0 && $0.loyaltyDiscount == 0 && $0.giftCard == nil })
    }
}

/// FNV-1a over the text of every event: slow, and independent of how values hash themselves.
func fingerprint(_ days: [TradeDay]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for day in days {
        for event in day.arrivals {
            for byte in "\(event.occurredAt) \(event.arrivesAt) \(event.site) \(event.happening)".utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            }
        }
    }
    return hash
}
