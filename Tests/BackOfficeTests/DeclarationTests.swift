// SPDX-License-Identifier: Apache-2.0

import Accounting
import BackOffice
import Foundation
import Kernel
import Organisation
import Reports
import Imports
import Store
import Testing
import Warehouse

@Suite struct `What the systems declare` {
    @Test func `is every permission that a command asks for, by the system that has the command`() {
        for system in Systems.all {
            let declared = Set(system.permissions.map(\.name))
            #expect(
                Set(system.commands.flatMap { [$0.permission] + $0.furtherPermissions }) == declared, "\(system.name)")
            #expect(declared.allSatisfy { $0.hasPrefix(system.name.lowercased() + ".") })
        }
    }

    @Test func `says of each permission in one sentence what its holder may do`() {
        for permission in Systems.all.flatMap(\.permissions) {
            #expect(permission.sentence.wholeMatch(of: /[A-Z][^.]*\./) != nil, "\(permission.name)")
            #expect(permission.roles.allSatisfy { !$0.holdsAll }, "\(permission.name)")
        }
    }

    @Test func `is every step of the night, and the back office has each in its order`() async throws {
        let declared = Night.declared(in: try await Shop(isEmpty: true).office.store.declarations)
        #expect(Set(declared.map(\.name)) == Set(House.night.names))
        #expect(declared.count == House.night.names.count)
        for step in declared { #expect(step.name.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(step.name)") }
    }

    @Test func `is every proof of a sub-ledger, and the back office has each in its order`() async throws {
        let declared = try await Shop(isEmpty: true).office.store.declarations.proofs
        #expect(Set(declared.map(\.name)) == Set(House.proofs.names))
        #expect(declared.count == House.proofs.names.count)
        // Where people book by hand besides, the account is no control account.
        for proof in declared {
            for name in proof.accounts {
                #expect(AccountRole(rawValue: name)?.isControl == !proof.countsJournal, "\(proof.name): \(name)")
            }
        }
        let explained = Set(declared.flatMap(\.accounts))
        #expect(AccountingSystem.roles.filter { $0.isControl && !explained.contains($0.rawValue) } == [])
    }

    @Test func `is every kind of file, and the back office has each in its order`() {
        #expect(Set(House.nightshift.imports.map(\.name)) == Set(House.imports.names))
        #expect(House.nightshift.imports.count == House.imports.names.count)
        for kind in House.nightshift.imports {
            let columns = kind.form.fields.map(\.column)
            let titles = columns.flatMap { [ImportColumn.plain($0.name)] + $0.otherTitles }
            #expect(Set(titles).count == titles.count, "\(kind.name): a title means one column")
            let named = Set(columns)
            #expect(named.isSuperset(of: kind.form.identity + kind.form.eitherOf), "\(kind.name)")
            #expect(named.isSuperset(of: kind.form.varying), "\(kind.name)")
        }
    }

    /// A kind is a value, and a matter is raised with one: what the sources make is declared, and nothing else is.
    @Test func `is every kind of matter that is raised`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources").standardized
        let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        var made: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            made.formUnion(text.matches(of: /MatterKind\(\s*"([^"]*)"/).map { String($0.1) })
        }
        let declared = Systems.all.flatMap(\.matters)
        #expect(made == Set(declared.map(\.name)))
        for kind in declared {
            #expect(kind.name.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(kind.name)")
            #expect(kind.title.wholeMatch(of: /[A-Z][^.]*/) != nil, "\(kind.name)")
            #expect(kind.unanswered.wholeMatch(of: /[A-Z][^.]*\./) != nil, "\(kind.name)")
        }
    }

    /// By system, written out: a policy that wanders or vanishes is seen.
    @Test func `are these policies, each with its standard`() {
        let declared = Systems.all.flatMap { system in
            system.policies.map { "\(system.name) \($0.name) \($0.standard) \($0.allowed.lowerBound)" }
        }
        #expect(
            declared == [
                "Accounting clearing-age-days 5 0",
                "Sales till-difference 500 0",
                "Sales tax-difference 1 0",
                "Sales untaxed-sale 500 0",
                "Sales cash-rounding-step 1 1",
                "Sales cash-rounding 0 0",
                "Warehouse count-difference 5000 0",
            ])
    }

    @Test func `names of what speaks of a person columns that are there`() {
        let tables = Dictionary(
            uniqueKeysWithValues: ([.floor] + Systems.all).flatMap(\.tables).map { ($0.name, $0.columns.map(\.name)) })
        let personal = ([.floor] + Systems.all).flatMap(\.personal)
        #expect(personal.count > 2)
        for column in personal {
            #expect(tables[column.table]?.contains(column.column) == true, "\(column.table).\(column.column)")
            #expect(column.meaning.hasSuffix("."))
        }
    }

    /// Beside the reports of the same day, whose figures come another way.
    @Test func `measures every company on a day`() async throws {
        let shop = try await Shop()
        try await shop.receive("GOODS", 3, value: 300)
        try await shop.sell([line("GOODS", 1, 200)], [cash(217)])
        try await shop.sell([line("OTHER", 2, 500)], [cash(541)])
        _ = try await Night(of: Shop.day, in: shop.office).run()
        func figures(_ report: ReportDeclaration, on day: Day) async throws -> [[Report.Cell]] {
            try await shop.read { try Reports.make(report, ReportRequest(date: day), $0).rows }
        }
        let measured = try await figures(.measures, on: Shop.day)
        let values: [Report.Cell: Report.Cell] = Dictionary(
            uniqueKeysWithValues: measured.map { ($0[1], $0[4]) })
        #expect(measured.count == Systems.all.flatMap(\.measures).count)
        #expect(values[.text("net-sales")] == .money(700, .usd))
        #expect(values[.text("receipts")] == .integer(2))
        #expect(values[.text("stock-below-zero")] == .integer(1))
        let stock = try await figures(.stock, on: Shop.day).dropLast().map { $0[5] }
        #expect(stock.count == 2)
        #expect(stock.contains(.money(200, .usd)))
        #expect(values[.text("stock-value")] == .money(200, .usd))
        let before = try await figures(.measures, on: Shop.day.advanced(by: -1))
        #expect(before.first { $0[1] == .text("net-sales") }?[4] == .nothing)
    }
}
