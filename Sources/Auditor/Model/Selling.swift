// SPDX-License-Identifier: Apache-2.0

import CommerceFacts
import Kernel

/// A receipt as it stands in the auditor's books.
struct Receipt: Sendable {
    struct Line: Sendable {
        let product: AuditProduct?
        let quantity: Int64
        var amounts: LineAmounts
        /// By the authority's place.
        var taxes: [Int: Int64] = [:]
        let returned: AuditSale.Returned?
        /// Where it was sold, when that is known.
        let origin: (receipt: AuditReceiptName, line: Int)?
        /// What it cost, when it came back and was thrown away.
        var damaged: Int64 = 0

        /// What came back of this line so far: positive.
        var back = LineAmounts()
        var backQuantity: Int64 = 0
        var backTaxes: [Int: Int64] = [:]
    }

    let told: AuditSale
    let site: String
    let day: Day
    let document: Int
    var lines: [Line]
    let suspense: Int64
    var isVoided = false
}

/// A line's amounts in minor units.
struct LineAmounts: Sendable {
    var list: Int64 = 0
    var discount: Int64 = 0
    var tax: Int64 = 0

    var net: Int64 { list - discount }
}

extension Auditor {
    /// A receipt has happened, whatever it says.
    mutating func sell(_ sale: AuditSale) {
        if let known = receipts[sale.name] {
            if known.told != sale { ask("receipt-twice", "\(sale.name)") }
            return
        }
        let site = place(sale.name.site)
        var isDoubtful = site != sale.name.site || isOdd(sale)
        let document = document(at: sale.occurredAt, site: site)
        var lines = sale.lines.map { read($0, &isDoubtful) }
        spread(sale.basketDiscount, over: &lines)
        if isTaxOdd(&lines, sale, at: site, on: document.day) { isDoubtful = true }

        let due = lines.reduce(0) { $0 + $1.amounts.net + $1.amounts.tax }
        let suspense = due - sale.tenders.reduce(0) { $0 + $1.amount }
        if isDoubtful || suspense != 0 { ask("receipt-doubt", "\(sale.name)") }
        let receipt = Receipt(
            told: sale, site: site, day: document.day, document: document.number, lines: lines, suspense: suspense)
        receipts[sale.name] = receipt
        receiptCount += 1
        post(receipt, times: 1, on: document.day)
        for line in lines { note(line, times: 1) }
        useVouchers(receipt, times: 1)
        put(
            cash(of: sale), into: TillName(site: sale.name.site, till: sale.name.till), at: site, document.at,
            on: document.day)
        for index in lines.indices { moveGoods(of: index, in: sale.name, document) }
        guard let void = earlyVoids.removeValue(forKey: sale.name) else { return }
        undo(void)
        inbox.remove(Matter(kind: "receipt-missing", subject: "\(sale.name)"))
    }

    mutating func ask(_ kind: String, _ subject: String) { inbox.insert(Matter(kind: kind, subject: subject)) }

    func cash(of sale: AuditSale) -> Int64 { sale.tenders.reduce(0) { $1.kind == .cash ? $0 + $1.amount : $0 } }

    // MARK: Prices and taxes

    private func read(_ line: AuditSale.Line, _ isDoubtful: inout Bool) -> Receipt.Line {
        let known = products[line.product]
        if known == nil { isDoubtful = true }
        let quantity = line.quantity * (known?.units ?? 1)
        if quantity == 0, let list = line.list, list < 0 {
            if let allowance = allowance(line, -list, known?.product, &isDoubtful) { return allowance }
            isDoubtful = true
        }
        if let name = line.returned?.receipt, line.quantity < 0 {
            if let refund = refund(line, quantity, known?.product, name, &isDoubtful) { return refund }
            isDoubtful = true
        }
        return Receipt.Line(
            product: known?.product, quantity: quantity,
            amounts: LineAmounts(list: line.list ?? 0, discount: line.discount), returned: returned(line, quantity),
            origin: nil)
    }

