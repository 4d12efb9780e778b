// SPDX-License-Identifier: Apache-2.0

@testable import Catalogue
import CommerceFacts
import FinanceFacts
import Kernel
@testable import Organisation
@testable import Sales
import Taxes
import Testing

/// A shop of two products in a town with one tax, or with two.
private enum Corner {
    static let noon = Instant(Day(number: 20_000)).adding(seconds: 43_200)

    static let site = SiteRecord(
        id: ID(7), company: ID(1), code: "S1", name: "Corner", kind: .store,
        time: SiteTime(zone: "UTC")!, priceZone: "", currency: .usd, address: "")

    static func product(_ key: Int64, _ kind: ProductKind = .goods) -> ProductRecord {
        ProductRecord(
            id: ID(key), department: ID(3), kind: kind, isStocked: kind == .goods, unit: .piece, taxClass: "general",
            units: 1)
    }

    /// Taxes of a tenth and, where there are two, of a twentieth.
    static func terms(_ count: Int) -> [TaxTerms] {
        zip([Int64](1...2), [100_000, 50_000]).prefix(count).map { key, rate in
            TaxTerms(jurisdiction: ID(key), kind: .salesTax, rounding: .line, rates: ["general": rate])
        }
    }

    static func basis(
        _ lines: [SaleBasis.Line], taxes: Int = 1, isKnown: Bool = true, step: Int64 = 1, tolerance: Int64 = 1
    ) -> SaleBasis {
        SaleBasis(
            place: SalePlace(site: site, isKnown: isKnown, code: "S1"), day: Day(number: 20_000), lines: lines,
            terms: terms(taxes), taxKinds: [ID(1): .salesTax, ID(2): .salesTax],
            policies: SalePolicies(
                taxDifference: tolerance, cashRoundingStep: step, cashRounding: .nearest, untaxedSale: 0,
                tillDifference: 0))
    }

    static func sale(_ lines: [SaleLine], basket: Int64 = 0, cash: Int64? = nil) -> CompleteSale {
        CompleteSale(
            site: "S1", till: 1, number: 1, occurredAt: noon, lines: lines, basketDiscount: MinorUnits(basket),
            tenders: cash.map { [SaleTender(kind: .cash, amount: MinorUnits($0))] } ?? [])
    }

    static func line(_ count: Int64, list: Int64? = nil, tax: Int64? = nil, from receipt: Int64? = nil) -> SaleLine {
        SaleLine(
            product: "P", quantity: Thousandths(count * 1_000), list: list.map { MinorUnits($0) },
            tax: tax.map { MinorUnits($0) },
            returned: receipt.map {
                ReturnedArticle(till: 1, number: ReceiptNumber($0), line: nil, disposition: .stock)
            })
    }

    static func known(_ price: UnitPrice? = nil, from original: ReturnedReceipt? = nil) -> SaleBasis.Line {
        SaleBasis.Line(product: product(11), price: price, original: original)
    }

    /// The nearest whole number to a part, half away from nought, by trying.
    static func nearest(_ amount: Int64, per whole: Int64) -> Int64 {
        var cent: Int64 = 0
        while 2 * cent * whole + whole <= 2 * abs(amount) { cent += 1 }
        return amount < 0 ? -cent : cent
    }
}

@Suite struct `A drafted receipt` {
    /// Priced unit by unit, taxed by trying, and rounded by asking for the nearest coin.
    @Test func `asks for what its lines come to, and explains what was paid`() {
        for count: Int64 in 1...3 {
            for price: Int64 in [1, 7, 19] {
                for basket: Int64 in 0...3 {
                    for paid: Int64 in stride(from: 0, through: 60, by: 3) {
                        for step: Int64 in [1, 5] {
                            let draft = SaleRules.draft(
                                Corner.sale([Corner.line(count)], basket: basket, cash: paid),
                                Corner.basis([Corner.known(UnitPrice(minor: price))], step: step))
                            let list = (0..<count).reduce(0) { sum, _ in sum + price }
                            let tax = Corner.nearest(list - basket, per: 10)
                            let due = list - basket + tax
                            let isRounded = step > 1 && 2 * abs(due - paid) <= step
                            #expect(draft.due == due)
                            #expect(draft.taxes.reduce(0) { $0 + $1.amount } == tax)
                            #expect(draft.rounding == (isRounded ? due - paid : 0))
                            #expect(draft.suspense == (isRounded ? 0 : due - paid))
                            #expect(draft.doubts.isEmpty == (draft.suspense == 0))
                            #expect(draft.cash == paid)
                        }
                    }
                }
            }
        }
    }

