// SPDX-License-Identifier: Apache-2.0

import Access
import Accounting
import Automation
import BackOffice
import Catalogue
import Foundation
import Imports
import Kernel
import Organisation
import Reports
import Sales
import Store
import Taxes
import TestEngines
import Testing
import Warehouse

/// A shop that files are imported into.
struct ImportShop {
    let shop: Shop

    init(isEmpty: Bool = false) async throws { shop = try await Shop(isEmpty: isEmpty) }

    /// Imports a text; the bad rows come back as text, header first, or nothing.
    @discardableResult
    func take(
        _ kind: ImportKind, _ bytes: [UInt8], by asker: ID<Actor> = FirstActors.nightshift, isDryRun: Bool = false,
        _ change: (inout ImportProfile) -> Void = { _ in }
    ) async throws -> (summary: FileImport.Summary, bad: [UInt8]) {
        var profile = ImportProfile()
        change(&profile)
        let file = try TestFile(bytes)
        let bad = file.url.deletingLastPathComponent().appending(path: "bad.csv")
        let work = try FileImport(kind, file.url, profile)
        let office = shop.office
        let summary = try await onBlockingThread {
            try work.run(into: office, by: asker, isDryRun: isDryRun, badRows: bad)
        }
        return (summary, [UInt8](FileManager.default.contents(atPath: bad.path) ?? Data()))
    }

    @discardableResult
    func take(
        _ kind: ImportKind, _ text: String, by asker: ID<Actor> = FirstActors.nightshift, isDryRun: Bool = false,
        _ change: (inout ImportProfile) -> Void = { _ in }
    ) async throws -> (summary: FileImport.Summary, bad: String) {
        let (summary, bad) = try await take(kind, Array(text.utf8), by: asker, isDryRun: isDryRun, change)
        return (summary, String(decoding: bad, as: UTF8.self))
    }

    /// Everything that could have changed.
    func state() async throws -> [Int64] {
        try await shop.read { snapshot in
            [
                try snapshot.number("select count(*) from fact_log"),
                try snapshot.number("select count(*) from command_log"),
                try snapshot.number("select count(*) from catalogue_product"),
                try snapshot.number("select coalesce(sum(price), 0) from catalogue_price"),
            ]
        }
    }

    func trialBalance() async throws -> String {
        try await shop.read { try Reports.make(.trialBalance, ReportRequest(date: Shop.day.advanced(by: 400)), $0) }
            .written(as: .csv)
    }
}

@Suite struct `A file of what is sold` {
    @Test func `opens a shop from nothing but files`() async throws {
        let files = try await ImportShop(isEmpty: true)
        try await files.shop.perform(RegisterCompany(code: "ACME", name: "Acme", currency: .usd))
        try await files.take(.sites, "code,name,zone\nMAIN,Main Street,America/Chicago\n")
        try await files.take(.suppliers, "code,name\nV,Vendor\n")
        try await files.take(
            .products,
            """
            code,name,department,tax_class,gtin,supplier,cost,cost_from
            RICE,"Rice, 1 lb",FOOD,food,5901234123457 15901234123454x12,V,1.10,2026-01-01
            WASH,Wash,CARE,general,,,,

            """)
        try await files.take(.prices, "product,price,from\nRICE,1.99,2026-01-01\nWASH,10,2026-01-01\n")
        try await files.take(.openingStock, "site,date,product,quantity,unit_cost\nMAIN,2026-03-04,RICE,10,1.10\n")
        let (summary, bad) = try await files.take(
            .receipts,
            """
            site,number,date,product,quantity,tender
            MAIN,1,2026-03-04 10:00,5901234123457,2,cash
            MAIN,1,2026-03-04 10:00,WASH,1,cash

            """)
        #expect(summary == .init(rows: 2, taken: 1), "\(bad)")
        #expect(try await files.shop.stock("RICE", at: "MAIN") == (8_000, 880))
        #expect(try await files.trialBalance().contains("Sales,USD,-13.98"))
        #expect(try await files.shop.inbox().isEmpty)
        try await files.shop.expectProofs()
    }

