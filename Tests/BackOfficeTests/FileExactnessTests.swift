// SPDX-License-Identifier: Apache-2.0

import Accounting
import BackOffice
import Catalogue
import Imports
import Kernel
import Sales
import TestEngines
import Testing
import Warehouse

/// What a file says exactly goes in exactly, and what it can hardly mean comes back.
@Suite(.onBothEngines) struct `A row of a file` {
    // MARK: Prices and packs

    /// A hundred nuts at 0.639 are 63.90; 40.02 litres at 1.859 are 74.39718.
    @Test func `may have prices and costs below a cent`() async throws {
        let files = try await ImportShop()
        func point(_ profile: inout ImportProfile) { profile.decimals = .point }
        try await files.take(
            .deliveries,
            "document,supplier,site,date,product,quantity,unit_cost\nD1,V,S1,2026-03-03,GOODS,100,0.639\n", point)
        #expect(try await files.shop.stock().value == 6_390)
        try await files.take(.prices, "product,price,from\nFUEL,1.859,2026-01-01\n", point)
        let posted = try await files.shop.posted {
            try await files.take(
                .receipts,
                "site,number,date,product,quantity,price,tender\nS1,1,2026-03-04,FUEL,40.02,1.859,card\n", point)
            try await files.shop.sell(
                [SaleLine(product: "FUEL", quantity: 40_020, list: nil)], number: 2, [card(8_054)])
        }
        #expect(posted["Card clearing"] == 16_108, "74.40 and its tax of 6.14, twice")
        #expect(try await files.shop.inbox().isEmpty)
        #expect(
            try await files.take(.prices, "product,price,from\nFUEL,1.859,2026-01-01\n", point).summary
                == .init(rows: 1, known: 1))
        try await files.shop.expectProofs()
    }

    /// Four cases of 22.68 pounds are 90.72.
    @Test func `may list packs of a fraction, and bar codes of the house`() async throws {
        let files = try await ImportShop()
        let text = """
            code,name,department,tax_class,unit,gtin
            BEEF,Ground beef,D,none,pound,15901234123454x22.68
            TEA,Tea,D,none,piece,200014711 4006381333932 BOX-1

            """
        #expect(try await files.take(.products, text).summary == .init(rows: 2, taken: 2))
        #expect(try await files.take(.products, text).summary == .init(rows: 2, known: 2))
        try await files.shop.receive("15901234123454", 4, value: 10_000)
        #expect(try await files.shop.stock("BEEF").quantity == 90_720)
        for code in ["200014711", "4006381333932", "BOX-1"] { try await files.shop.receive(code, 1, value: 100) }
        #expect(try await files.shop.stock("TEA").quantity == 3_000)
        let taken = "code,name,department,tax_class,gtin\nCOFFEE,Coffee,D,none,BOX-1\n"
        #expect(try await files.take(.products, taken).bad.contains("the bar code BOX-1 belongs to another product"))
        try await files.shop.expectProofs()
    }

    // MARK: Signs

    /// 9.00 less 2.34, twice, and 8.00 less 2.08, as a till's export writes them.
    @Test func `takes its discount off, whatever the sign`() async throws {
        let files = try await ImportShop()
        let posted = try await files.shop.posted {
            try await files.take(
                .receipts,
                """
                site,number,date,product,quantity,amount,discount,tax,tender
                S1,1,2026-03-04,SERVICE,1,9.00,-2.34,0,card
                S1,1,2026-03-04,SERVICE,1,9.00,-2.34,0,card
                S1,2,2026-03-04,SERVICE,1,8.00,-2.08,0,card
                S1,3,2026-03-04,SERVICE,1,10.00,1.00,0,card
                S1,4,2026-03-04,SERVICE,-1,-10.00,2.00,0,card
                S1,5,2026-03-04,SERVICE,1,10.00,2.00,0,card
                S1,5,2026-03-04,SERVICE,-1,-5.00,1.00,0,card

                """)
        }
        #expect(posted["Card clearing"] == 2_424, "19.24 and 9.00, less 8.00, and 4.00")
        #expect(try await files.shop.inbox().isEmpty)
        try await files.shop.expectProofs()
    }

    @Test(arguments: [
        ("1,10.00,10.01,", "discount: expected no more than the amount before it, found \"10.01\""),
        ("1,-10.00,,", "amount: expected zero or more for what was sold, found \"-10.00\""),
        ("-1,10.00,,", "amount: expected zero or less for what came back, found \"10.00\""),
        ("1,10.00,,-0.83", "tax: expected the sign of the amount, found \"-0.83\""),
        ("1,10.00,1.00,\nS1,1,2026-03-04,SERVICE,1,10.00,-1.00,", "discount: expected the same sign in every row"),
    ]) func `is refused when its signs cannot be meant`(row: String, words: String) async throws {
        let files = try await ImportShop()
        let (summary, bad) = try await files.take(
            .receipts, "site,number,date,product,quantity,amount,discount,tax\nS1,1,2026-03-04,SERVICE,\(row)\n")
        #expect(summary.taken == 0 && bad.contains(words.replacing("\"", with: "\"\"")), "\(bad)")
    }

    @Test func `may name the certificate by which a receipt owes no tax`() async throws {
        let files = try await ImportShop()
        let posted = try await files.shop.posted {
            try await files.take(
                .receipts,
                """
                site,number,date,product,quantity,amount,exemption
                S1,1,2026-03-04,SERVICE,1,1000.00,E-99-00123
                S1,1,2026-03-04,GOODS,1,10.00,
                S1,2,2026-03-04,SERVICE,1,10.00,

                """)
        }
        #expect(posted["Sales tax payable"] == -83 && posted["Card clearing"] == 101_000 + 1_083)
        #expect(try await files.shop.inbox().isEmpty)
        try await files.shop.expectProofs()
    }

    // MARK: What belongs together

    /// As many programs write the lines of an order: what they share stands on the first.
    @Test func `that leaves blank what it shares follows the row before it`() async throws {
        let files = try await ImportShop()
        let text = """
            site,number,date,product,quantity,amount,tax
            S1,1,2026-03-04,GOODS,1,10.00,0
            ,,,OTHER,1,3.00,0
            S1,2,2026-03-04,GOODS,1,5.00,0

            """
        let posted = try await files.shop.posted {
            let summary = try await files.take(.receipts, text).summary
            #expect(summary == .init(rows: 3, taken: 2))
        }
        #expect(posted["Sales"] == -1_800)
        #expect(try await files.take(.receipts, text).summary == .init(rows: 3, known: 2))
        try await files.shop.expectProofs()
    }

    @Test func `that says a part of what it shares puts the whole receipt aside`() async throws {
        let files = try await ImportShop()
        let text = """
            site,number,date,product,quantity,amount,tax
            S1,1,2026-03-04,GOODS,1,10.00,0
            S1,,2026-03-04,OTHER,1,3.00,0
            S1,2,2026-03-04,GOODS,1,5.00,0

            """
        let (summary, bad) = try await files.take(.receipts, text)
        #expect(summary.taken == 1 && summary.badRows == 2)
        #expect(bad.contains("number: is empty; a row that follows line 2 leaves all of site, number, date empty"))
        #expect(bad.contains("row: waits for line 3"))
        // With a bad row at its end the receipt waits as a whole, and goes in as a whole.
        let mended = try await files.take(.receipts, text.replacing("S1,,2026-03-04,OTHER", with: ",,,OTHER"))
        #expect(mended.summary.taken == 1 && mended.summary.known == 1)
        try await files.shop.expectProofs()
    }

    @Test func `that is first and says nothing of its thing is refused`() async throws {
        let files = try await ImportShop()
        let (summary, bad) = try await files.take(
            .receipts, "site,number,date,product,quantity,amount\n,,,GOODS,1,10.00\nS1,2,2026-03-04,GOODS,1,5.00\n")
        #expect(summary.taken == 1 && summary.badRows == 1 && bad.contains("is empty"), "\(bad)")
    }

    // MARK: Repetition, and dry runs

    /// Each file, tried, says what its import says, and changes nothing.
    @Test(arguments: [
        "code,name,department,department_name,tax_class,gtin\nA,Apple,NEW,New,general,BAR\nB,Bread,NEW,New,general,BAR\n"
            + "A,Apple,NEW,New,general,BAR\nC,Cake,NEW,Other,general,\nGOODS,GOODS,D,Else,general,\n"
            + "OTHER,OTHER,D,Else,general,\n"
    ]) func `counts in a dry run as it does in the import`(text: String) async throws {
        let files = try await ImportShop()
        let state = try await files.state()
        let tried = try await files.take(.products, text, isDryRun: true).summary
        #expect(try await files.state() == state)
        let taken = try await files.take(.products, text).summary
        #expect(tried == taken)
        #expect(taken.badRows == 1 && taken.taken == 3 && taken.known == 2, "\(taken)")
    }
}