    /// Whatever has a negative quantity came back, to the shelf unless it says otherwise; money that goes back for goods
    /// that stay is a return of nothing.
    private func returned(_ line: AuditSale.Line, _ quantity: Int64) -> AuditSale.Returned? {
        if quantity == 0, line.list ?? 0 < 0 { return AuditSale.Returned(receipt: nil, line: 0, disposition: .none) }
        guard quantity < 0 else { return nil }
        return line.returned ?? AuditSale.Returned(receipt: nil, line: 0, disposition: .stock)
    }

    /// What a known line gives back: its part of everything that was paid, less what was given back before.
    private func refund(
        _ line: AuditSale.Line, _ quantity: Int64, _ product: AuditProduct?, _ name: AuditReceiptName,
        _ isDoubtful: inout Bool
    ) -> Receipt.Line? {
        guard let receipt = receipts[name], let index = line.returned.map({ Int($0.line) - 1 }),
            receipt.lines.indices.contains(index), receipt.lines[index].quantity > 0,
            receipt.lines[index].product?.code == product?.code
        else { return nil }
        let sold = receipt.lines[index]
        let upTo = sold.backQuantity - quantity
        if upTo > sold.quantity || receipt.isVoided { isDoubtful = true }
        // Who was given money for these goods before gets no more than the rest, and owes nothing.
        func back(_ amount: Int64, _ before: Int64) -> Int64 {
            let left = before - share(of: amount, upTo, outOf: sold.quantity)
            return amount < 0 ? max(0, left) : min(0, left)
        }
        var refund = Receipt.Line(
            product: product, quantity: quantity,
            amounts: LineAmounts(
                list: back(sold.amounts.list, sold.back.list),
                discount: back(sold.amounts.discount, sold.back.discount),
                tax: back(sold.amounts.tax, sold.back.tax)),
            returned: line.returned, origin: (name, index))
        // Authority after authority, so that the cents of all of them add up to the cents of the line.
        var running: Int64 = 0
        for (authority, amount) in sold.taxes.sorted(by: { $0.key < $1.key }) {
            let before = share(of: running, upTo, outOf: sold.quantity)
            running += amount
            let owed = share(of: running, upTo, outOf: sold.quantity) - before
            refund.taxes[authority] = (sold.backTaxes[authority] ?? 0) - owed
        }
        let rest = refund.amounts.tax - refund.taxes.values.reduce(0, +)
        if rest != 0, let home = places(of: receipt.site).first { refund.taxes[home, default: 0] += rest }
        return refund
    }

    /// Money back for a sold line that stays with the customer: that part of its price, its discount and its tax.
    private func allowance(
        _ line: AuditSale.Line, _ amount: Int64, _ product: AuditProduct?, _ isDoubtful: inout Bool
    ) -> Receipt.Line? {
        guard let told = line.returned, let name = told.receipt, let receipt = receipts[name] else { return nil }
        let index = Int(told.line) - 1
        guard receipt.lines.indices.contains(index), receipt.lines[index].quantity > 0,
            receipt.lines[index].product?.code == product?.code, receipt.lines[index].amounts.net > 0
        else { return nil }
        let sold = receipt.lines[index]
        if amount > sold.amounts.net - sold.back.net || receipt.isVoided { isDoubtful = true }
        func part(_ whole: Int64) -> Int64 { share(of: whole, amount, outOf: sold.amounts.net) }
        let (discount, tax) = (part(sold.amounts.discount), part(sold.amounts.tax))
        let authorities = sold.taxes.sorted { $0.key < $1.key }
        let shares = split(-tax, by: authorities.map { abs($0.value) })
        return Receipt.Line(
            product: product, quantity: 0,
            amounts: LineAmounts(list: -amount - discount, discount: -discount, tax: -tax),
            taxes: Dictionary(uniqueKeysWithValues: zip(authorities.map(\.key), shares)),
            returned: AuditSale.Returned(receipt: name, line: told.line, disposition: .none), origin: (name, index))
    }

