// SPDX-License-Identifier: Apache-2.0

import Access
import BackOffice
import Foundation
import Kernel
import Store
import TestEngines
import Testing

@Suite(.onBothEngines) struct `Who may do what` {
    static let office: Set<Role> = [.owner, .automation]
    static let books: Set<Role> = [.owner, .automation, .accountant]
    static let store: Set<Role> = [.owner, .automation, .storeManager]
    static let till: Set<Role> = [.owner, .automation, .storeManager, .cashier, .till]
    static let voids: Set<Role> = [.owner, .automation, .storeManager, .till]
    static let clerk: Set<Role> = [.owner, .automation, .storeManager, .stockClerk]

    /// Every command with a request that can be read, and the roles that may bring it: written out, not computed.
    static let table: [(command: String, json: String, roles: Set<Role>)] = [
        ("register-company", #"{"code":"X","name":"X","currency":"USD"}"#, office),
        ("open-site", #"{"company":"?","code":"X","name":"X","kind":"store","zone":"UTC"}"#, office),
        ("set-policy", #"{"company":"?","policy":"till-difference","value":1}"#, office),
        ("switch-system", #"{"company":"?","system":"Sales","state":"off"}"#, office),
        ("register-actor", #"{"code":"owner","name":"X","kind":"person"}"#, office),
        ("grant-role", #"{"actor":"?","role":"owner"}"#, office),
        ("revoke-role", #"{"actor":"?","role":"owner"}"#, office),
        (
            "issue-api-key",
            #"{"actor":"?","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}"#, office
        ),
        ("erase-request", #"{"actor":"?","request":"k","reason":"x"}"#, office),
        ("revoke-api-key", #"{"apiKey":"1"}"#, office),
        ("set-jurisdiction", #"{"code":"X","name":"X","kind":"salesTax","rounding":"line","rates":[]}"#, books),
        ("assign-jurisdictions", #"{"site":"?","jurisdictions":[]}"#, books),
        ("enter-journal", #"{"company":"?","day":"2026-03-04","reason":"","lines":[]}"#, books),
        ("reverse-entry", #"{"entry":"1","day":"2026-03-04","reason":""}"#, books),
        ("lock-period", #"{"company":"?","lock":"soft","through":"2026-03-04","reason":""}"#, books),
        ("list-departments", #"{"departments":[]}"#, store),
        ("list-suppliers", #"{"suppliers":[]}"#, store),
        ("list-products", #"{"products":[]}"#, store),
        ("set-prices", #"{"prices":[]}"#, store),
        (
            "complete-sale",
            #"{"site":"?","till":1,"number":1,"occurredAt":"2026-03-04T12:00:00Z","lines":[],"tenders":[]}"#, till
        ),
        (
            "void-receipt", #"{"site":"?","till":1,"number":1,"occurredAt":"2026-03-04T12:00:00Z","reason":""}"#, voids
        ),
        ("open-session", #"{"site":"?","till":1,"float":0,"occurredAt":"2026-03-04T12:00:00Z"}"#, till),
        (
            "move-cash",
            #"{"site":"?","till":1,"purpose":"drop","amount":1,"reason":"","occurredAt":"2026-03-04T12:00:00Z"}"#, till
        ),
        ("close-session", #"{"site":"?","till":1,"counted":0,"occurredAt":"2026-03-04T12:00:00Z"}"#, till),
        ("deposit-to-bank", #"{"site":"?","amount":1,"occurredAt":"2026-03-04T12:00:00Z"}"#, store),
        ("receive-goods", #"{"site":"?","origin":"supplier","occurredAt":"2026-03-04T12:00:00Z","lines":[]}"#, clerk),
        ("ship-transfer", #"{"site":"?","destination":"?","occurredAt":"2026-03-04T12:00:00Z","lines":[]}"#, clerk),
        ("receive-transfer", #"{"transfer":"1","occurredAt":"2026-03-04T12:00:00Z"}"#, clerk),
        ("count-stock", #"{"site":"?","occurredAt":"2026-03-04T12:00:00Z","lines":[]}"#, clerk),
        ("adjust-stock", #"{"site":"?","reason":"found","occurredAt":"2026-03-04T12:00:00Z","lines":[]}"#, store),
        ("correct-cost", #"{"receipt":"1","line":1,"amount":1,"occurredAt":"2026-03-04T12:00:00Z"}"#, store),
        ("choose-valuation", #"{"company":"?","method":"fifo"}"#, store),
        (
            "settle-matter", #"{"matter":"1"}"#,
            [.owner, .automation, .accountant, .storeManager]
        ),
        (
            "settle-matters", #"{"matters":["1"],"decision":"seen"}"#,
            [.owner, .automation, .accountant, .storeManager]
        ),
        ("keep-import-profile", #"{"name":"till","body":"{}"}"#, books),
    ]

    @Test func `is written down for every command`() {
        let (written, commands) = (Self.table.map(\.command), Set(House.nightshift.commands.keys))
        #expect(commands.subtracting(written) == [], "a line of the matrix is missing for these")
        #expect(Set(written).subtracting(commands) == [], "there are no such commands")
        #expect(written.count == commands.count)
    }

    @Test func `holds for every role and every command at the desk`() async throws {
        let shop = try await Shop(isEmpty: true)
        for role in Role.allCases {
            let actor = try await shop.perform(
                RegisterActor(code: Code("a-" + role.rawValue), name: role.rawValue, kind: .person)
            ).actor
            try await shop.perform(GrantRole(actor: Code("a-" + role.rawValue), role: role))
            for (command, json, roles) in Self.table {
                let wasForbidden = try await Self.isForbidden(command, json, actor, shop)
                #expect(wasForbidden == !roles.contains(role), "\(role) and \(command)")
            }
        }
    }

    @Test func `is nothing for an actor without a role, or one that was taken away`() async throws {
        let shop = try await Shop(isEmpty: true)
        let actor = try await shop.perform(RegisterActor(code: "x", name: "x", kind: .person)).actor
        try await shop.perform(GrantRole(actor: "x", role: .owner))
        try await shop.perform(RevokeRole(actor: "x", role: .owner))
        for (command, json, _) in Self.table {
            #expect(try await Self.isForbidden(command, json, actor, shop))
            #expect(try await Self.isForbidden(command, json, ID(99), shop))
        }
    }

    @Test func `never loses the last owner`() async throws {
        let shop = try await Shop(isEmpty: true)
        await #expect(throws: AccessRefusal.lastOwner) {
            try await shop.perform(RevokeRole(actor: "owner", role: .owner))
        }
        // Taking a role from who does not hold it takes nothing.
        try await shop.perform(RevokeRole(actor: "nightshift", role: .owner))
        try await shop.perform(RegisterActor(code: "x", name: "x", kind: .person))
        try await shop.perform(GrantRole(actor: "x", role: .owner))
        try await shop.perform(RevokeRole(actor: "owner", role: .owner))
    }

    /// Anything but `forbidden` means the desk let the request through.
    private static func isForbidden(
        _ command: String, _ json: String, _ actor: ID<Actor>, _ shop: Shop
    ) async throws -> Bool {
        do {
            _ = try await shop.office.perform(named: command, Array(json.utf8), as: actor, key: shop.nextKey())
            return false
        } catch CommandRefusal.forbidden {
            return true
        } catch let refusal as any Refusal {
            #expect(refusal.code != "command.malformed", "\(command): \(refusal.sentence)")
            return false
        }
    }
}
