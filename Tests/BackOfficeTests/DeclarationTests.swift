// SPDX-License-Identifier: Apache-2.0

import Accounting
import BackOffice
import Imports
import Store
import Testing

@Suite struct `What the systems declare` {
    @Test func `is every permission that a command asks for, by the system that has the command`() {
        for system in Systems.all {
            let declared = Set(system.permissions.map(\.name))
            #expect(Set(system.commands.map(\.permission)) == declared, "\(system.name)")
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
        #expect(Set(declared.map(\.name)) == Set(Night.order))
        #expect(declared.count == Night.order.count)
        for step in declared { #expect(step.name.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(step.name)") }
    }

    @Test func `is every proof of a sub-ledger, and the back office has each in its order`() async throws {
        let declared = try await Shop(isEmpty: true).office.store.declarations.proofs
        #expect(Set(declared.map(\.name)) == Set(Proofs.order))
        #expect(declared.count == Proofs.order.count)
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
        #expect(Set(Imports.declared.map(\.name)) == Set(Imports.order))
        #expect(Imports.declared.count == Imports.order.count)
        for kind in Imports.declared {
            let columns = kind.form.fields.map(\.column)
            let titles = columns.flatMap { [ImportColumn.plain($0.name)] + $0.otherTitles }
            #expect(Set(titles).count == titles.count, "\(kind.name): a title means one column")
            let named = Set(columns)
            #expect(named.isSuperset(of: kind.form.identity + kind.form.eitherOf), "\(kind.name)")
            #expect(named.isSuperset(of: kind.form.varying), "\(kind.name)")
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
                "Sales cash-rounding-step 1 1",
                "Warehouse count-difference 5000 0",
            ])
    }
}
