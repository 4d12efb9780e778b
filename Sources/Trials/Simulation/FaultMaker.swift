// SPDX-License-Identifier: Apache-2.0

import Accounting
import CommerceFacts
import FinanceFacts
import Kernel
import LogisticsFacts
import Sales
import Simulator
import Warehouse

/// Makes trouble of a day's orders: holds some back, changes some, repeats some, adds some. The same seed makes the same.
///
/// What an order needs comes before it: a receipt before its returns, a lorry's leaving before its arrival. A void may
/// come before its receipt.
struct FaultMaker {
    private let faults: Set<SimulationFault>
    private let seed: Seed
    private let products: [SampleProduct]
    /// What has stock and is known today.
    private var stocked: [String] = []
    private let places: [String]
    private let company: String
    private var chance: Seed
    private var today = 0
    /// Orders that will be told on a later day.
    private var held: [(day: Int, step: SampleStep)] = []
    /// Of those, what comes today and was not told yet.
    private var due: [SampleStep] = []
    /// Receipts that were told for a site nobody knows.
    private var strayed: Set<PrintedName> = []
    /// Receipts whose first line was told with a product nobody knows.
    private var unknown: Set<PrintedName> = []
    /// Sales of the day before, which someone may void.
    private var yesterday: [CompleteSale] = []
    private var sales: [CompleteSale] = []
    private var deliveries: [(key: String, command: ReceiveGoods)] = []
    private var told: [SampleStep] = []
    private var made = 0

    init(_ faults: Set<SimulationFault>, seed number: UInt64, chain: SampleChain) {
        self.faults = faults
        seed = Seed(number).stream("faults")
        chance = seed
        products = chain.products.filter(\.isStocked)
        places = chain.sites.filter { $0.kind != .headOffice }.map(\.code.text)
        company = SampleFoundation.company
    }

    /// A receipt's name as it was printed.
    private struct PrintedName: Hashable {
        let site: String
        let till: Int64
        let number: Int64
    }

    /// What the back office is told on a day instead.
    mutating func disturb(_ steps: [SampleStep], on day: Day) -> [SampleStep] {
        guard !faults.isEmpty else { return steps }
        today += 1
        chance = seed.stream("day", UInt64(today))
        stocked = products.filter { $0.isListed(on: day) }.map(\.code.text)
        (yesterday, sales) = (sales, [])
        told = []
        due = held.filter { $0.day <= today }.map(\.step)
        held.removeAll { $0.day <= today }
        for step in steps {
            while !due.isEmpty, chance.chance(1, in: 12) { tell(due.removeFirst()) }
            take(step)
        }
        while !due.isEmpty { tell(due.removeFirst()) }
        correctThemselves(on: day)
        return told
    }

    /// What is still held back when the trade has ended.
    mutating func rest() -> [SampleStep] {
        defer { held = [] }
        return held.map(\.step)
    }

    private func has(_ fault: SimulationFault) -> Bool { faults.contains(fault) }

    private mutating func happens(_ fault: SimulationFault, _ part: Int64, in whole: Int64) -> Bool {
        let isDrawn = chance.chance(part, in: whole)
        return isDrawn && has(fault)
    }

    // MARK: One order

    private mutating func take(_ step: SampleStep) {
        var step = step
        switch step.order {
        case .sell(let sale): step.order = .sell(disturbed(sale))
        case .void(let void): step.order = .void(disturbed(void))
        case .receive(let command) where command.origin == .supplier: step.order = .receive(disturbed(command))
        case .arrive(let arrival): step.order = .arrive(disturbed(arrival))
        case .count(let count): miscount(count, step)
        case .list(let listing): if has(.strays) { told.append(tooEarly(listing, step)) }
        default: break
        }
        releaseWhat(step)
        if isHeld(step) { return }
        tell(step)
        follow(step)
    }

    private mutating func tell(_ step: SampleStep) {
        told.append(step)
        if case .sell(let sale) = step.order { sales.append(sale) }
        if case .receive(let command) = step.order, command.origin == .supplier,
            command.lines.allSatisfy({ $0.quantity > 0 })
        {
            deliveries.append((step.key, command))
        }
        if deliveries.count > 40 { deliveries.removeFirst() }
        if happens(.duplicates, 1, in: 30) { told.append(step) }
    }

