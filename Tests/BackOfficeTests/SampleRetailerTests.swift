// SPDX-License-Identifier: Apache-2.0

import Accounting
import Automation
import BackOffice
import CommerceFacts
import Foundation
import Kernel
import Organisation
import Simulator
import Store
import TestEngines
import Testing
import Trials

/// A back office in a place of its own, that goes away with it.
final class TemporaryOffice: Sendable {
    let office: BackOffice
    private let place: TemporaryPlace

    init() throws {
        place = try TemporaryPlace()
        office = try BackOffice.open(DataPlace(place.data))
    }

    deinit { try? office.store.close() }

    func number(_ sql: SQL) throws -> Int64 { try office.store.readNow { try $0.number(sql) } }

    func rowCounts() throws -> [String: Int64] {
        var counts: [String: Int64] = [:]
        for table in office.store.systems.flatMap(\.tables) {
            counts[table.name] = try office.store.rowCount(of: table)
        }
        return counts
    }

    /// Balance by the number of an account.
    func trialBalance() throws -> [String: Int64] {
        try office.store.readNow { snapshot in
            let accounts = Dictionary(
                uniqueKeysWithValues: try AccountingReading.accounts(snapshot).map { ($0.id, "\($0.number)") })
            let balances = try AccountingReading.balances(through: Day(number: 1_000_000), .init(), snapshot)
            return Dictionary(uniqueKeysWithValues: balances.map { (accounts[$0.account] ?? "?", $0.amount) })
        }
    }

    func brokenProofs() throws -> [ProofRecord] {
        try office.store.readNow { try Proofs.all($0) }.filter { !$0.holds }
    }

    /// All rows of a table as text, in the order of their columns.
    func rows(of table: Table) throws -> [String] {
        try office.store.readNow { snapshot in
            try table.rows(snapshot).map { "\($0)" }
        }
    }
}

@Suite(.serialized) struct `The sample retailer` {
    static let firstDay = Day(year: 2026, month: 3, day: 2)!
    static let retailer = SampleRetailer(
        seed: 7, firstDay: firstDay, days: 14, size: SampleSize(stores: 3, products: 300))

    @Test(.onBothEngines)
    func `trades two weeks in books whose proofs hold after every night, and again changes nothing`() async throws {
        let place = try TemporaryOffice()
        let summary = try await Self.retailer.load(into: place.office)
        #expect(summary.receipts > 1_000)
        #expect(summary.nights == summary.days)
        let nights = try place.number("select count(distinct day) from automation_proof")
        #expect(nights == Int64(summary.nights))
        #expect(try place.number("select count(*) from automation_proof where not holds") == 0)
        #expect(try place.number("select count(*) from automation_step where state = 'failed'") == 0)
        #expect(try place.brokenProofs().isEmpty)
        #expect(try place.number("select count(*) from sales_receipt where suspense <> 0 or rounding <> 0") == 0)
        let receipts = try place.number("select count(*) from sales_receipt where number > 0")
        #expect(receipts == Int64(summary.receipts))
        #expect(try place.number("select count(*) from sales_session where closed_at is null") == 0)
        #expect(try place.number("select count(*) from sales_receipt_tax where jurisdiction_id = 0") == 0)

        let (rows, balance) = (try place.rowCounts(), try place.trialBalance())
        let again = try await Self.retailer.load(into: place.office)
        #expect(again == summary)
        #expect(try place.rowCounts() == rows)
        #expect(try place.trialBalance() == balance)
    }

