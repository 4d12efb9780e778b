// SPDX-License-Identifier: Apache-2.0

import Kernel
import LogisticsFacts
import Sales
import Simulator
import Store
import Warehouse

/// Turns the days of the sample into orders, each with a key that the same event always gets.
///
/// Fed with every day in order. It looks at a day twice: as it happened, for what tills know; and as it arrives, for
/// what the back office is told.
struct SampleDesk {
    private let foundation: SampleFoundation
    private let sites: [SiteCode: SampleSite]
    private var checkout: SampleCheckout
    private var printed: [SampleReceiptKey: Printed] = [:]
    private var counted: [TillCode: Int64] = [:]
    private var onTheRoad: [Int: (key: String, shipment: ShipTransfer)] = [:]
    /// How many events of a kind were numbered so far.
    private var numbers: [String: Int] = [:]
    private(set) var receipts = 0

    /// A receipt on its way to the back office.
    private struct Printed {
        let day: Day
        let sale: CompleteSale
        var arrivals = 0
    }

    init(_ chain: SampleChain) {
        foundation = SampleFoundation(chain: chain)
        sites = Dictionary(uniqueKeysWithValues: chain.sites.map { ($0.code, $0) })
        checkout = SampleCheckout(chain)
    }

    /// The orders of a day, in the order in which the back office hears of them.
    mutating func steps(of day: TradeDay) -> [SampleStep] {
        printed = printed.filter { $0.value.day.distance(to: day.day) <= 1 }
        for event in day.happened { witness(event, on: day.day) }
        return day.arrivals.flatMap { steps(for: $0) }
    }

    private mutating func witness(_ event: TradeEvent, on day: Day) {
        switch event.happening {
        case .tillOpened(let opening): checkout.open(opening)
        case .cashDropped(let drop): checkout.take(drop.amount, outOf: drop.till)
        case .paidOut(let paid): checkout.take(paid.amount, outOf: paid.till)
        case .tillClosed(let closing): counted[closing.till] = checkout.close(closing)
        case .receiptVoided(let void): checkout.void(void)
        case .receipt(let receipt):
            guard let site = sites[event.site] else { preconditionFailure("a receipt is printed at a site") }
            receipts += 1
            printed[SampleReceiptKey(till: receipt.till, number: receipt.number)] = Printed(
                day: day, sale: checkout.print(receipt, at: site, on: day, event.occurredAt))
        case .openingStock, .productsListed, .delivery, .transferShipped, .transferReceived, .counted, .adjusted:
            break
        }
    }

    private mutating func steps(for event: TradeEvent) -> [SampleStep] {
        let site = event.site.text
        func step(_ order: SampleOrder, _ key: String) -> [SampleStep] {
            [SampleStep(order, key: "sample/\(site)/" + key, at: event.arrivesAt)]
        }
        switch event.happening {
        case .openingStock(let stock): return receive(stock, event)
        case .productsListed(let products):
            return products.flatMap { product in
                step(.list(foundation.listing(of: foundation.chain.product(product))), "product/\(product)")
            }
        case .delivery(let delivery):
            return step(.receive(delivery.command(at: event)), "delivery/\(delivery.note)")
        case .transferShipped(let transfer):
            let key = "sample/transfer/\(transfer.number)"
            onTheRoad[transfer.number] = (key, transfer.shipment(at: event))
            return [SampleStep(.ship(transfer.shipment(at: event)), key: key, at: event.arrivesAt)]
        case .transferReceived(let transfer): return receive(transfer, event)
        case .tillOpened(let opening):
            let command = OpenSession(
                site: Code(site), till: opening.till.number, float: MinorUnits(opening.float),
                occurredAt: event.occurredAt)
            return step(.openSession(command), "T\(opening.till.number)/session/\(opening.session)")
        case .cashDropped(let drop):
            let command = MoveCash(
                site: Code(site), till: drop.till.number, purpose: .drop, amount: MinorUnits(drop.amount),
                reason: "drawer full",
                occurredAt: event.occurredAt)
            return step(
                .moveCash(command), next("T\(drop.till.number)/session/\(drop.session)/drop", at: event.site))
        case .paidOut(let paid):
            let command = MoveCash(
                site: Code(site), till: paid.till.number, purpose: .paidOut, amount: MinorUnits(paid.amount),
                reason: paid.purpose.rawValue, occurredAt: event.occurredAt)
            return step(
                .moveCash(command), next("T\(paid.till.number)/session/\(paid.session)/paid-out", at: event.site))
        case .tillClosed(let closing):
            let command = CloseSession(
                site: Code(site), till: closing.till.number,
                counted: MinorUnits(counted.removeValue(forKey: closing.till) ?? 0),
                occurredAt: event.occurredAt)
            return step(.closeSession(command), "T\(closing.till.number)/session/\(closing.session)/closed")
        case .receipt(let receipt): return send(receipt, event)
        case .receiptVoided(let void):
            let command = VoidReceipt(
                site: Code(site), till: void.till.number, number: ReceiptNumber(Int64(void.number)),
                occurredAt: event.occurredAt,
                reason: "cancelled at the till")
            return step(.void(command), "T\(void.till.number)/\(padded(void.number, to: 6))/void")
        case .counted(let count): return step(.count(count.command(at: event)), "count/\(count.number)")
        case .adjusted(let adjustment):
            return step(.adjust(adjustment.command(at: event)), next("adjustment", at: event.site))
        }
    }