    /// Whether the order waits for a later day.
    private mutating func isHeld(_ step: SampleStep) -> Bool {
        let (rare, often, days) = (chance.chance(1, in: 25), chance.chance(1, in: 5), Int(chance.integer(in: 1...3)))
        guard has(.late) else { return false }
        switch step.order {
        case .sell:
            guard rare else { return false }
        case .openSession:
            guard often else { return false }
        case .receive(let command):
            guard often, command.origin == .supplier else { return false }
        case .ship, .adjust, .count:
            guard often else { return false }
        default: return false
        }
        held.append((today + days, step))
        return true
    }

    /// Tells what an order refers to before the order itself.
    private mutating func releaseWhat(_ step: SampleStep) {
        switch step.order {
        case .arrive(let arrival): release { $0.key == arrival.shipmentKey }
        case .sell(let sale):
            let origins = sale.lines.compactMap { line in
                line.returned.flatMap { returned in
                    returned.number.map {
                        PrintedName(
                            site: returned.site?.text ?? sale.site.text, till: returned.till ?? 0, number: $0.count)
                    }
                }
            }
            guard !origins.isEmpty else { return }
            release { step in Self.name(of: step).map(origins.contains) ?? false }
        default: break
        }
    }

    private mutating func release(_ isWanted: (SampleStep) -> Bool) {
        let wanted = due.filter(isWanted) + held.map(\.step).filter(isWanted)
        guard !wanted.isEmpty else { return }
        due.removeAll(where: isWanted)
        held.removeAll { isWanted($0.step) }
        wanted.forEach { tell($0) }
    }

    private static func name(of step: SampleStep) -> PrintedName? {
        switch step.order {
        case .sell(let sale): PrintedName(site: sale.site.text, till: sale.till, number: sale.number.count)
        default: nil
        }
    }

    /// What comes of an order that was told.
    private mutating func follow(_ step: SampleStep) {
        switch step.order {
        case .sell(let sale):
            if happens(.duplicates, 1, in: 60) { tell(again(step)) }
            if happens(.contradictions, 1, in: 50) { tell(again(step, .sell(contradicted(sale)))) }
            if happens(.contradictions, 1, in: 80) {
                tell(SampleStep(.sell(contradicted(sale)), key: step.key, at: step.at))
            }
        case .void, .openSession, .closeSession:
            if happens(.duplicates, 1, in: 12) { tell(again(step)) }
        case .receive(let command) where command.origin == .supplier:
            if happens(.suppliers, 1, in: 12) { tell(again(step)) }
        case .arrive:
            if happens(.duplicates, 1, in: 6) { tell(again(step)) }
        default: break
        }
    }

    /// The same under a key of its own, or another order.
    private mutating func again(_ step: SampleStep, _ order: SampleOrder? = nil) -> SampleStep {
        made += 1
        return SampleStep(order ?? step.order, key: "\(step.key)/again/\(made)", at: step.at)
    }

    // MARK: Tills

    /// Seconds by which a till's clock is off today: mostly none.
    private func offset(_ site: String, _ till: Int64) -> Int64 {
        guard has(.clocks) else { return 0 }
        var clock = seed.stream("clock of \(site)/\(till)", UInt64(today))
        guard clock.chance(1, in: 4) else { return 0 }
        return clock.integer(in: -4 * 3_600...4 * 3_600)
    }