    @Test func `sent twice changes nothing, and the newest word holds`() async throws {
        let files = try await ImportShop()
        let first = "code,name,department,tax_class\nA,Apple,D,general\nB,Bread,D2,general\n"
        #expect(try await files.take(.products, first).summary.taken == 2)
        let state = try await files.state()
        #expect(try await files.take(.products, first).summary == .init(rows: 2, known: 2))
        #expect(try await files.state() == state)
        #expect(try await files.take(.products, first.replacing("Apple", with: "Pear")).summary.taken == 1)
        // And back again: what was said before does not stand because it was said before.
        #expect(try await files.take(.products, first).summary.taken == 1)
        #expect(try await files.take(.products, first.replacing("Apple", with: "Pear")).summary.taken == 1)
        for price in ["1.00", "2.00", "1.00"] {
            #expect(try await files.take(.prices, "product,price,from\nA,\(price),2026-01-01\n").summary.taken == 1)
        }
        #expect(try await files.take(.prices, "product,price,from\nA,1.00,2026-01-01\n").summary.known == 1)
    }

    @Test func `that contradicts itself keeps the first word and names the second`() async throws {
        let files = try await ImportShop()
        let (summary, bad) = try await files.take(
            .prices,
            "product,price,from\nGOODS,1.00,2026-01-01\nGOODS,2.00,2026-01-01\nGOODS,1.00,2026-01-01\n"
                + "GOODS,2.00,2026-01-01\n")
        #expect(summary.taken == 1 && summary.known == 1)
        #expect(summary.badRows == 2)
        #expect(bad.contains("GOODS,2.00,2026-01-01,"))
    }

    @Test func `may come in Windows-1252 with semicolons and decimal commas`() async throws {
        let files = try await ImportShop()
        var bytes = Array("code;name;department;tax_class\r\nCAF;Caf".utf8)
        bytes += [0xe9, 0x20, 0x80] + Array(";D;general\r\n".utf8)
        #expect(try await files.take(.products, bytes).summary == .init(rows: 1, taken: 1))
        let name = try await files.shop.read { snapshot in
            try CatalogueReading.product("CAF", snapshot).flatMap {
                try CatalogueReading.names(of: [$0.id], snapshot)[$0.id]?.name
            }
        }
        #expect(name == "Café €")
        try await files.take(.prices, "product;price;from\nCAF;1.234,50;31.12.2025\n")
        #expect(try await files.state().last == 123_450)
    }

    @Test func `may have names of two lines, tabs, and a mark of byte order`() async throws {
        let files = try await ImportShop()
        let bytes =
            [0xef, 0xbb, 0xbf] + Array("Code\tName\tDepartment\tTax Class\nX\t\"two\nlines\"\tD\tgeneral\n".utf8)
        #expect(try await files.take(.products, bytes).summary == .init(rows: 1, taken: 1))
    }