    /// A discount on the basket is shared by what was bought, in proportion; gift cards and deposits take none.
    private func spread(_ discount: Int64, over lines: inout [Receipt.Line]) {
        guard discount != 0 else { return }
        let weights = lines.map { line in
            let takesPart = line.quantity > 0 && line.product?.kind != .giftCard && line.product?.kind != .deposit
            return takesPart ? max(0, line.amounts.net) : 0
        }
        for (index, part) in split(discount, by: weights).enumerated() where lines[index].origin == nil {
            lines[index].amounts.discount += part
        }
    }

    /// Whether the till's tax is none that a person need not see; writes what each line is taxed.
    private func isTaxOdd(_ lines: inout [Receipt.Line], _ sale: AuditSale, at site: String, on day: Day) -> Bool {
        let untaxed = sale.isExempt ? nil : leftOut(lines, sale, at: site, on: day)
        let unexpected = tax(&lines, sale, at: site, on: day, isFree: sale.isExempt || untaxed != nil)
        return unexpected > 1 || untaxed ?? 0 > 500
    }

    /// The tax that a till forgot, when it said zero of every line that we would tax; nil when it charged any.
    private func leftOut(_ lines: [Receipt.Line], _ sale: AuditSale, at site: String, on day: Day) -> Int64? {
        let rates = lines.map { line in
            places(of: site).reduce(0) { $0 + rate(authorities[$1], line.product?.taxClass ?? "", on: day) }
        }
        let taxed = lines.indices.filter { lines[$0].origin == nil && rates[$0] > 0 }
        guard !taxed.isEmpty, taxed.allSatisfy({ sale.lines[$0].tax == 0 }) else { return nil }
        return taxed.reduce(0) { $0 + share(of: abs(lines[$1].amounts.net), rates[$1], outOf: 1_000_000) }
    }

    /// The authorities that tax at a site, in their order.
    private func places(of site: String) -> [Int] {
        authorities.indices.filter { sites[site]?.authorities.contains(authorities[$0].code) ?? false }
    }

    /// Each authority's tax is rounded over what was sold, and apart from it over what came back without a receipt;
    /// a till that charged otherwise has charged otherwise, and the first authority gets the difference.
    ///
    /// - Returns: by how much the till differs.
    private func tax(
        _ lines: inout [Receipt.Line], _ sale: AuditSale, at site: String, on day: Day, isFree: Bool
    ) -> Int64 {
        let places = places(of: site)
        var unexpected: Int64 = 0
        for place in places where !isFree {
            let rates = lines.map { line in
                line.origin == nil ? rate(authorities[place], line.product?.taxClass ?? "", on: day) : 0
            }
            for isNegative in [false, true] {
                let group = lines.indices.filter { rates[$0] > 0 && (lines[$0].amounts.net < 0) == isNegative }
                guard !group.isEmpty else { continue }
                let exact = group.reduce(Int64(0)) { $0 + lines[$1].amounts.net * rates[$1] }
                let weights = group.map { share(of: abs(lines[$0].amounts.net), rates[$0], outOf: 1_000) }
                let parts = split(share(of: exact, 1, outOf: 1_000_000), by: weights)
                for (index, part) in zip(group, parts) { lines[index].taxes[place] = part }
            }
        }
        for index in lines.indices where lines[index].origin == nil {
            let ours = lines[index].taxes.values.reduce(0, +)
            let charged = sale.lines[index].tax ?? ours
            lines[index].amounts.tax = charged
            unexpected += abs(charged - ours)
            if charged != ours, let home = places.first { lines[index].taxes[home, default: 0] += charged - ours }
        }
        return unexpected
    }

    private func rate(_ authority: AuditAuthority, _ taxClass: String, on day: Day) -> Int64 {
        authority.rates.filter { $0.taxClass == taxClass && $0.validFrom <= day }
            .max { $0.validFrom < $1.validFrom }?.millionths ?? 0
    }

