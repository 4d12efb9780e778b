// SPDX-License-Identifier: Apache-2.0

import Accounting
import BackOffice
import Kernel
import Organisation
import Reports
import Sales
import Store
import TestEngines
import Testing

/// What a person typed stands beside the entry, wherever that is shown.
@Suite(.onBothEngines) struct `A reason` {
    private static let rent = "Rent of March; \"Miller\" \\ Sons\nback room"

    private func enter(_ reason: String, in company: Code<Company> = "ACME", _ shop: Shop) async throws {
        try await shop.perform(
            EnterJournal(
                company: company, day: Shop.day, reason: reason,
                lines: [
                    .init(account: "5200", site: company == "ACME" ? "S1" : Code(company.text), amount: 5_000),
                    .init(account: "1000", site: company == "ACME" ? "S1" : Code(company.text), amount: -5_000),
                ]))
    }

    private func journal(_ shop: Shop) async throws -> String {
        try await shop.read { try Reports.make(.journal, ReportRequest(date: Shop.day), $0) }.written(as: .csv)
    }

    private func exported(_ name: String, _ shop: Shop) async throws -> String {
        try await shop.read { snapshot in
            var text = ""
            let export = try #require(House.nightshift.exports.first { $0.name == name })
            try export.write(snapshot) { text += $0 }
            return text
        }
    }

    @Test func `stands in the journal and in every export`() async throws {
        let shop = try await Shop()
        try await enter(Self.rent, shop)
        #expect(try await journal(shop).contains("Rent of March; \"\"Miller\"\" \\ Sons\nback room"))
        for name in ["hledger", "ledger"] {
            #expect(
                try await exported(name, shop).contains(" | Rent of March, \"Miller\" \\ Sons back room\n"), "\(name)")
        }
        #expect(
            try await exported("beancount", shop).contains("\" \"Rent of March; \\\"Miller\\\" \\\\ Sons back room\" ^")
        )
    }

    @Test func `of a void, of cash that was moved and of a reversal stands there too`() async throws {
        let shop = try await Shop()
        let sold = try await shop.sell([line("SERVICE", 1, 1_000)], [cash(1_083)]).number
        try await shop.perform(
            VoidReceipt(
                site: "S1", till: 1, number: ReceiptNumber(sold), occurredAt: Shop.at(13), reason: "rung up twice"))
        try await shop.perform(
            MoveCash(
                site: "S1", till: 1, purpose: .paidOut, amount: 500, reason: "window cleaner", occurredAt: Shop.at(13)))
        try await enter("wrong", shop)
        let wrong = try #require(try await shop.entries().last).id
        try await shop.perform(ReverseEntry(entry: wrong, day: Shop.day, reason: "was wrong"))
        let journal = try await journal(shop)
        for reason in ["rung up twice", "window cleaner", "wrong", "was wrong"] {
            #expect(journal.contains(",\(reason)\n"), "\(reason)")
        }
        #expect(try await Rehearsal.run(of: shop.office) == nil)
    }

    /// NORTH-1, North1 and NORTH 1 are three companies in every export.
    @Test func `is nobody else's where names are made alike`() async throws {
        let shop = try await Shop()
        for code in ["NORTH-1", "North1", "NORTH1-2"] as [Code<Company>] {
            try await shop.perform(RegisterCompany(code: code, name: code.text, currency: .usd))
            try await shop.perform(
                OpenSite(company: code, code: Code(code.text), name: "x", kind: .headOffice, zone: "UTC"))
            try await enter("rent", in: code, shop)
        }
        let accounts = try await exported("hledger", shop).split(separator: "\n").filter {
            $0.hasPrefix("account ") && $0.hasSuffix(":Store-expense")
        }
        #expect(accounts.count == 4 && Set(accounts).count == 4, "\(accounts)")
    }
}