    @Test func `is not guessed at where a number may mean two things`() async throws {
        let files = try await ImportShop()
        let text = "product;price;from\nGOODS;1,234;2026-01-01\n"
        await #expect(throws: ImportFault.self) { try await files.take(.prices, text) }
        #expect(try await files.take(.prices, text) { $0.decimals = .comma }.summary.taken == 1)
        #expect(try await files.state().last == 123, "1.234, of which 123 are whole cents")
        #expect(try await files.take(.prices, text) { $0.decimals = .point }.summary.taken == 1)
        #expect(try await files.state().last == 123_400)
        // Another price of the column decides, wherever it stands.
        #expect(
            try await files.take(.prices, text + "OTHER;1.50;2026-01-01\n").summary
                == .init(rows: 2, taken: 1, known: 1))
        await #expect(throws: ImportFault.self) {
            try await files.take(.prices, text + "OTHER;1.50;2026-01-01\nFUEL;2,50;2026-01-01\n")
        }
    }

    @Test func `is not guessed at where a date may mean two days`() async throws {
        let files = try await ImportShop()
        let text = "product,price,from\nGOODS,1.00,03/04/2026\n"
        await #expect(throws: ImportFault.self) { try await files.take(.prices, text) }
        #expect(try await files.take(.prices, text + "OTHER,1.00,13/04/2026\n").summary.taken == 2)
        #expect(try await files.take(.prices, text) { $0.dates = .dmy }.summary.known == 1)
        #expect(try await files.take(.prices, text) { $0.dates = .mdy }.summary.taken == 1)
    }

    @Test(.onBothEngines) func `is read by a profile that was kept`() async throws {
        let files = try await ImportShop()
        var profile = ImportProfile()
        profile.columns = ["Artikel": "product", "Preis": "price"]
        profile.constants = ["from": "2026-01-01"]
        profile.decimals = .comma
        for kept in [ImportProfile(), profile] {
            try await kept.keep(as: "till", in: files.shop.office)
            #expect(try await files.shop.read { try ImportProfile.named("till", $0) } == kept)
        }
        let kept = try #require(try await files.shop.read { try ImportProfile.named("till", $0) })
        #expect(try await files.take(.prices, "Artikel;Preis\nGOODS;1,2345678\n") { $0 = kept }.summary.badRows == 1)
        #expect(try await files.take(.prices, "Artikel;Preis\nGOODS;1,23\n") { $0 = kept }.summary.taken == 1)
        #expect(try await files.shop.read { try ImportProfile.named("other", $0) } == nil)
        await #expect(throws: AutomationRefusal.badProfileName("../till")) {
            try await files.shop.read { try ImportProfile.named("../till", $0) }
        }
        // An object that is no profile, as only a person could keep.
        try await files.shop.perform(KeepImportProfile(name: "till", body: #"{"columns":7}"#))
        await #expect(throws: ImportFault.self) { try await files.shop.read { try ImportProfile.named("till", $0) } }
    }

    @Test func `lacking a column is not begun`() async throws {
        let files = try await ImportShop()
        await #expect(throws: ImportFault.self) { try await files.take(.prices, "product,from\nGOODS,2026-01-01\n") }
        await #expect(throws: ImportFault.self) { try await files.take(.prices, "product,sku,price,from\n") }
    }
}

