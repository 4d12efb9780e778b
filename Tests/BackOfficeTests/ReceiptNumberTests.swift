// SPDX-License-Identifier: Apache-2.0

import Automation
import BackOffice
import CommerceFacts
import Kernel
import Reports
import Sales
import TestEngines
import Testing

/// Receipts under the numbers that are printed on them; after each every proof of the books holds.
@Suite(.onBothEngines) struct `A receipt number` {
    private static let printed: [ReceiptNumber] = [
        ReceiptNumber(printed: "#1050"), ReceiptNumber(printed: "4S5oaeKrPyyWWst4"),
        ReceiptNumber(printed: "INV/2026-0001"), ReceiptNumber(printed: "9223372036854775808000"),
    ]

    private func sell(_ number: ReceiptNumber, of amount: Int64 = 1_000, _ shop: Shop) async throws
        -> CompleteSale.Answer
    {
        try await shop.perform(
            CompleteSale(
                site: "S1", till: 1, number: number, occurredAt: Shop.at(12), lines: [line("SERVICE", 1, amount)],
                tenders: [cash(amount + (amount * 33 + 200) / 400)]))
    }

    private func document(_ name: String, _ shop: Shop) async throws -> String {
        try await shop.read { try Reports.make(.receipt, ReportRequest(date: Shop.day, document: name), $0) }.title
    }

    @Test(arguments: printed) func `that is a text counts once, comes back and is voided`(number: ReceiptNumber)
        async throws
    {
        let shop = try await Shop()
        #expect(try await !sell(number, shop).wasKnown)
        #expect(try await sell(number, shop).wasKnown)
        #expect(try await document("S1/1/\(number)", shop).contains("S1/1/\(number)"))

        let other = ReceiptNumber(printed: "R\(number)")
        let given = try await shop.posted {
            try await shop.perform(
                CompleteSale(
                    site: "S1", till: 1, number: other, occurredAt: Shop.at(13),
                    lines: [
                        SaleLine(
                            product: "SERVICE", quantity: -1_000, list: nil,
                            returned: ReturnedArticle(till: 1, number: number, line: 1, disposition: .none))
                    ], tenders: [cash(-1_083)]))
        }
        #expect(given["Sales returns"] == 1_000)
        #expect(try await shop.inbox().isEmpty)
        try await shop.perform(
            VoidReceipt(site: "S1", till: 1, number: other, occurredAt: Shop.at(14), reason: "mistake"))
        #expect(try await document("S1/1/-\(other)", shop).contains("S1/1/-\(other)"))

        _ = try await sell(number, of: 2_000, shop)
        #expect(try await shop.inbox().map(\.name) == ["receipt-twice S1/1/\(number)"])
        try await shop.expectProofs()
    }

    @Test func `of digits is a whole number, however it is sent`() async throws {
        #expect(ReceiptNumber(printed: "007") == 7)
        #expect(ReceiptNumber(printed: "7").text == nil)
        #expect(ReceiptNumber(printed: "7a").text == "7a")
        #expect(ReceiptNumber(.max).text == "\(Int64.max)", "what no till counts to is a text")
        var reader = JSONReader(Array("\"0042\"".utf8))
        #expect(try ReceiptNumber.read(&reader) == 42)
    }

    @Test func `may be voided before its receipt comes`() async throws {
        let shop = try await Shop()
        let number = ReceiptNumber(printed: "INV-1")
        try await shop.perform(
            VoidReceipt(site: "S1", till: 1, number: number, occurredAt: Shop.at(14), reason: "mistake"))
        #expect(try await shop.inbox().map(\.name) == ["receipt-missing S1/1/INV-1"])
        _ = try await sell(number, shop)
        #expect(try await shop.inbox().isEmpty)
        try await shop.expectProofs()
    }

    @Test func `goes in from a file as it stands there`() async throws {
        let files = try await ImportShop()
        let text = """
            site,number,date,product,quantity,amount,tender
            S1,#1050,2026-03-04,SERVICE,1,9.00,card
            S1,4S5oaeKrPyyWWst4,2026-03-04,SERVICE,1,9.00,card
            S1,INV-2026-0001,2026-03-04,SERVICE,1,9.00,card

            """
        #expect(try await files.take(.receipts, text).summary == .init(rows: 3, taken: 3))
        #expect(try await files.take(.receipts, text).summary == .init(rows: 3, known: 3))
        try await files.take(
            .returns, "site,number,date,product,quantity,original_number\nS1,R1,2026-03-04,SERVICE,1,#1050\n")
        #expect(try await files.shop.inbox().isEmpty)
        let long = String(repeating: "9a", count: 60)
        #expect(
            try await files.take(.receipts, text.replacing("#1050", with: long)).bad.contains(
                "of 100 characters at most"))
        try await files.shop.expectProofs()
    }
}