    @Test
    func `has the same trial balance for the same seed, whether or not nights run, and however often it is cut off`()
        async throws
    {
        let (whole, cut) = (try TemporaryOffice(), try TemporaryOffice())
        _ = try await Self.retailer.load(into: whole.office)
        for days in [3, 8] {
            let stop = Stop(after: days)
            let task = Task {
                try await Self.retailer.load(into: cut.office, nights: false) { _ in
                    if stop.isReached() { withUnsafeCurrentTask { $0?.cancel() } }
                }
            }
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        _ = try await Self.retailer.load(into: cut.office, nights: false)
        #expect(try whole.trialBalance() == cut.trialBalance())
        #expect(try whole.trialBalance().isEmpty == false)
        #expect(try cut.brokenProofs().isEmpty)
    }

    @Test func `has the stock that truly lies there, but for what was stolen since the last count`() async throws {
        let place = try TemporaryOffice()
        _ = try await Self.retailer.load(into: place.office, nights: false)
        var trade = Self.retailer.chain.trade()
        var stolen: [Lot: Int64] = [:]
        while let day = trade.next() {
            for theft in day.thefts { stolen[Lot(theft.site, theft.product), default: 0] += theft.thousandths }
            for event in day.happened {
                guard case .counted(let count) = event.happening else { continue }
                for line in count.lines { stolen[Lot(event.site, line.product)] = nil }
            }
        }
        #expect(!stolen.isEmpty)
        let books = try place.office.store.readNow { snapshot in
            try snapshot.rows(
                Held.columns,
                """
                  from warehouse_stock w
                  join organisation_site s on s.site_id = w.site_id
                  join catalogue_product p on p.product_id = w.product_id
                """)
        }
        let held = Dictionary(
            uniqueKeysWithValues: books.map { (Lot(SiteCode($0.site), ProductCode($0.product)), $0.quantity) })
        for site in Self.retailer.chain.sites {
            for product in Self.retailer.chain.products where product.isStocked {
                let lot = Lot(site.code, product.code)
                let truth = trade.present(product.code, at: site.code)
                #expect(held[lot, default: 0] == truth + stolen[lot, default: 0], "\(lot)")
            }
        }
    }

    @Test func `takes the difference of every drawer as the sample has it`() async throws {
        let place = try TemporaryOffice()
        _ = try await Self.retailer.load(into: place.office, nights: false)
        var expected: Int64 = 0
        for day in Self.retailer.chain.trade() {
            for event in day.happened {
                if case .tillClosed(let closing) = event.happening { expected += closing.difference }
            }
        }
        let late = try place.office.store.readNow { snapshot in
            let account = try #require(
                try AccountingReading.accounts(snapshot).first { $0.role == .cashOverAndShort })
            return try AccountingReading.balanceSums(snapshot).bySite(account.id).values.reduce(0, +)
        }
        #expect(late == -expected)
    }

    @Test func `is the same in another store that hears the same facts`() async throws {
        let (first, second) = (try TemporaryOffice(), try TemporaryOffice())
        _ = try await Self.retailer.load(into: first.office)
        try Replay.run(from: first.office.store, into: second.office.store)
        for system in first.office.store.systems where ["Warehouse", "Accounting"].contains(system.name) {
            for table in system.tables {
                let (here, there) = (try first.rows(of: table), try second.rows(of: table))
                #expect(here == there, "\(table.name)")
            }
        }
    }

    @Test func `asks a person about tens of matters, not hundreds`() async throws {
        let place = try TemporaryOffice()
        _ = try await Self.retailer.load(into: place.office)
        let matters = try place.office.store.readNow { try AutomationReading.inbox($0) }
        #expect(matters.count < 30, "\(matters.map(\.name))")
        #expect(matters.allSatisfy { $0.suspense == 0 })
    }
}

private struct Lot: Hashable {
    let site: SiteCode
    let product: ProductCode

    init(_ site: SiteCode, _ product: ProductCode) {
        self.site = site
        self.product = product
    }
}

/// Says once that enough days were done.
private final class Stop: @unchecked Sendable {
    private let lock = NSLock()
    private var left: Int

    init(after days: Int) { left = days }

    func isReached() -> Bool {
        lock.withLock {
            left -= 1
            return left == 0
        }
    }
}

/// Stock as the books have it, by the codes of site and product.
private struct Held {
    let site: String
    let product: String
    let quantity: Int64

    static let columns = Columns<Held>(
        Column("s.code", \.site), Column("p.code", \.product), Column("w.quantity", \.quantity), make: Held.init)
}