@Suite struct `Rows that are not taken` {
    @Test func `come back with their reason, are mended and sent again`() async throws {
        let files = try await ImportShop()
        let (summary, bad) = try await files.take(
            .prices,
            """
            product,price,from
            GOODS,abc,2026-01-01
            "OTHER",2.00,2026-01-01
            NOBODY,3.00,2026-01-01
            FUEL,4.00
            CARD,5.00,2026-02-30
            SERVICE,,2026-01-01

            """)
        #expect(summary.taken == 1)
        #expect(summary.badRows == 5)
        #expect(summary.reasons.first?.hasPrefix("line 2, price: expected a number") == true)
        let lines = bad.split(separator: "\n")
        #expect(lines[0] == "product,price,from,nightshift_reason")
        #expect(
            lines[1].hasPrefix(
                "GOODS,abc,2026-01-01,\"price: expected a number, decimals after a point, found \"\"abc\"\"\""))
        #expect(lines[2].contains("There is no product NOBODY"))
        #expect(lines[3].hasPrefix("FUEL,4.00,,"))
        #expect(lines.count == 6)
        let mended = bad.replacing("abc", with: "1.00").replacing("FUEL,4.00,,", with: "FUEL,4.00,2026-01-01,")
            .replacing("2026-02-30", with: "2026-02-28").replacing("SERVICE,,", with: "SERVICE,6.00,")
        let again = try await files.take(.prices, mended)
        #expect(again.summary.taken == 4)
        #expect(again.summary.badRows == 1)
        #expect(again.bad.split(separator: "\n").first == "product,price,from,nightshift_reason")
        #expect(try await files.state().last == 100 + 200 + 400 + 500 + 600)
    }

    @Test func `never overwrite those that somebody is mending`() async throws {
        let files = try await ImportShop()
        let file = try TestFile("product,price,from\nNOBODY,3.00,2026-01-01\n")
        let work = try FileImport(.prices, file.url, ImportProfile())
        let office = files.shop.office
        func take(badRows: String) async throws -> FileImport.Summary {
            try await onBlockingThread { try work.run(into: office, badRows: URL(fileURLWithPath: badRows)) }
        }
        func path(_ name: String) -> String { file.url.deletingLastPathComponent().appending(path: name).path }
        #expect(BadRowsFile.beside(file.url.path) == path("file.bad.csv"))
        #expect(try await take(badRows: path("file.bad.csv")).badRows == 1)
        let mending = Data("product,price,from\nGOODS,3.00,2026-01-01\n".utf8)
        try mending.write(to: URL(fileURLWithPath: path("file.bad.csv")))
        await #expect(throws: ImportFault.self) { try await take(badRows: path("file.bad.csv")) }
        #expect(FileManager.default.contents(atPath: path("file.bad.csv")) == mending)
        for number in 2...4 {
            let next = path("file.bad-\(number).csv")
            #expect(BadRowsFile.beside(file.url.path) == next)
            #expect(try await take(badRows: next).badRows == 1)
        }
        // An empty file is free, a folder is not.
        try Data().write(to: URL(fileURLWithPath: path("empty.csv")))
        #expect(try await take(badRows: path("empty.csv")).badRows == 1)
        await #expect(throws: ImportFault.self) { try await take(badRows: file.url.deletingLastPathComponent().path) }
    }

    @Test func `stand beside their file under its name`() {
        for (file, bad) in [
            ("march.csv", "march.bad.csv"), ("march.CSV.gz", "march.bad.csv"), ("a.b/march.tsv", "a.b/march.bad.csv"),
            ("march", "march.bad.csv"), ("march.bad.csv", "march.bad.bad.csv"),
        ] {
            #expect(BadRowsFile.beside(file) == bad)
        }
    }

    @Test func `take their whole receipt with them`() async throws {
        let files = try await ImportShop()
        let text = """
            site,number,date,product,quantity,amount
            S1,1,2026-03-04,GOODS,1,10.00
            S1,1,2026-03-04,OTHER,x,10.00
            S1,2,2026-03-04,GOODS,1,10.00
            S1,3,2026-03-04,GOODS,1,10.00
            S1,3,2026-03-04,NOTHING,1,10.00

            """
        let (summary, bad) = try await files.take(.receipts, text)
        #expect(summary.taken == 1)
        #expect(summary.badRows == 4)
        #expect(
            bad.contains("S1,1,2026-03-04,GOODS,1,10.00,\"row: waits for line 3, which it belongs to\"")
                || bad.contains("row: waits for line 3, which it belongs to"))
        let mended = bad.replacing(",x,", with: ",1,").replacing("NOTHING", with: "OTHER")
        #expect(try await files.take(.receipts, mended).summary.taken == 2)
        #expect(try await files.trialBalance().contains("Sales,USD,-50.00"))
        try await files.shop.expectProofs()
    }

    @Test func `are those of a receipt that stand apart`() async throws {
        let files = try await ImportShop()
        let (summary, _) = try await files.take(
            .receipts,
            """
            site,number,date,product,quantity,amount
            S1,1,2026-03-04,GOODS,1,10.00
            S1,2,2026-03-04,GOODS,1,10.00
            S1,1,2026-03-04,GOODS,1,10.00

            """)
        #expect(summary == .init(rows: 3, taken: 2, badRows: 1, reasons: summary.reasons))
        #expect(summary.reasons.first?.contains("stand further up") == true)
    }
}