    /// Every basket of up to three lines among goods, a gift card and an unknown product.
    @Test func `spreads its basket discount over goods alone, to the cent`() {
        let choices: [(kind: ProductKind?, list: Int64)] = [(.goods, 5), (.goods, 9), (.giftCard, 9), (nil, 4)]
        for first in choices {
            for second in choices {
                for third in choices {
                    for basket: Int64 in [0, 1, 5] {
                        let chosen = [first, second, third]
                        guard chosen.contains(where: { $0.kind != .giftCard }) else { continue }
                        let draft = SaleRules.draft(
                            Corner.sale(chosen.map { Corner.line(1, list: $0.list, tax: 0) }, basket: basket),
                            Corner.basis(
                                chosen.map { choice in
                                    SaleBasis.Line(
                                        product: choice.kind.map { Corner.product(11, $0) }, price: nil, original: nil)
                                }))
                        #expect(draft.lines.reduce(0) { $0 + $1.fact.discount } == basket)
                        for (line, choice) in zip(draft.lines, chosen) {
                            #expect(line.fact.list == choice.list)
                            #expect(choice.kind != .giftCard || line.fact.discount == 0)
                            #expect((line.fact.product == nil) == (choice.kind == nil))
                        }
                    }
                }
            }
        }
    }

    /// Whether each thing is amiss or not, all of them together in every way.
    @Test func `doubts what it cannot interpret, once each`() {
        for bits in 0..<16 {
            let (site, product, price, tax) = (bits & 1 != 0, bits & 2 != 0, bits & 4 != 0, bits & 8 != 0)
            let draft = SaleRules.draft(
                Corner.sale([Corner.line(1, list: price ? nil : 10, tax: tax ? 9 : nil)]),
                Corner.basis(
                    [SaleBasis.Line(product: product ? nil : Corner.product(11), price: nil, original: nil)],
                    isKnown: !site))
            let words = [
                (site, "There is no site S1"), (product, "There is no product P"), (price, "sold without a price"),
                (tax, "The till's tax differs"), (draft.suspense != 0, "The lines come to"),
            ]
            for (isAmiss, word) in words {
                #expect(draft.doubts.filter { $0.contains(word) }.count == (isAmiss ? 1 : 0), "\(word) of \(bits)")
            }
            #expect(draft.doubts.count == words.filter(\.0).count)
            #expect(draft.suspense == draft.due)
        }
    }

    @Test func `believes the till's tax, and doubts it beyond the tolerance`() {
        for said: Int64 in 1...4 {
            for tolerance: Int64 in 0...2 {
                let draft = SaleRules.draft(
                    Corner.sale([Corner.line(1, list: 20, tax: said)], cash: 20 + said),
                    Corner.basis([Corner.known()], tolerance: tolerance))
                #expect(draft.due == 20 + said)
                #expect(draft.taxes.map(\.amount) == [said])
                #expect(draft.doubts.isEmpty == (abs(said - 2) <= tolerance))
            }
        }
    }
}

@Suite struct `A drafted return` {
    private func sold(_ count: Int64, taxes: Int, wasVoided: Bool = false) -> (SaleDraft, ReturnedReceipt) {
        let draft = SaleRules.draft(
            Corner.sale([Corner.line(count)]), Corner.basis([Corner.known(33)], taxes: taxes))
        let fact = draft.lines[0].fact
        let line = SoldLine(
            receipt: ID(99), site: ID(7), day: Day(number: 20_000), line: 1, product: fact.product,
            department: fact.department, quantity: fact.quantity,
            priced: PricedLine(list: fact.list, discount: fact.discount, tax: fact.tax), returnedQuantity: 0,
            given: PricedLine(list: 0, discount: 0, tax: 0))
        return (
            draft,
            ReturnedReceipt(
                lines: [line], wasVoided: wasVoided,
                taxes: ChargedTaxes(byLine: taxes > 1 ? [1: draft.lines[0].taxes] : [:], only: ID(1)),
                terms: Corner.terms(taxes))
        )
    }

