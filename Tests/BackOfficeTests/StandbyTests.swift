// SPDX-License-Identifier: Apache-2.0

import Automation
import BackOffice
import Foundation
import Kernel
import Organisation
import Reports
import Store
import TestEngines
import Testing

@Suite(.enabled(if: TestServer.isInstalled, "PostgreSQL is not installed"))
struct `A back office on a standby` {
    private let primary: TestServer
    private let standby: TestServer
    private let shop: Shop
    private let place: DataPlace

    init() async throws {
        (primary, standby) = try TestServer.pair.get()
        shop = try await Shop(at: TemporaryPlace(on: primary))
        place = try DataPlace(shop.place.data(on: standby))
        try await shop.receive("GOODS", 100, value: 50_000)
        for _ in 0..<10 { try await shop.sell([line("GOODS", 1, 1_000)], [cash(1_083)]) }
        try await shop.count("GOODS", 85)
        _ = try await Night(of: Shop.day, in: shop.office).run()
        try await shop.office.store.catchUp()
        try await standby.catchUp(with: primary)
    }

    private func report(_ name: ReportDeclaration, _ office: BackOffice) async throws -> String {
        try await office.store.read { snapshot in
            let request = ReportRequest(date: Shop.day, document: name.options.contains(.document) ? "S1/1/1" : nil)
            return try Reports.make(name, request, snapshot).written(as: .csv)
        }
    }

    private func journal(_ format: ExportDeclaration, _ office: BackOffice) async throws -> String {
        try await office.store.read { snapshot in
            var text = ""
            try format.write(snapshot) { text += $0 }
            return text
        }
    }

    @Test func `gives the reports, journals and proofs of its primary, and a backup that holds`() async throws {
        let copy = shop.place.url.appending(path: "backup")
        let office = try BackOffice.openToRead(place, clock: StoppedClock(at: Shop.at(12)))
        defer { try? office.store.close() }
        for name in House.nightshift.reports {
            let expected = try await report(name, shop.office)
            #expect(try await report(name, office) == expected, "\(name.name)")
        }
        for format in House.nightshift.exports {
            let expected = try await journal(format, shop.office)
            #expect(try await journal(format, office) == expected, "\(format)")
        }
        let (verified, expected) = (
            try await Verification.run(office.store), try await Verification.run(shop.office.store)
        )
        #expect(verified.seals == expected.seals && verified.seals.sealed > 10 && verified.seals.unsealed == 0)
        #expect(verified.proofs == expected.proofs && verified.proofs.allSatisfy(\.holds))
        #expect(try await Rehearsal.run(of: office) == nil)
        let backup = try await Backup.make(of: office, at: place, to: copy)
        #expect(backup.receipts == 10 && backup.faults.isEmpty && backup.head == hexadecimal(expected.seals.head))
    }

    @Test func `is not opened to write, and takes no command`() async throws {
        #expect(throws: StoreFault.standby) { try BackOffice.open(place, clock: StoppedClock(at: Shop.at(12))) }
        let office = try BackOffice.openToRead(place, clock: StoppedClock(at: Shop.at(12)))
        defer { try? office.store.close() }
        let owner = try #require(try await office.actor(code: "owner"))
        let command = RegisterCompany(code: "NEW", name: "New", currency: .usd)
        await #expect(throws: StoreFault.standby) { try await office.perform(command, as: owner, key: "new") }
        #expect(try await shop.read { try OrganisationReading.companies($0) }.map(\.code) == ["ACME"])
    }
}