@Suite struct `A file of what happened` {
    let receipts = """
        site,till,number,date,product,quantity,price,discount,tender
        S1,1,1,2026-03-04 10:00,GOODS,2,10.00,1.00,cash
        S1,1,1,2026-03-04 10:00,OTHER,1,5.00,,cash
        S1,1,2,2026-03-04 11:00,GOODS,-1,10.00,,card
        P1,1,1,2026-03-04 12:00,GOODS,3,12.10,,card

        """

    @Test func `goes in once, whatever the order of its receipts`() async throws {
        let files = try await ImportShop()
        #expect(try await files.take(.receipts, receipts).summary == .init(rows: 4, taken: 3))
        let (state, books) = (try await files.state(), try await files.trialBalance())
        #expect(try await files.take(.receipts, receipts).summary == .init(rows: 4, known: 3))
        let lines = receipts.split(separator: "\n").map(String.init)
        let shuffled = [lines[0], lines[4], lines[3], lines[1], lines[2]].joined(separator: "\n")
        #expect(try await files.take(.receipts, shuffled).summary == .init(rows: 4, known: 3))
        #expect(try await files.state() == state)
        #expect(try await files.trialBalance() == books)
        // 19.00 + 5.00 and 8.25% by line; 10.00 came back; 36.30 in Paris holds 21%.
        #expect(books.contains("Sales tax payable,USD,-1.15") || books.contains("Sales-tax-payable,USD,-1.15"))
        #expect(books.contains("6.30"))
        #expect(try await files.shop.inbox().filter { $0.reason.contains("tenders") }.isEmpty)
        try await files.shop.expectProofs()
    }

    @Test func `that was cut off goes on by being sent again`() async throws {
        let files = try await ImportShop()
        let half = receipts.split(separator: "\n").prefix(3).joined(separator: "\n")
        #expect(try await files.take(.receipts, half).summary.taken == 1)
        #expect(try await files.take(.receipts, receipts).summary == .init(rows: 4, taken: 2, known: 1))
        let whole = try await ImportShop()
        try await whole.take(.receipts, receipts)
        #expect(try await files.trialBalance() == whole.trialBalance())
    }

    @Test func `does not overwrite what went in before`() async throws {
        let files = try await ImportShop()
        try await files.take(.receipts, receipts)
        let books = try await files.trialBalance()
        let (summary, _) = try await files.take(.receipts, receipts.replacing("GOODS,2", with: "GOODS,4"))
        #expect(summary.badRows == 2)
        #expect(summary.known == 2)
        #expect(try await files.trialBalance() == books)
        // A number that the till itself has used.
        try await files.shop.sell([line("GOODS", 1, 1_000)], number: 77, [cash(1_083)])
        let taken = try await files.take(
            .receipts, "site,number,date,product,quantity,amount\nS1,77,2026-03-04,GOODS,1,10.00\n")
        #expect(taken.summary.badRows == 1)
        #expect(try await files.shop.inbox().filter { $0.kind == "receipt-twice" }.isEmpty)
    }

    @Test func `gives back what a returned article had cost`() async throws {
        let files = try await ImportShop()
        try await files.take(.receipts, receipts)
        let back = """
            site,number,date,product,quantity,original_number,original_line,disposition,tender
            S1,3,2026-03-04 13:00,GOODS,1,1,1,damaged,cash
            S1,4,2026-03-04 14:00,OTHER,1,1,2,stock,cash

            """
        let posted = try await files.shop.posted { try await files.take(.returns, back) }
        // 9.50 and 5.00; the tax is half of the 1.57 that was charged on 19.00, and 0.41.
        #expect(posted["Sales returns"] ?? posted["Sales-returns"] == 1_450)
        #expect(posted["Cash drawer"] ?? posted["Cash-drawer"] == -(1_450 + 79 + 41))
        #expect(try await files.take(.returns, back).summary == .init(rows: 2, known: 2))
        #expect(try await files.shop.inbox().filter { $0.reason.contains("tenders") }.isEmpty)
        let minus = back.replacing("GOODS,1,", with: "GOODS,-1,")
        #expect(try await files.take(.returns, minus).summary.badRows == 1)
        try await files.shop.expectProofs()
    }