    private mutating func disturbed(_ sale: CompleteSale) -> CompleteSale {
        let printed = PrintedName(site: sale.site.text, till: sale.till, number: sale.number.count)
        let occurredAt = sale.occurredAt.adding(seconds: offset(sale.site.text, sale.till))
        var (site, lines, tenders) = (sale.site, sale.lines.map { findStray($0, of: sale.site.text) }, sale.tenders)
        let isReturn = lines.contains { $0.quantity < 0 }
        if happens(.strays, 1, in: 25), !isReturn, !lines.isEmpty {
            switch chance.integer(in: 1...6) {
            case 1:
                unknown.insert(printed)
                lines[0] = line(lines[0], product: Self.unknownProduct)
            case 2: lines[0] = line(lines[0], tax: ((lines[0].tax ?? 0).count) + chance.integer(in: -3...9))
            case 3: if !tenders.isEmpty { tenders[0] = tender(tenders[0], kind: .other) }
            case 4: if !tenders.isEmpty { tenders[0] = tender(tenders[0], more: chance.integer(in: -150...150)) }
            case 5: tenders.append(SaleTender(kind: .deposit, amount: 100, reference: "slip"))
            default:
                // Two of one name would be one receipt and its contradiction, and nobody could say what came back.
                guard !strayed.contains(where: { ($0.till, $0.number) == (sale.till, sale.number.count) }) else {
                    break
                }
                strayed.insert(printed)
                site = Self.straySite
            }
        }
        var told = CompleteSale(
            site: site, till: sale.till, number: sale.number, occurredAt: occurredAt, channel: sale.channel,
            lines: lines, basketDiscount: sale.basketDiscount, tenders: tenders)
        if happens(.oddities, 1, in: 20), !isReturn, !lines.isEmpty { told = told.made(odd: &chance) }
        return told
    }

    private static let straySite: Kernel.Code<Site> = "S99"
    private static let unknownProduct: Kernel.Code<Product> = "NOBODY-KNOWS"

    /// A return names the site that its receipt was told for, and the product: the till that says no price knows it
    /// from there.
    private func findStray(_ line: SaleLine, of site: String) -> SaleLine {
        guard let returned = line.returned, let number = returned.number, let till = returned.till else { return line }
        let printed = PrintedName(site: returned.site?.text ?? site, till: till, number: number.count)
        if unknown.contains(printed), returned.line == 1 { return self.line(line, product: Self.unknownProduct) }
        guard strayed.contains(printed) else { return line }
        return self.line(
            line,
            returned: ReturnedArticle(
                site: Self.straySite, till: till, number: number, line: returned.line,
                disposition: returned.disposition))
    }

    private mutating func disturbed(_ void: VoidReceipt) -> VoidReceipt {
        let isStray = strayed.contains(PrintedName(site: void.site.text, till: void.till, number: void.number.count))
        return VoidReceipt(
            site: isStray ? Self.straySite : void.site, till: void.till, number: void.number,
            occurredAt: void.occurredAt.adding(seconds: offset(void.site.text, void.till)), reason: void.reason)
    }

    private func contradicted(_ sale: CompleteSale) -> CompleteSale {
        CompleteSale(
            site: sale.site, till: sale.till, number: sale.number, occurredAt: sale.occurredAt.adding(seconds: 1),
            channel: sale.channel, lines: Array(sale.lines.dropLast()) + [sale.lines[0]],
            basketDiscount: sale.basketDiscount,
            tenders: sale.tenders)
    }

    private func line(
        _ line: SaleLine, product: Kernel.Code<Product>? = nil, tax: Int64? = nil, returned: ReturnedArticle? = nil
    ) -> SaleLine {
        SaleLine(
            product: product ?? line.product, quantity: line.quantity, list: line.list, discounts: line.discounts,
            tax: tax.map { MinorUnits($0) } ?? line.tax, returned: returned ?? line.returned, reference: line.reference)
    }

    private func tender(_ tender: SaleTender, kind: TenderKind? = nil, more: Int64 = 0) -> SaleTender {
        SaleTender(kind: kind ?? tender.kind, amount: tender.amount + MinorUnits(more), reference: tender.reference)
    }

    // MARK: Goods

    private mutating func disturbed(_ command: ReceiveGoods) -> ReceiveGoods {
        guard happens(.suppliers, 1, in: 3), !command.lines.isEmpty else { return command }
        var lines = command.lines
        let index = Int(chance.integer(in: 0...Int64(lines.count - 1)))
        let line = lines[index]
        func changed(_ product: String, _ quantity: Int64, _ value: Int64) {
            lines[index] = ReceiveGoods.Line(
                product: Code(product), quantity: Thousandths(quantity), value: MinorUnits(value))
        }
        switch chance.integer(in: 1...5) {
        case 1: changed(line.product.text, line.quantity.count * 2, line.value.count * 2)
        case 2: changed(line.product.text, max(1_000, line.quantity.count / 3_000 * 1_000), line.value.count / 3)
        case 3: changed(chance.choice(of: stocked), line.quantity.count, line.value.count)
        case 4: changed(line.product.text, line.quantity.count, 0)
        default: lines.append(line)
        }
        return ReceiveGoods(
            site: command.site, origin: command.origin, supplier: command.supplier, occurredAt: command.occurredAt,
            lines: lines)
    }