    /// In every order of parts on one receipt; the whole is what was sold, with its sign turned.
    @Test func `gives back what was paid, to the customer and to each jurisdiction`() {
        for taxes in 1...2 {
            for count: Int64 in 1...5 {
                let (sale, receipt) = sold(count, taxes: taxes)
                for parts in `What a return gives back`.compositions(of: count) {
                    let draft = SaleRules.draft(
                        Corner.sale(parts.map { Corner.line(-$0, from: 5) }),
                        Corner.basis(parts.map { _ in Corner.known(from: receipt) }, taxes: taxes))
                    #expect(draft.due == -sale.due)
                    #expect(draft.taxes.map(\.amount) == sale.taxes.map { -$0.amount })
                    #expect(draft.taxes.map(\.base) == sale.taxes.map { -$0.base })
                    #expect(
                        draft.lines.map(\.fact.returned?.before)
                            == parts.indices.map { place in
                                parts[..<place].reduce(0, +) * 1_000
                            })
                    #expect(draft.lines.allSatisfy { $0.fact.returned?.receipt == ID(99) })
                    #expect(!draft.doubts.contains { $0.contains("came back") })
                }
            }
        }
    }

    @Test func `is doubted when its receipt is missing, was voided, or sold less`() {
        let (_, receipt) = sold(2, taxes: 1)
        let (_, voided) = sold(2, taxes: 1, wasVoided: true)
        func doubts(_ count: Int64, _ original: ReturnedReceipt?) -> [String] {
            SaleRules.draft(
                Corner.sale([Corner.line(-count, list: 0, from: 5)]), Corner.basis([Corner.known(from: original)])
            ).doubts.filter { $0.contains("came back") }
        }
        #expect(doubts(2, receipt) == [])
        #expect(doubts(2, nil) == ["P came back with receipt 5, which has no such sold line."])
        #expect(doubts(2, voided) == ["P came back with receipt 5, which was voided."])
        #expect(doubts(3, receipt) == ["More of P came back than receipt 5 sold."])
    }

    @Test func `is undone by a void, as every receipt is`() {
        for taxes in 1...2 {
            let (sale, receipt) = sold(3, taxes: taxes)
            let back = SaleRules.draft(
                Corner.sale([Corner.line(-2, from: 5)], cash: -50),
                Corner.basis([Corner.known(from: receipt)], taxes: taxes))
            for draft in [sale, back] {
                let stored = StoredReceipt(
                    id: ID(100), site: draft.site, channel: draft.channel, currency: draft.currency,
                    rounding: draft.rounding, suspense: draft.suspense,
                    lines: draft.lines.map { .init(fact: $0.fact, reference: $0.reference, sold: $0.sold) },
                    taxes: draft.taxes,
                    lineTaxes: ChargedTaxes(
                        byLine: taxes > 1 ? [1: draft.lines[0].taxes] : [:], only: ID(1)),
                    tenders: draft.tenders, hasReturns: false)
                let void = VoidRules.draft(of: stored, at: Corner.noon, because: "mistake", Corner.site)
                #expect(void.due == -draft.due && void.cash == -draft.cash && void.suspense == -draft.suspense)
                #expect(void.taxes.map(\.amount) == draft.taxes.map { -$0.amount })
                #expect(void.lines.map(\.fact.quantity) == draft.lines.map { -$0.fact.quantity })
                #expect(void.voids == ID(100))
                // Only what came back, or was taxed by several, has taxes to take back from a line.
                let wanted = draft.lines[0].sold == nil && taxes == 1 ? [] : draft.lines[0].taxes.map(\.turned)
                #expect(void.lines[0].taxes == wanted)
            }
        }
    }
}
