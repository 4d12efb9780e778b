// SPDX-License-Identifier: Apache-2.0

import Accounting
import CommerceFacts
import FinanceFacts
import Kernel
import LogisticsFacts
import Testing

/// Facts at random that keep the promises of their kind.
struct RandomFacts {
    var seed: Seed

    mutating func sale() -> SaleCompleted {
        let lines = (1...seed.integer(in: 1...6)).map { line(number: $0) }
        let tax = lines.reduce(0) { $0 + $1.tax }
        let due = lines.reduce(0) { $0 + $1.net } + tax
        let cash = seed.integer(in: -2_000...2_000)
        let (rounding, suspense) = (seed.integer(in: -2...2), seed.integer(in: -50...50))
        let kinds = TenderKind.allCases
        let shares = tax.allocated(to: [2, 3])
        return SaleCompleted(
            receipt: ID(seed.integer(in: 1...99)), company: ID(1), site: ID(seed.integer(in: 2...4)),
            channel: seed.choice(of: Channel.allCases), day: Day(number: 20_000), occurredAt: Instant(microseconds: 0),
            currency: .usd, voids: seed.chance(1, in: 5) ? ID(7) : nil, lines: lines,
            taxes: zip(TaxKind.allCases, shares).enumerated().map { index, share in
                .init(jurisdiction: ID(Int64(index)), kind: share.0, amount: share.1)
            },
            tenders: [
                .init(kind: seed.choice(of: kinds), amount: cash),
                .init(kind: seed.choice(of: kinds), amount: due - cash - rounding - suspense),
            ],
            rounding: rounding, suspense: suspense)
    }

    private mutating func line(number: Int64) -> SaleCompleted.Line {
        SaleCompleted.Line(
            number: number, product: seed.chance(1, in: 6) ? nil : ID(seed.integer(in: 1...9)),
            department: ID(seed.integer(in: 0...3)), kind: seed.choice(of: ProductKind.allCases), isStocked: true,
            quantity: seed.integer(in: -3_000...3_000), list: seed.integer(in: -3_000...3_000),
            discount: seed.integer(in: -300...300), tax: seed.integer(in: -90...90),
            returned: seed.chance(1, in: 3) ? .init(receipt: nil, line: 0, disposition: .stock) : nil)
    }

    mutating func valued() -> StockValued {
        StockValued(
            document: ID(5), company: ID(1), channel: seed.integer(in: 0...3), day: Day(number: 20_000), currency: .usd,
            changes: (1...seed.integer(in: 1...8)).map { _ in
                StockValued.Change(
                    site: ID(seed.integer(in: 1...3)), department: ID(seed.integer(in: 0...2)),
                    reason: seed.choice(of: StockValued.Reason.allCases), amount: seed.integer(in: -900...900),
                    origin: seed.chance(1, in: 2) ? ID(seed.integer(in: 1...3)) : nil)
            })
    }

    mutating func cash() -> CashMoved {
        CashMoved(
            company: ID(1), site: ID(2), till: nil, day: Day(number: 20_000), currency: .usd,
            kind: seed.choice(of: CashMoved.Kind.allCases), amount: seed.integer(in: -900...900), reason: "")
    }
}

@Suite struct `Posting rules` {
    @Test func `balance for every fact`() {
        var random = RandomFacts(seed: Seed(1))
        for _ in 0..<5_000 {
            for draft in [
                CommercePostings.entry(for: random.sale()), LogisticsPostings.entry(for: random.valued()),
                CommercePostings.entry(for: random.cash(), document: 1),
            ] {
                #expect(draft.postings.reduce(0) { $0 + $1.amount } == 0)
                #expect(draft.postings.allSatisfy { $0.amount != 0 })
                let places = draft.postings.map {
                    [$0.role.rawValue, "\($0.site)", "\($0.department)", "\($0.channel)"].joined(separator: "/")
                }
                #expect(Set(places).count == places.count, "one posting for each account and dimensions")
            }
        }
    }

    /// Account by account with a dictionary, as one would add up a receipt on paper.
    @Test func `give each account of a receipt what a sum on paper gives it`() {
        var random = RandomFacts(seed: Seed(2))
        for _ in 0..<2_000 {
            let sale = random.sale()
            var paper: [AccountRole: Int64] = [.cashRounding: sale.rounding, .suspense: sale.suspense]
            for tender in sale.tenders { paper[Self.accounts[tender.kind]!, default: 0] += tender.amount }
            for tax in sale.taxes {
                paper[tax.kind == .salesTax ? .salesTaxPayable : .outputVAT, default: 0] -= tax.amount
            }
            for line in sale.lines {
                if line.product == nil {
                    paper[.suspense, default: 0] -= line.net
                } else if line.kind == .giftCard {
                    paper[.giftCardLiability, default: 0] -= line.net
                } else if line.kind == .deposit {
                    paper[.customerDeposits, default: 0] -= line.net
                } else if line.returned != nil {
                    paper[.salesReturns, default: 0] -= line.net
                } else {
                    paper[.sales, default: 0] -= line.list
                    paper[.salesDiscounts, default: 0] += line.discount
                }
            }
            var posted: [AccountRole: Int64] = [:]
            for posting in CommercePostings.entry(for: sale).postings {
                posted[posting.role, default: 0] += posting.amount
            }
            #expect(posted.filter { $0.value != 0 } == paper.filter { $0.value != 0 })
        }
    }

    private static let accounts: [TenderKind: AccountRole] = [
        .cash: .cashDrawer, .card: .cardClearing, .giftCard: .giftCardLiability, .storeCredit: .storeCreditLiability,
        .makerCoupon: .couponsReceivable, .deposit: .customerDeposits,
        .foreignCash: .foreignCash, .other: .suspense,
    ]

    /// The row `quantity-zero` of the postings table: no till can leave a cent behind, so the fact is made here.
    @Test func `send the last cent of no units to inventory rounding`() {
        let valued = StockValued(
            document: ID(5), company: ID(1), channel: 0, day: Day(number: 20_000), currency: .usd,
            changes: [.init(site: ID(2), department: ID(3), reason: .rounding, amount: -1)])
        let postings = LogisticsPostings.entry(for: valued).postings
        #expect(postings == [Posting(.inventory, -1, site: ID(2)), Posting(.inventoryRounding, 1, site: ID(2))])
    }

    /// Found by walking forward from the day until a day is open.
    @Test func `post on the first open day`() {
        for locked in -3...3 {
            for number: Int64 in -5...5 {
                var open = Day(number: number)
                while open <= Day(number: Int64(locked)) { open = open.advanced(by: 1) }
                #expect(PeriodRules.postingDay(Day(number: number), lockedThrough: Day(number: Int64(locked))) == open)
            }
        }
        #expect(PeriodRules.postingDay(Day(number: 4), lockedThrough: nil) == Day(number: 4))
    }
}