    @Test func `splits what was paid in two ways`() async throws {
        let files = try await ImportShop()
        let text = """
            site,number,date,product,quantity,amount,tax,tender,paid
            S1,1,2026-03-04,GOODS,1,10.00,0.83,cash,4.00
            S1,1,2026-03-04,OTHER,-1,(5.00),0.41-,card,1.42

            """
        let posted = try await files.shop.posted { try await files.take(.receipts, text) }
        #expect(posted["Cash drawer"] ?? posted["Cash-drawer"] == 400)
        #expect(posted["Card clearing"] ?? posted["Card-clearing"] == 142)
        #expect(posted["Suspense"] == nil)
        let several = try await files.take(
            .receipts,
            "site,number,date,product,quantity,tender\nS1,9,2026-03-04,GOODS,1,cash\nS1,9,2026-03-04,GOODS,1,card\n")
        #expect(several.summary.badRows == 2)
    }

    @Test func `brings stock in and counts it, once`() async throws {
        let files = try await ImportShop()
        let opening = "site,date,product,quantity,value\nS1,2026-03-04,GOODS,10,100.00\nS1,2026-03-04,OTHER,1.5,3.00\n"
        let delivery = """
            site,date,time,supplier,document,product,quantity,unit_cost
            S1,2026-03-04,09:00,V,4711,GOODS,5,11.00
            S1,2026-03-04,09:00,V,4711,OTHER,2,2.00

            """
        let count = """
            site,date,product,counted
            S1,2026-03-04,GOODS,8
            S1,2026-03-04,GOODS,5

            """
        for (kind, text, things) in [
            (ImportKind.openingStock, opening, 2), (.deliveries, delivery, 1), (.counts, count, 1),
        ] {
            #expect(try await files.take(kind, text).summary.taken == things)
            #expect(try await files.take(kind, text).summary.known == things)
        }
        // 15 of GOODS in the books, 13 found in two places together.
        #expect(try await files.shop.stock("GOODS").quantity == 13_000)
        #expect(try await files.shop.stock("OTHER") == (3_500, 700))
        #expect(try await files.take(.openingStock, opening.replacing(",10,", with: ",11,")).summary.badRows == 1)
        try await files.shop.expectProofs()
    }

    @Test func `is only tried in a dry run`() async throws {
        let files = try await ImportShop()
        let text = receipts + "S1,1,9,2026-03-04 15:00,NOBODY,1,1.00,,card\n"
        let state = try await files.state()
        let tried = try await files.take(.receipts, text, isDryRun: true)
        #expect(tried.summary.taken == 3)
        #expect(tried.summary.badRows == 1)
        #expect(tried.bad.isEmpty)
        #expect(try await files.state() == state)
        let done = try await files.take(.receipts, text)
        #expect(done.summary == tried.summary)
        #expect(try await files.take(.receipts, text, isDryRun: true).summary.known == 3)
    }
}

@Suite struct `The page about imports` {
    @Test(arguments: House.nightshift.imports) func `has every column of every kind`(kind: ImportKind) throws {
        let page = try String(contentsOf: Golden.folder.appending(path: "../../../docs/IMPORT.md"), encoding: .utf8)
        let section = try #require(page.components(separatedBy: "\n## `\(kind.name)`").dropFirst().first)
        let table = section.components(separatedBy: "\n## ")[0]
        for field in kind.form.fields {
            let row = "| `\(field.column.name)` |"
            #expect(table.contains(row), "\(row)")
            #expect(table.contains(field.example), "\(field.example)")
        }
    }

    @Test(arguments: House.nightshift.imports) func `has templates that are files of their kind`(kind: ImportKind)
        throws
    {
        let file = try TestFile(kind.form.template)
        #expect(try FileImport(kind, file.url, ImportProfile()).survey.rows == 1)
    }
}
