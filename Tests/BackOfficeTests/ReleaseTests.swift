// SPDX-License-Identifier: Apache-2.0

import Accounting
import Automation
import BackOffice
import CommerceFacts
import Foundation
import Imports
import Kernel
import Reports
import Sales
import Store
import StorePostgres
import TestEngines
import Testing
import Warehouse

/// A small retailer as a release wrote it; `Tools/campaigns/keep_release.py` keeps one of each.
struct Release: Sendable, CustomStringConvertible {
    let name: String

    var description: String { name }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Releases")

    static let all: [Release] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted().map(Release.init)
    }()

    private func data(_ file: String) throws -> Data {
        let file = try StoredFile(Self.folder.appending(path: "\(name)/\(file).gz"))
        var data = Data()
        while case let more = try file.read(upTo: 1 << 20), !more.isEmpty { data += more }
        return data
    }

    /// Puts it at the place, as it was written.
    func put(at place: TemporaryPlace) throws {
        switch place.engine {
        case .sqlite: try data("nightshift.sqlite").write(to: place.url.appending(path: "nightshift.sqlite"))
        case .postgres:
            try PostgresEngine.administer(
                PostgresAddress(place.data), String(decoding: data("postgres.sql"), as: UTF8.self))
        }
    }

    /// What `verify` and the reports said then.
    func books() throws -> String {
        try String(contentsOf: Self.folder.appending(path: "\(name)/books.txt"), encoding: .utf8)
    }
}

@Suite(.onBothEngines) struct `A retailer of an earlier release` {
    private func open(_ place: TemporaryPlace) throws -> BackOffice {
        try BackOffice.open(DataPlace(place.data), clock: StoppedClock(at: Shop.at(36)))
    }

    @Test func `is kept for the first one at least`() { #expect(Release.all.map(\.name).contains("first")) }

    @Test(arguments: Release.all)
    func `is brought to this one with its books, its seals and its proofs`(release: Release) async throws {
        let place = try TemporaryPlace()
        try release.put(at: place)
        let office = try open(place)
        defer { try? office.store.close() }
        let books = try release.books()
        let verification = try await Verification.run(office.store)
        let head = hexadecimal(verification.seals.head)
        #expect(verification.seals.firstBroken == nil)
        #expect(books.hasPrefix("\(verification.seals.sealed) facts are as they were sealed, head \(head);"))
        for proof in verification.proofs { #expect(proof.holds, "\(proof.name): \(proof.difference)") }
        for name in [ReportDeclaration.trialBalance, .stock] {
            let report = try await office.store.read { snapshot in
                try Reports.make(name, ReportRequest(date: Day(year: 2026, month: 12, day: 31)!), snapshot)
                    .written(as: .csv)
            }
            #expect(books.contains("\n" + report), "\(name.name) is now\n\(report)")
        }
        #expect(try await Rehearsal.run(of: office) == nil)
    }

    /// Its matters had no kinds: a phrase said what each was about.
    @Test private func `has the matters of the first release under their kinds of today, and settles them`()
        async throws
    {
        let place = try TemporaryPlace()
        try Release(name: "first").put(at: place)
        let office = try open(place)
        defer { try? office.store.close() }
        let books = try Release(name: "first").books()
        let matters = try await office.store.read { try AutomationReading.inbox($0) }
        #expect(matters.map(\.name) == ["receipt-doubt S1/1/3", "receipt-doubt S1/1/4"])
        for matter in matters {
            #expect(matter.title == "A receipt could not be read in full")
            #expect(books.contains("\n\(matter.id),receipt \(matter.subject),") && books.contains(matter.reason))
            #expect(books.contains("\(Money(minor: matter.suspense, .usd))\n"))
        }
        let owner = try #require(try await office.actor(code: "owner"))
        for matter in matters {
            let cleared = try await office.perform(
                SettleMatter(matter: matter.id, account: "4000", day: Shop.day), as: owner, key: matter.subject
            ).cleared
            #expect(cleared.count == matter.suspense)
        }
        #expect(try await office.store.read { try AutomationReading.inbox($0) }.isEmpty)
        for proof in try await Verification.run(office.store).proofs { #expect(proof.holds, "\(proof.name)") }
    }

    @Test(arguments: Release.all)
    func `goes on selling, and remembers what it was told`(release: Release) async throws {
        let place = try TemporaryPlace()
        try release.put(at: place)
        let office = try open(place)
        defer { try? office.store.close() }
        func sale(_ number: Int64) -> CompleteSale {
            CompleteSale(
                site: "S1", till: 1, number: ReceiptNumber(number), occurredAt: Shop.at(12),
                lines: [line("RICE", 1, 199)],
                tenders: [cash(215)])
        }
        let owner = try #require(try await office.actor(code: "owner"))
        #expect(try await office.perform(sale(2), as: owner, key: "again").wasKnown)
        #expect(try await office.perform(sale(9), as: owner, key: "new").wasKnown == false)
        try await office.store.catchUp()
        let verification = try await Verification.run(office.store)
        #expect(verification.seals.firstBroken == nil && verification.seals.unsealed == 0)
        for proof in verification.proofs { #expect(proof.holds, "\(proof.name): \(proof.difference)") }
    }

    /// Its steps were known by their places, and one was put in between since.
    @Test private func `goes on with a night of the first release by the names of its steps`() async throws {
        let place = try TemporaryPlace()
        try Release(name: "first").put(at: place)
        let office = try open(place)
        defer { try? office.store.close() }
        let last = try #require(try await office.store.read { try AutomationReading.lastNight($0) })
        let night = try await Night(of: last.day, in: office).run()
        let added = ["bring-systems-back", "look-at-clearing-accounts"]
        #expect(night.steps.dropLast(added.count) == last.steps[...])
        #expect(night.steps.suffix(added.count).map(\.name) == added)
        #expect(Set(night.steps.map(\.name)) == Set(House.night.names))
        #expect(night.steps.first?.title == "Catch up with the day's facts")
    }

    @Test(arguments: Release.all)
    func `has the tables that a new one has`(release: Release) async throws {
        let (old, new) = (try TemporaryPlace(), try TemporaryPlace())
        try release.put(at: old)
        let (left, right) = (try open(old), try open(new))
        defer {
            try? left.store.close()
            try? right.store.close()
        }
        let columns: SQL =
            old.engine == .sqlite
            ? """
            select m.name || ' ' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk
              from sqlite_master m, pragma_table_info(m.name) c
             where m.type = 'table'
             order by m.name, c.name
            """
            : """
            select table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable
              from information_schema.columns
             where table_schema = 'public'
             order by table_name, column_name
            """
        func schema(_ office: BackOffice) throws -> [String] {
            try office.store.readNow { try $0.values(columns) }
        }
        #expect(try schema(left) == schema(right))
        #expect(try left.store.schemaVersions() == right.store.schemaVersions())
    }
}
