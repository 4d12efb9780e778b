// SPDX-License-Identifier: Apache-2.0

import Access
import Accounting
import BackOffice
import Catalogue
import CommerceFacts
import Foundation
import Imports
import Kernel
import Reports
import Sales
import Store
import TestEngines
import Testing
import Warehouse

/// Two processes on one place, each with an engine of its own, do the same at the same time: it counts once.
@Suite(.onBothEngines) struct `Two processes at once` {
    private func second(_ shop: Shop) throws -> BackOffice {
        try BackOffice.open(DataPlace(shop.place.data), clock: StoppedClock(at: Shop.at(12)))
    }

    private func take(_ kind: ImportKind, _ file: TestFile, _ name: String, into office: BackOffice) async throws
        -> FileImport.Summary
    {
        let work = try FileImport(kind, file.url, ImportProfile())
        let bad = file.url.deletingLastPathComponent().appending(path: "\(name).bad.csv")
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try work.run(into: office, badRows: bad) })
            }
        }
    }

    private func books(_ shop: Shop) async throws -> String {
        try await shop.read { snapshot in
            let request = ReportRequest(date: Shop.day.advanced(by: 400))
            return try Reports.make(.trialBalance, request, snapshot).written(as: .csv)
                + Reports.make(.stock, request, snapshot).written(as: .csv)
                + Reports.make(.sales, request, snapshot).written(as: .csv)
        }
    }

    @Test func `take a file of receipts once`() async throws {
        let count = 300
        let rows = (1...count).map { "S1,\($0),2026-03-04 10:00,GOODS,\(1 + $0 % 3),card\n" }
        let receipts = try TestFile("site,number,date,product,quantity,tender\n" + rows.joined())
        let prices = try TestFile("product,price,from\nGOODS,9.99,2026-01-01\nOTHER,5.00,2026-01-01\n")
        let (shop, alone) = (try await Shop(), try await Shop())
        let other = try second(shop)
        defer { try? other.store.close() }
        for (kind, file) in [(ImportKind.prices, prices), (.receipts, receipts)] {
            let once = try await take(kind, file, "alone", into: alone.office)
            async let left = take(kind, file, "left", into: shop.office)
            async let right = take(kind, file, "right", into: other)
            let (one, two) = try await (left, right)
            #expect(one.taken + two.taken == once.taken, "\(kind.name)")
            #expect(one.known + two.known == once.taken, "\(kind.name)")
            #expect(one.badRows + two.badRows + once.badRows == 0, "\(kind.name): \(one.reasons) \(two.reasons)")
        }
        #expect(try await shop.read(SalesReading.receiptCount) == Int64(count))
        #expect(try await books(shop) == books(alone))
        try await shop.expectProofs()
    }

    @Test(arguments: [true, false])
    func `that a till sends a receipt to count it once, with one key and with two`(isSameKey: Bool) async throws {
        let shop = try await Shop()
        let other = try second(shop)
        defer { try? other.store.close() }
        try await shop.receive("GOODS", 100, value: 50_000)
        var answers: [(CompleteSale.Answer, CompleteSale.Answer)] = []
        for number in Int64(1)...60 {
            let sale = CompleteSale(
                site: "S1", till: 1, number: ReceiptNumber(number), occurredAt: Shop.at(12),
                lines: [line("GOODS", 1, 1_000)],
                tenders: [cash(1_083)])
            let keys = ["receipt \(number)", isSameKey ? "receipt \(number)" : "again \(number)"]
            async let left = shop.office.perform(sale, as: FirstActors.owner, key: keys[0])
            async let right = other.perform(sale, as: FirstActors.owner, key: keys[1])
            answers.append(try await (left, right))
        }
        for (left, right) in answers {
            #expect(left.receipt == right.receipt && left.due == right.due)
            // The same key gives the same answer; another learns that the receipt was there.
            #expect((left.wasKnown == right.wasKnown) == isSameKey)
        }
        #expect(Set(answers.map(\.0.receipt)).count == 60)
        #expect(try await shop.read(SalesReading.receiptCount) == 60)
        #expect(try await shop.stock().quantity == 40_000)
        #expect(try await shop.entries().count { $0.kind == "sale" } == 60)
        try await shop.expectProofs()
    }
}

/// `verify` names the fact whose row was changed, whatever bit of whatever column it was.
@Suite(.onBothEngines) struct `A bit that flips in a sealed row` {
    private struct Place: CustomStringConvertible {
        let table: String
        let column: String
        let sequence: Int64
        let bit: Int

        var description: String { "bit \(bit) of \(column) of \(table) \(sequence)" }
    }

    /// Reads the column as bytes, integers with their highest first.
    private func bytes(_ place: Place, _ tx: Snapshot) throws -> [UInt8]? {
        let value = SQL(
            assembled: "select \(place.column) from \(place.table) where sequence = \(place.sequence)")
        return switch place.column {
        case "body", "seal": try tx.value(value)
        case "name": try tx.value(value, as: String.self).map { Array($0.utf8) }
        default: try tx.value(value, as: Int64.self).map { withUnsafeBytes(of: $0.bigEndian) { Array($0) } }
        }
    }

    private func put(_ bytes: [UInt8], _ place: Place, _ tx: Transaction) throws {
        let value: SQL
        switch place.column {
        case "body", "seal": value = "\(bytes)"
        case "name": value = "\(String(decoding: bytes, as: UTF8.self))"
        default: value = "\(Int64(bitPattern: bytes.reduce(0) { $0 << 8 | UInt64($1) }))"
        }
        try tx.run(
            SQL(assembled: "update \(place.table) set \(place.column) = ") + value
                + SQL(assembled: " where sequence = \(place.sequence)"))
    }

    private static let columns = [
        ("fact_log", "name"), ("fact_log", "version"), ("fact_log", "body"), ("fact_log", "actor_id"),
        ("fact_log", "cause"), ("fact_log", "recorded_at"), ("fact_seal", "seal"),
    ]

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `is named by its fact, and by no other`(seed: UInt64) async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 30, value: 3_000)
        for _ in 0..<10 { try await shop.sell([line("GOODS", 1, 200), line("OTHER", 2, 350)], [cash(596)]) }
        try await shop.count("GOODS", 19)
        let store = shop.office.store
        try await store.catchUp()
        let whole = try await Verification.run(store)
        #expect(whole.seals.firstBroken == nil && whole.seals.sealed > 30)
        var chance = Seed(seed)
        var flips = 0
        while flips < 25 {
            let (table, column) = chance.choice(of: Self.columns)
            let sequence = chance.integer(in: 1...whole.seals.sealed)
            let length = try store.readNow {
                try bytes(Place(table: table, column: column, sequence: sequence, bit: 0), $0)
            }
            guard let length, !length.isEmpty else { continue }
            let bit = Int(chance.integer(in: 0...Int64(length.count * 8 - 1)))
            let place = Place(table: table, column: column, sequence: sequence, bit: bit)
            var changed = length
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            // A text is text: what is none, or has the one character that PostgreSQL does not keep, cannot be written.
            if column == "name", changed[bit / 8] >= 0x80 || changed[bit / 8] == 0 { continue }
            try await store.write(as: ID(0)) { [changed] in try put(changed, place, $0) }
            let found = try await Verification.run(store).seals
            #expect(found.firstBroken == sequence, "\(place), seed \(seed)")
            #expect(found.sealed == sequence - 1, "\(place), seed \(seed)")
            try await store.write(as: ID(0)) { try put(length, place, $0) }
            flips += 1
        }
        #expect(try await Verification.run(store).seals == whole.seals)
    }
}