    /// A receipt keeps its key; each further copy has its own, so that Sales itself must see that it knows it.
    private mutating func send(_ receipt: TradeReceipt, _ event: TradeEvent) -> [SampleStep] {
        let name = SampleReceiptKey(till: receipt.till, number: receipt.number)
        guard let sale = printed[name]?.sale else { preconditionFailure("a receipt is printed before it arrives") }
        let arrivals = (printed[name]?.arrivals ?? 0) + 1
        printed[name]?.arrivals = arrivals
        let key = "sample/\(event.site)/T\(receipt.till.number)/\(padded(receipt.number, to: 6))"
        return [SampleStep(.sell(sale), key: arrivals == 1 ? key : "\(key)/copy/\(arrivals)", at: event.arrivesAt)]
    }

    private func receive(_ stock: TradeOpeningStock, _ event: TradeEvent) -> [SampleStep] {
        stock.lines.parts(of: 500).enumerated().map { index, lines in
            let command = ReceiveGoods(
                site: Code(event.site.text), origin: .opening, supplier: nil, occurredAt: event.occurredAt,
                lines: lines.map { line in
                    .init(
                        product: Code(line.product.text), quantity: Thousandths(line.thousandths),
                        value: MinorUnits(line.unitCost.scaled(by: line.thousandths, over: 1_000)))
                })
            return SampleStep(.receive(command), key: "sample/\(event.site)/opening/\(index + 1)", at: event.arrivesAt)
        }
    }

    private mutating func receive(_ transfer: TradeTransfer, _ event: TradeEvent) -> [SampleStep] {
        guard let shipped = onTheRoad.removeValue(forKey: transfer.number) else {
            preconditionFailure("a lorry leaves before it arrives")
        }
        let differences = zip(shipped.shipment.lines, transfer.lines).enumerated().compactMap { index, pair in
            pair.0.quantity.count == pair.1.thousandths
                ? nil : ReceiveTransfer.Line(line: Int64(index + 1), quantity: Thousandths(pair.1.thousandths))
        }
        let arrival = SampleArrival(
            shipment: shipped.shipment, shipmentKey: shipped.key, occurredAt: event.occurredAt,
            differences: differences)
        return [SampleStep(.arrive(arrival), key: shipped.key + "/received", at: event.arrivesAt)]
    }

    private mutating func next(_ kind: String, at site: SiteCode) -> String {
        numbers["\(site)/\(kind)", default: 0] += 1
        return "\(kind)/\(numbers["\(site)/\(kind)"] ?? 0)"
    }
}

extension TradeDelivery {
    fileprivate func command(at event: TradeEvent) -> ReceiveGoods {
        ReceiveGoods(
            site: Code(event.site.text), origin: .supplier, supplier: Code(supplier.text), occurredAt: event.occurredAt,
            lines: lines.map {
                .init(product: Code($0.product.text), quantity: Thousandths($0.thousandths), value: MinorUnits($0.cost))
            })
    }
}

extension TradeTransfer {
    fileprivate func shipment(at event: TradeEvent) -> ShipTransfer {
        ShipTransfer(
            site: Code(from.text), destination: Code(to.text), occurredAt: event.occurredAt,
            lines: lines.map { .init(product: Code($0.product.text), quantity: Thousandths($0.thousandths)) })
    }
}

extension TradeCount {
    fileprivate func command(at event: TradeEvent) -> CountStock {
        CountStock(
            site: Code(event.site.text), occurredAt: event.occurredAt,
            lines: lines.map { .init(product: Code($0.product.text), counted: Thousandths($0.counted)) })
    }
}

extension TradeAdjustment {
    fileprivate func command(at event: TradeEvent) -> AdjustStock {
        let reason: StockCorrected.Reason =
            switch self.reason {
            case .breakage: .damaged
            case .expiry: .expired
            }
        return AdjustStock(
            site: Code(event.site.text), reason: reason, occurredAt: event.occurredAt,
            lines: lines.map { .init(product: Code($0.product.text), quantity: Thousandths($0.thousandths)) })
    }
}
