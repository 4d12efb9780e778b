// SPDX-License-Identifier: Apache-2.0

import Access
import Accounting
import Automation
package import BackOffice
import CommerceFacts
import Foundation
import Kernel
import Organisation
import Reports
import Sales
import Store

/// What `nightshift bench` measures, each on the back office as it ships.
package enum Benchmarks {
    /// Figures by name, in the order in which they are told. Times are microseconds, sizes bytes.
    package typealias Figures = [(name: String, value: Int64)]

    /// Why a measurement was not taken.
    package enum Fault: Error, Equatable, CustomStringConvertible {
        case notEmpty
        case noTrade
        case wrong(String)

        package var description: String {
            switch self {
            case .notEmpty: "This folder holds receipts already; measure in an empty one."
            case .noTrade: "Nothing has been posted here; import a year first."
            case .wrong(let what): "The answer is wrong, so its speed does not matter: \(what)."
            }
        }
    }

    /// A part of the receipts: what one of several processes brings into one place.
    package struct Share: Sendable {
        package let number: Int
        package let count: Int

        package static let all = Share(number: 0, count: 1)

        /// - Parameter number: from 0, below `count`.
        package init(number: Int, count: Int) {
            precondition((0..<count).contains(number), "one share of several")
            self.number = number
            self.count = count
        }
    }

    /// Registers the shop that several processes will bring receipts into.
    package static func settle(_ office: BackOffice) async throws -> Figures {
        try await settle(BenchShop(), office)
        return [("receipts", 0)]
    }

    /// Receipts a second by concurrent writers, each of which waits until its receipt is durable.
    ///
    /// `microseconds` ends with the last receipt's acknowledgement, `followedMicroseconds` when the followers have
    /// sealed and counted all of them too. `startedAt` and `endedAt` are instants, to compare processes by.
    ///
    /// - Parameter share: all, into an empty place; or one of several, into one that `settle` has registered.
    package static func receipts(
        _ count: Int, writers: Int, share: Share, _ office: BackOffice
    ) async throws -> Figures {
        let shop = BenchShop()
        if share.count == 1 { try await settle(shop, office) }
        let places = Array(stride(from: share.number, to: count, by: share.count))
        let sales = places.map { shop.receipt(Int64($0), store: $0 % shop.stores.count, till: Int64($0 / 12 % 3)) }
        let startedAt = office.store.clock.now
        let stopwatch = Stopwatch()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for index in stride(from: writer, to: sales.count, by: writers) {
                        _ = try await office.perform(
                            sales[index], as: FirstActors.nightshift, key: "bench/\(places[index])")
                    }
                }
            }
            try await group.waitForAll()
        }
        let (time, used) = (stopwatch.microseconds, stopwatch.processorMicroseconds)
        let endedAt = office.store.clock.now
        try await office.store.catchUp()
        let (followed, followedUsed) = (stopwatch.microseconds, stopwatch.processorMicroseconds)
        let known = try await office.store.read { try SalesReading.receiptCount($0) }
        guard share.count > 1 || known == Int64(count) else {
            throw Fault.wrong("\(known) receipts of \(count) are there")
        }
        return [
            ("receipts", Int64(sales.count)), ("lines", Int64(sales.reduce(0) { $0 + $1.lines.count })),
            ("writers", Int64(writers)), ("microseconds", time), ("processorMicroseconds", used),
            ("followedMicroseconds", followed), ("followedProcessorMicroseconds", followedUsed),
            ("peakBytes", Stopwatch.peakBytes), ("startedAt", startedAt.microseconds),
            ("endedAt", endedAt.microseconds),
        ]
    }

    /// Closing a till session that holds `count` receipts: the median of three tills.
    package static func session(of count: Int, _ office: BackOffice) async throws -> Figures {
        let shop = BenchShop()
        try await settle(shop, office)
        var times: [Int64] = []
        for till in Int64(1)...3 {
            _ = try await office.perform(
                OpenSession(
                    site: Code(shop.stores[0]), till: till, float: 20_000, occurredAt: BenchShop.moment(after: -1)),
                as: FirstActors.nightshift, key: "bench/opening/\(till)")
            try await onBlockingThread {
                let desk = ImportDesk(office: office, actor: FirstActors.nightshift)
                for number in 0..<Int64(count) {
                    desk.submit(shop.receipt(number, store: 0, till: till), key: "bench/session/\(till)/\(number)")
                }
                try desk.finish()
            }
            let stopwatch = Stopwatch()
            let answer = try await office.perform(
                CloseSession(
                    site: Code(shop.stores[0]), till: till, counted: 20_000,
                    occurredAt: BenchShop.moment(after: Int64(count))),
                as: FirstActors.nightshift, key: "bench/closing/\(till)")
            times.append(stopwatch.microseconds)
            guard answer.receipts == Int64(count) else {
                throw Fault.wrong("the session counts \(answer.receipts) receipts of \(count)")
            }
        }
        return [("receipts", Int64(count)), ("closeMicroseconds", times.sorted()[1])]
    }

    /// The questions that a year of trade must answer quickly: medians of `repeats`.
    package static func year(repeats: Int, _ office: BackOffice) async throws -> Figures {
        let store = office.store
        guard let days = try await store.read({ try AccountingReading.postedDays($0) }) else { throw Fault.noTrade }
        let site = try await busiestSite(days, office)
        let balance = try await median(of: repeats) {
            _ = try await store.read { try Reports.make(.trialBalance, ReportRequest(date: days.upperBound), $0) }
        }
        let profit = try await median(of: repeats) {
            _ = try await store.read {
                try Reports.make(
                    .profitAndLoss, ReportRequest(date: days.upperBound, from: days.lowerBound, site: site), $0)
            }
        }
        let isEqual = try await store.read {
            try AccountingReading.postingSums($0).postings
                == AccountingReading.balances(through: days.upperBound, .init(), $0)
        }
        guard isEqual else { throw Fault.wrong("the trial balance is not the sum of the postings") }
        let verify = try await median(of: repeats) {
            let verdict = try await Verification.run(store)
            guard verdict.seals.firstBroken == nil else { throw Fault.wrong("a seal is broken") }
            if let failed = verdict.proofs.first(where: { !$0.holds }) {
                throw Fault.wrong("\(failed.name): \(failed.difference)")
            }
        }
        return [
            ("repeats", Int64(repeats)), ("trialBalanceMicroseconds", balance), ("profitAndLossMicroseconds", profit),
            ("verifyMicroseconds", verify), ("peakBytes", Stopwatch.peakBytes),
        ]
    }

    private static func settle(_ shop: BenchShop, _ office: BackOffice) async throws {
        let known = try await office.store.read { try SalesReading.receiptCount($0) }
        guard known == 0 else { throw Fault.notEmpty }
        try await office.settle()
        try await onBlockingThread { try shop.settle(office) }
        try await office.store.catchUp()
    }

    /// The code of the site with the most receipts.
    private static func busiestSite(_ days: ClosedRange<Day>, _ office: BackOffice) async throws -> String {
        try await office.store.read { snapshot in
            var receipts: [ID<Site>: Int64] = [:]
            for day in try SalesReading.daily(from: days.lowerBound, through: days.upperBound, snapshot) {
                receipts[day.site, default: 0] += day.receipts
            }
            let sites = try OrganisationReading.sites(snapshot)
            let busiest = sites.max { (receipts[$0.id] ?? 0, $1.code) < (receipts[$1.id] ?? 0, $0.code) }
            guard let busiest else { throw Fault.noTrade }
            return busiest.code
        }
    }

    private static func median(of repeats: Int, _ body: () async throws -> Void) async throws -> Int64 {
        var times: [Int64] = []
        for _ in 0..<max(1, repeats) {
            let stopwatch = Stopwatch()
            try await body()
            times.append(stopwatch.microseconds)
        }
        return times.sorted()[times.count / 2]
    }
}