    /// What was not listed yet stands at the door: it is left out, and a person asked; in a moment it is known.
    private mutating func tooEarly(_ listing: SampleListing, _ step: SampleStep) -> SampleStep {
        let product = listing.product
        let line = ReceiveGoods.Line(product: Code(product.code.text), quantity: 1_000, value: MinorUnits(product.cost))
        let delivery = ReceiveGoods(
            site: Code(places[places.count - 1]), origin: .supplier, supplier: Code(product.supplier.text),
            occurredAt: step.at,
            lines: [line])
        return again(step, .receive(delivery))
    }

    private mutating func disturbed(_ arrival: SampleArrival) -> SampleArrival {
        guard happens(.suppliers, 1, in: 2), !arrival.shipment.lines.isEmpty else { return arrival }
        var differences = arrival.differences
        for _ in 0..<2 {
            let line = chance.integer(in: 1...Int64(arrival.shipment.lines.count))
            let quantity = arrival.shipment.lines[Int(line - 1)].quantity.count
            let found = chance.choice(of: [0, quantity / 2_000 * 1_000, quantity + 3_000] as [Int64])
            differences.removeAll { $0.line == line }
            differences.append(ReceiveTransfer.Line(line: line, quantity: Thousandths(found)))
        }
        return SampleArrival(
            shipment: arrival.shipment, shipmentKey: arrival.shipmentKey, occurredAt: arrival.occurredAt,
            differences: differences)
    }

    /// A wrong count an hour before the right one, with one product found in two places.
    private mutating func miscount(_ count: CountStock, _ step: SampleStep) {
        guard happens(.miscounts, 1, in: 2), !count.lines.isEmpty else { return }
        var lines = count.lines.map { line in
            CountStock.Line(
                product: line.product, counted: max(0, line.counted + Thousandths(chance.integer(in: -2...2) * 1_000)))
        }
        lines.append(CountStock.Line(product: lines[0].product, counted: 1_000))
        let wrong = CountStock(site: count.site, occurredAt: count.occurredAt.adding(seconds: -3_600), lines: lines)
        tell(again(step, .count(wrong)))
    }

    // MARK: Staff

    /// A line of yesterday's receipt comes back, whether or not some of it came back before: whole, or piece by piece on
    /// receipts of their own; the refund is what the till thinks.
    private mutating func broughtBack(_ sale: CompleteSale, _ at: Instant) -> [CompleteSale] {
        var index = Int(chance.integer(in: 0...Int64(sale.lines.count - 1)))
        if chance.chance(1, in: 2) {
            index = sale.lines.indices.max { sale.lines[$0].quantity < sale.lines[$1].quantity } ?? index
        }
        let line = sale.lines[index]
        guard sale.site != Self.straySite, line.quantity > 0, let list = line.list else { return [] }
        let isWhole = !line.quantity.count.isMultiple(of: 1_000) || chance.chance(1, in: 3)
        let quantity = isWhole ? line.quantity : 1_000
        let parts = line.quantity.count / quantity.count
        let discount = (line.discounts ?? []).reduce(MinorUnits(0)) { $0 + $1.amount }
        let site = chance.chance(1, in: 4) ? Code(chance.choice(of: places)) : sale.site
        let origin = ReturnedArticle(
            site: sale.site, till: sale.till, number: sale.number, line: Int64(index + 1),
            disposition: chance.chance(1, in: 4) ? .damaged : .stock)
        let back = SaleLine(
            product: line.product, quantity: -quantity, list: -list / parts, discounts: nil, tax: nil,
            returned: origin, reference: nil)
        let refund = SaleTender(kind: .cash, amount: (discount - list - (line.tax ?? 0)) / parts, reference: nil)
        return (0..<min(parts, 3)).map { piece in
            CompleteSale(
                site: site, till: sale.till, number: ReceiptNumber(800_000 + Int64(made) + piece + 1),
                occurredAt: at,
                channel: sale.channel, lines: [back], basketDiscount: nil, tenders: [refund])
        }
    }

