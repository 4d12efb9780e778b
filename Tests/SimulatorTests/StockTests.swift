// SPDX-License-Identifier: Apache-2.0

import Kernel
import Simulator
import Testing

/// Stock added up anew from the events alone.
struct StockModel {
    var held: [SiteCode: [ProductCode: Int64]] = [:]

    mutating func add(_ thousandths: Int64, of product: ProductCode, at site: SiteCode) {
        held[site, default: [:]][product, default: 0] += thousandths
    }

    mutating func apply(_ event: TradeEvent, of chain: SampleChain, voided: Set<ReceiptKey>) {
        switch event.happening {
        case .openingStock(let stock):
            for line in stock.lines { add(line.thousandths, of: line.product, at: event.site) }
        case .delivery(let delivery):
            for line in delivery.lines { add(line.thousandths, of: line.product, at: event.site) }
        case .transferShipped(let transfer):
            for line in transfer.lines { add(-line.thousandths, of: line.product, at: event.site) }
        case .transferReceived(let transfer):
            for line in transfer.lines { add(line.thousandths, of: line.product, at: event.site) }
        case .adjusted(let adjustment):
            for line in adjustment.lines { add(line.thousandths, of: line.product, at: event.site) }
        case .receipt(let receipt):
            guard !voided.contains(ReceiptKey(receipt.till, receipt.number)) else { return }
            switch receipt.content {
            case .sale(let sale):
                for line in sale.lines where chain.product(line.product).isStocked {
                    add(-line.thousandths, of: line.product, at: event.site)
                }
            case .return(let back):
                for line in back.lines where line.condition == .resaleable {
                    add(line.thousandths, of: line.product, at: event.site)
                }
            }
        case .tillOpened, .tillClosed, .cashDropped, .paidOut, .receiptVoided, .counted, .productsListed: break
        }
    }
}

@Suite struct `The stock of a sample` {
    let chain = Fixture.chain

    @Test func `is what came less what went, theft included, on every evening`() {
        var trade = chain.trade()
        var model = StockModel()
        var days = 0
        while let day = trade.next() {
            for event in day.happened { model.apply(event, of: chain, voided: Fixture.voided) }
            for theft in day.thefts { model.add(-theft.thousandths, of: theft.product, at: theft.site) }
            days += 1
            guard days % 8 == 0 else { continue }
            for site in chain.sites {
                for product in chain.products {
                    let held = model.held[site.code]?[product.code] ?? 0
                    #expect(held >= 0)
                    #expect(trade.present(product.code, at: site.code) == held, "\(product.code) at \(site.code)")
                }
            }
        }
        #expect(days >= 40)
    }

    @Test func `is counted as it is, and as perfect books have it`() {
        var books = StockModel()
        var truth = StockModel()
        var differences = 0
        for day in Fixture.days {
            for event in day.happened {
                books.apply(event, of: chain, voided: Fixture.voided)
                truth.apply(event, of: chain, voided: Fixture.voided)
                guard case .counted(let count) = event.happening else { continue }
                for theft in day.thefts where theft.site == event.site {
                    truth.add(-theft.thousandths, of: theft.product, at: theft.site)
                }
                for line in count.lines {
                    #expect(line.recorded == books.held[event.site]?[line.product] ?? 0)
                    #expect(line.counted == truth.held[event.site]?[line.product] ?? 0)
                    books.add(line.counted - line.recorded, of: line.product, at: event.site)
                    differences += line.counted == line.recorded ? 0 : 1
                }
            }
            let counted = Set(
                day.happened.compactMap { event in
                    if case .counted = event.happening { event.site } else { nil }
                })
            for theft in day.thefts where !counted.contains(theft.site) {
                truth.add(-theft.thousandths, of: theft.product, at: theft.site)
            }
        }
        #expect(differences > 10)
    }

    @Test func `arrives at a store the morning after it left, complete or with some short`() throws {
        var shipped: [Int: (event: TradeEvent, transfer: TradeTransfer)] = [:]
        var received = 0
        var short = 0
        for event in Fixture.happened {
            if case .transferShipped(let transfer) = event.happening {
                #expect(shipped.updateValue((event, transfer), forKey: transfer.number) == nil)
            }
            guard case .transferReceived(let transfer) = event.happening else { continue }
            let sent = try #require(shipped[transfer.number])
            shipped[transfer.number] = nil
            #expect(sent.transfer.lines.map(\.product) == transfer.lines.map(\.product))
            #expect(
                zip(sent.transfer.lines, transfer.lines).allSatisfy {
                    $0.thousandths >= $1.thousandths && $1.thousandths >= 0
                })
            #expect(event.site == transfer.to && sent.event.site == transfer.from)
            #expect(
                (1..<86_400).contains((event.occurredAt.microseconds - sent.event.occurredAt.microseconds) / 1_000_000))
            received += 1
            short += sent.transfer.lines == transfer.lines ? 0 : 1
        }
        #expect(shipped.isEmpty)
        #expect(received > 30)
        #expect(short > 0)
    }

    @Test func `comes in whole cases from the supplier of the product, at a cost that drifts`() {
        var drifted = 0
        var notes: Set<String> = []
        for event in Fixture.happened {
            guard case .delivery(let delivery) = event.happening else { continue }
            #expect(notes.insert(delivery.note).inserted)
            for line in delivery.lines {
                let product = chain.product(line.product)
                #expect(product.supplier == delivery.supplier)
                #expect(line.thousandths > 0 && line.thousandths % (Int64(product.packs[0].units) * 1_000) == 0)
                drifted += line.unitCost == product.cost ? 0 : 1
            }
        }
        #expect(notes.count > 100)
        #expect(drifted > 50)
    }
}