    // MARK: Books

    /// Posts a receipt, or with minus one takes it back.
    mutating func post(_ receipt: Receipt, times sign: Int64, on day: Day) {
        let site = receipt.site
        for tender in receipt.told.tenders {
            ledger.post(sign * tender.amount, to: account(of: kind(of: tender)), at: site, on: day)
        }
        ledger.post(sign * receipt.suspense, to: .suspense, at: site, on: day)
        for line in receipt.lines {
            for (account, amount) in revenue(of: line) { ledger.post(sign * amount, to: account, at: site, on: day) }
            ledger.post(-sign * line.amounts.tax, to: .salesTaxPayable, at: site, on: day)
            for (authority, amount) in line.taxes {
                taxOwed[TaxPlace(site: site, authority: authorities[authority].code), default: 0] += sign * amount
            }
        }
    }

    private func revenue(of line: Receipt.Line) -> [(AuditAccount, Int64)] {
        guard let product = line.product else { return [(.suspense, -line.amounts.net)] }
        switch product.kind {
        case .giftCard: return [(.giftCardLiability, -line.amounts.net)]
        case .deposit: return [(.customerDeposits, -line.amounts.net)]
        case .goods, .service, .fuel:
            return line.returned == nil
                ? [(.sales, -line.amounts.list), (.salesDiscounts, line.amounts.discount)]
                : [(.salesReturns, -line.amounts.net)]
        }
    }

    private func account(of tender: TenderKind) -> AuditAccount {
        switch tender {
        case .cash: .cashDrawer
        case .card: .cardClearing
        case .giftCard: .giftCardLiability
        case .storeCredit: .storeCreditLiability
        case .makerCoupon: .couponsReceivable
        case .deposit: .customerDeposits
        case .foreignCash: .foreignCash
        case .other: .suspense
        }
    }

    /// Keeps in mind what came back of the line that sold it, or with minus one that it did not.
    mutating func note(_ line: Receipt.Line, times sign: Int64) {
        guard let origin = line.origin, var sold = receipts[origin.receipt]?.lines[origin.line] else { return }
        sold.backQuantity -= sign * line.quantity
        sold.back.list -= sign * line.amounts.list
        sold.back.discount -= sign * line.amounts.discount
        sold.back.tax -= sign * line.amounts.tax
        for (authority, amount) in line.taxes { sold.backTaxes[authority, default: 0] -= sign * amount }
        receipts[origin.receipt]?.lines[origin.line] = sold
    }

    // MARK: Goods

    private mutating func moveGoods(of index: Int, in name: AuditReceiptName, _ document: StockDocumentNote) {
        guard let receipt = receipts[name], let product = receipt.lines[index].product, product.isStocked else {
            return
        }
        let line = receipt.lines[index]
        guard line.quantity != 0 else { return }
        let lot = LotName(site: receipt.site, product: product.code)
        let rank = Int64(index + 1)
        guard let returned = line.returned else {
            move(lot, -line.quantity, .sold, rank: rank, in: document)
            return
        }
        guard returned.disposition != .none else { return }
        let isDamaged = returned.disposition == .damaged
        let cost = line.origin.flatMap { origin in
            receipts[origin.receipt].flatMap { sold in
                takeBack(
                    -line.quantity, of: LotName(site: sold.site, product: product.code),
                    Lot.LineName(document: sold.document, rank: Int64(origin.line + 1)), rank: rank, to: receipt.site,
                    isDamaged: isDamaged, in: document)
            }
        }
        if isDamaged {
            receipts[name]?.lines[index].damaged = cost ?? 0
            ledger.post(
                cost ?? 0, debit: .damagedGoods, credit: .costOfGoodsSold, at: receipt.site, on: document.day)
        } else {
            move(lot, -line.quantity, worth: cost, .returned, rank: rank, in: document)
        }
    }
}