    /// The sale with the most of one product: perhaps of more than was there.
    private static func largest(of sales: [CompleteSale]) -> CompleteSale {
        func most(_ sale: CompleteSale) -> Thousandths { sale.lines.map(\.quantity).max() ?? 0 }
        return sales.dropFirst().reduce(sales[0]) { most($0) < most($1) ? $1 : $0 }
    }

    private mutating func correctThemselves(on day: Day) {
        let at = told.last?.at ?? Instant(day)
        func step(_ order: SampleOrder) -> SampleStep {
            made += 1
            return SampleStep(order, key: "simulation/\(made)", at: at)
        }
        for _ in 0..<3 where happens(.corrections, 2, in: 3) && !deliveries.isEmpty {
            let delivery = chance.choice(of: deliveries)
            let line = Int(chance.integer(in: 0...Int64(delivery.command.lines.count - 1)))
            let amount = delivery.command.lines[line].value / chance.integer(in: 3...20) + 1
            let correction = SampleCostCorrection(
                delivery: delivery.command, deliveryKey: delivery.key, line: Int64(line + 1),
                amount: (chance.chance(1, in: 3) ? -amount : amount).count, occurredAt: at)
            tell(step(.correctCost(correction)))
        }
        for _ in 0..<3 where happens(.suppliers, 1, in: 2) && !deliveries.isEmpty {
            let delivery = chance.choice(of: deliveries).command
            let line = chance.choice(of: delivery.lines)
            let part = chance.integer(in: 1...4)
            let back = ReceiveGoods.Line(
                product: line.product, quantity: -line.quantity / part,
                value: -(line.value / part + MinorUnits(chance.integer(in: 0...9))))
            tell(
                step(
                    .receive(
                        ReceiveGoods(
                            site: delivery.site, origin: .supplier, supplier: delivery.supplier, occurredAt: at,
                            lines: [back]))))
        }
        for site in Set(deliveries.map(\.command.site)).sorted() where happens(.corrections, 1, in: 2) {
            let reason = chance.choice(of: [.theft, .found, .ownUse] as [StockCorrected.Reason])
            let lines = (0..<3).map { _ in
                AdjustStock.Line(product: Code(chance.choice(of: stocked)), quantity: reason == .found ? 2_000 : -1_000)
            }
            tell(step(.adjust(AdjustStock(site: site, reason: reason, occurredAt: at, lines: lines))))
        }
        for known in [yesterday, sales] {
            for _ in 0..<8 where happens(.corrections, 2, in: 3) && !known.isEmpty {
                let sale = chance.chance(1, in: 2) ? chance.choice(of: known) : Self.largest(of: known)
                for back in broughtBack(sale, at) { tell(step(.sell(back))) }
            }
        }
        for _ in 0..<4 where happens(.oddities, 1, in: 2) && !yesterday.isEmpty {
            if let sale = chance.choice(of: yesterday).allowance(
                number: ReceiptNumber(850_000 + Int64(made)), at, &chance)
            {
                tell(step(.sell(sale)))
            }
        }
        for _ in 0..<3 where happens(.corrections, 1, in: 2) && !yesterday.isEmpty {
            let sale = chance.choice(of: yesterday)
            let void = VoidReceipt(
                site: sale.site, till: sale.till, number: sale.number, occurredAt: at, reason: "rung up twice")
            tell(step(.void(void)))
        }
        if happens(.corrections, 1, in: 2) {
            let void = VoidReceipt(site: "S01", till: 1, number: 900_000, occurredAt: at, reason: "misread")
            tell(step(.void(void)))
        }
        for site in places where happens(.miscounts, 1, in: 2) {
            let lines = (0..<6).map { _ in
                CountStock.Line(
                    product: Code(chance.choice(of: stocked)), counted: Thousandths(chance.integer(in: 0...60) * 1_000))
            }
            let occurredAt = at.adding(seconds: -chance.integer(in: 0...60_000))
            tell(step(.count(CountStock(site: Code(site), occurredAt: occurredAt, lines: lines))))
        }
        if has(.locks), today % 2 == 0 {
            tell(
                step(
                    .lock(
                        .init(company: Code(company), lock: .soft, through: day.advanced(by: -2), reason: "reported"))))
        }
    }
}
