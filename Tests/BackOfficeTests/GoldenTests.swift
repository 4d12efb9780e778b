// SPDX-License-Identifier: Apache-2.0

import BackOffice
import CommerceFacts
import FinanceFacts
import Foundation
import Kernel
import LogisticsFacts
import ManagementFacts
import Store
import Testing

/// Files that hold what was once written, so that a change of shape is seen and not only felt.
///
/// `NIGHTSHIFT_GOLDEN=write swift test` writes them anew; read the difference before you commit it.
enum Golden {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    static func expect(
        _ text: String, in file: String, of folder: URL = Golden.folder, _ location: SourceLocation = #_sourceLocation
    ) throws {
        let place = folder.appending(path: file)
        if ProcessInfo.processInfo.environment["NIGHTSHIFT_GOLDEN"] == "write" {
            try Data((text + "\n").utf8).write(to: place)
        }
        let golden = try String(contentsOf: place, encoding: .utf8)
        guard text + "\n" != golden else { return }
        let (new, old) = ("\(text)\n".components(separatedBy: "\n"), golden.components(separatedBy: "\n"))
        let line = zip(new, old).prefix { $0 == $1 }.count
        Issue.record(
            """
            \(file), line \(line + 1), is not what the program says; if that is meant, make golden writes it
            is: \(line < old.count ? old[line] : "the end")
            should be: \(line < new.count ? new[line] : "the end")
            """, sourceLocation: location)
    }
}

extension Golden {
    /// The lines of a file that only grows: what was written once stays, and `lines` are put after it.
    static func lines(with lines: [String], in file: String) throws -> [String] {
        let place = folder.appending(path: file)
        func known() -> [String] {
            let text = (try? String(contentsOf: place, encoding: .utf8)) ?? ""
            return text.split(separator: "\n").map(String.init)
        }
        if ProcessInfo.processInfo.environment["NIGHTSHIFT_GOLDEN"] == "write" {
            var all = known()
            for line in lines where !all.contains(line) { all.append(line) }
            try Data((all.joined(separator: "\n") + "\n").utf8).write(to: place)
        }
        return known()
    }
}

/// A fact as an example, with what a test needs of its type.
struct FactExample: Sendable, CustomTestStringConvertible {
    let file: String
    let name: String
    let json: @Sendable () throws -> String
    /// Reads the text and writes it again; and tells whether the fact is the same.
    let again: @Sendable (String) throws -> (text: String, isSame: Bool)

    init<F: Fact & Equatable>(_ fact: F, _ variant: String = "") {
        name = F.name
        file = F.name + variant + ".json"
        json = { try Self.text(fact) }
        again = { text in
            var reader = JSONReader(Array(text.utf8))
            let read = try F.read(&reader, version: F.version)
            return (try Self.text(read), read == fact)
        }
    }

    var testDescription: String { file }

    private static func text(_ fact: some Fact) throws -> String {
        var writer = JSONWriter()
        try fact.write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

enum FactExamples {
    static let day = Day(year: 2026, month: 3, day: 4)!
    static let noon = Instant("2026-03-04T18:00:00Z")!

    static let all: [FactExample] = [
        FactExample(RequestAnswered(command: "open-session")),
        FactExample(CompanyRegistered(company: ID(11), currency: .eur)),
        FactExample(SiteOpened(site: ID(21), company: ID(11), code: "S1")),
        FactExample(PolicyChanged(company: ID(11), policy: "till-difference", value: -5)),
        FactExample(SystemSwitched(company: ID(11), system: "Warehouse", state: .returning)),
        FactExample(MissedFactsAnswered(company: ID(11), system: "Warehouse", through: 4_096)),
        FactExample(
            AttentionNeeded(
                company: ID(11), site: ID(21), subject: "receipt S1/1/7", reason: "“Why?” \\ 10%\n",
                evidence: ["a", "b"],
                suspense: -700, proposal: "settle-attention", deadline: day)),
        FactExample(AttentionNeeded(company: ID(11), site: nil, subject: "", reason: ""), "-least"),
        FactExample(
            MatterRaised(
                company: ID(11), site: ID(21), kind: MatterKind("till-open", "", unanswered: ""),
                subject: "S1/1/2026-03-04T18:00:00Z", reason: "“Why?” \\ 10%\n",
                numbers: [.money("expected", 700), .days("open for", 2), .count("lines", 1)], evidence: ["a", "b"],
                suspense: -700, deadline: day,
                proposals: [
                    MatterProposal(
                        label: "Close the till", command: "close-session", request: #"{"site":"S1","till":1}"#,
                        asks: ["counted", "occurredAt"])
                ])),
        FactExample(
            MatterRaised(
                company: ID(11), site: nil, kind: MatterKind("proof-fails", "", unanswered: ""), subject: "", reason: ""
            ),
            "-least"),
        FactExample(MatterSettled(matter: ID(91), decision: "ours", command: "close-session", fact: 92)),
        FactExample(MatterSettled(matter: ID(91), decision: "ours"), "-least"),
        FactExample(
            MatterExplained(
                company: ID(11), kind: MatterKind("till-difference", "", unanswered: ""), subject: "S1/1",
                explanation: "late receipts")),
        FactExample(AttentionSettled(attention: ID(91), decision: "ours")),
        FactExample(AttentionExplained(company: ID(11), subject: "till S1/1", explanation: "late receipts")),
        FactExample(ActorRegistered(actor: ID(71), kind: "till")),
        FactExample(RoleGranted(actor: ID(71), role: "cashier")),
        FactExample(RoleRevoked(actor: ID(71), role: "cashier")),
        FactExample(APIKeyIssued(apiKey: ID(81), actor: ID(71))),
        FactExample(APIKeyRevoked(apiKey: ID(81))),
        FactExample(RequestErased(actor: ID(71), reason: "asked for")),
        FactExample(ImportProfileKept(name: "our-tills")),
        FactExample(
            JurisdictionSet(
                jurisdiction: ID(5), kind: .salesTax, rounding: "line",
                rates: [.init(taxClass: "general", validFrom: day, rate: 82_500)])),
        FactExample(JurisdictionsAssigned(site: ID(21), jurisdictions: [ID(5), ID(6)])),
        FactExample(DepartmentsListed(departments: [ID(41)])),
        FactExample(SuppliersListed(suppliers: [ID(51), ID(52)])),
        FactExample(
            PricesSet(prices: [
                .init(product: ID(31), place: nil, validFrom: day, validThrough: nil, price: 199),
                .init(product: ID(31), place: "S1", validFrom: day, validThrough: day, price: 0),
            ])),
        FactExample(ProductsListed(products: [ID(31), ID(32)])),
        FactExample(sale(isFull: true)),
        FactExample(sale(isFull: false), "-least"),
        FactExample(
            CashMoved(
                company: ID(11), site: ID(21), till: ID(41), day: day, currency: .usd, kind: .overShort, amount: -320,
                reason: "counted")),
        FactExample(
            CashMoved(
                company: ID(11), site: ID(21), till: nil, day: day, currency: .usd, kind: .bankDeposit, amount: 50_000,
                reason: "courier"), "-least"),
        FactExample(
            GoodsReceived(
                document: ID(51), company: ID(11), site: ID(21), origin: .supplier, supplier: ID(61), day: day,
                occurredAt: noon, currency: .usd,
                lines: [.init(number: 1, product: ID(31), department: ID(71), quantity: 20_000, value: 6_600)])),
        FactExample(
            TransferShipped(
                document: ID(52), company: ID(11), site: ID(21), destination: ID(22), day: day, occurredAt: noon,
                currency: .usd, lines: [.init(number: 1, product: ID(31), department: ID(71), quantity: 5_000)])),
        FactExample(
            TransferReceived(
                document: ID(53), transfer: ID(52), company: ID(11), site: ID(22), day: day, occurredAt: noon,
                currency: .usd, lines: [.init(number: 1, quantity: 4_000)])),
        FactExample(
            StockCorrected(
                document: ID(54), company: ID(11), site: ID(21), reason: .ownUse, day: day, occurredAt: noon,
                currency: .usd, lines: [.init(number: 1, product: ID(31), department: ID(71), quantity: -1_250)])),
        FactExample(
            CostCorrected(
                document: ID(55), company: ID(11), receipt: ID(51), line: 1, amount: 500, day: day, occurredAt: noon,
                currency: .usd)),
        FactExample(ValuationMethodChosen(company: ID(11), method: .fifo)),
        FactExample(
            StockValued(
                document: ID(53), company: ID(11), channel: 1, day: day, currency: .usd,
                changes: [
                    .init(site: ID(22), department: ID(71), reason: .arrived, amount: 2_400, origin: ID(21)),
                    .init(site: ID(21), department: ID(71), reason: .lostInTransit, amount: -600),
                ])),
        FactExample(
            StockValued(document: ID(53), company: ID(11), channel: 0, day: day, currency: .usd, changes: []), "-least"),
        FactExample(
            JournalEntered(
                company: ID(11), day: day, currency: .usd, reason: "rent",
                lines: [
                    .init(account: "5200", site: ID(21), amount: 100),
                    .init(account: "1000", site: ID(21), amount: -100),
                ]
            )),
        FactExample(
            JournalEntered(
                company: ID(11), day: day, currency: .usd, reason: "leaflets",
                lines: [
                    .init(account: "5200", site: ID(21), amount: 100, project: ID(7), campaign: ID(9)),
                    .init(account: "1000", site: ID(21), amount: -100),
                ]
            ), "-dimensions"),
        FactExample(EntryReversed(entry: ID(81), company: ID(11), day: day, reason: "twice")),
        FactExample(
            ChartExtended(
                company: ID(11),
                accounts: [.init(key: 29, role: "wages", number: "5300", name: "Wages", type: "Expenses")])),
        FactExample(PeriodLocked(company: ID(11), lock: .hard, through: day, reason: "year end")),
    ]

    /// A receipt with one of everything, or with as little as there can be.
    private static func sale(isFull: Bool) -> SaleCompleted {
        SaleCompleted(
            receipt: ID(1_001), company: ID(11), site: ID(21), channel: isFull ? .web : .store, day: day,
            occurredAt: noon, currency: .usd, voids: isFull ? ID(1_000) : nil,
            lines: isFull
                ? [
                    .init(
                        number: 1, product: ID(31), department: ID(71), kind: .goods, isStocked: true, quantity: 1_250,
                        list: 1_200, discount: 200, tax: 83, returned: nil),
                    .init(
                        number: 2, product: ID(32), department: ID(71), kind: .service, isStocked: false,
                        quantity: -1_000, list: -500, discount: 0, tax: -41,
                        returned: .init(receipt: ID(900), line: 3, disposition: .damaged, before: 250)),
                    .init(
                        number: 3, product: nil, department: ID(0), kind: .goods, isStocked: false, quantity: -1_000,
                        list: 0, discount: 0, tax: 0, returned: .init(receipt: nil, line: 0, disposition: .none)),
                ] : [],
            taxes: isFull
                ? [
                    .init(jurisdiction: ID(5), kind: .salesTax, amount: 40),
                    .init(jurisdiction: ID(6), kind: .outputVAT, amount: 2),
                ] : [],
            tenders: isFull ? [.init(kind: .cash, amount: 540), .init(kind: .other, amount: -3)] : [],
            rounding: isFull ? 1 : 0, suspense: isFull ? 4 : 0)
    }
}

@Suite struct `A fact in the log` {
    @Test(arguments: FactExamples.all) func `is written as it always was`(example: FactExample) throws {
        try Golden.expect(try example.json(), in: example.file)
    }

    @Test(arguments: FactExamples.all) func `is read as it was written`(example: FactExample) throws {
        let (text, isSame) = try example.again(try example.json())
        #expect(isSame)
        #expect(text == (try example.json()))
    }

    /// What the first releases wrote: days, instants and currencies as numbers.
    @Test(arguments: ["SaleCompleted", "StockValued"]) func `is read as the first version had it`(name: String) throws {
        let example = try #require(FactExamples.all.first { $0.file == name + ".json" })
        let text = try String(
            contentsOf: Golden.folder.appending(path: name + "-1.json"), encoding: .utf8
        ).trimmingCharacters(in: .newlines)
        let read = try example.again(text)
        #expect(read.isSame && read.text != text)
        #expect(read.text == (try example.json()))
    }

    /// A later release may write more; what reads the log today passes over it.
    @Test(arguments: FactExamples.all) func `is read with keys that nobody knows yet`(example: FactExample) throws {
        let more = try example.json().replacing("{\"", with: "{\"later\":{\"a\":[1,\"}\",null,true,-2.5e3]},\"")
        #expect(try example.again(more).isSame)
    }

    @Test func `has a golden file for every kind of fact`() throws {
        let facts = Golden.folder.appending(path: "../../../Sources/Floor").standardized
        let names = try Set(
            sources(in: facts).flatMap { source in
                source.matches(of: /static let name = "(\w+)"/).map { String($0.1) }
            })
        #expect(!names.isEmpty)
        let examples = Set(FactExamples.all.map(\.name))
        #expect(names.subtracting(examples) == [], "each needs an example here")
        #expect(examples.subtracting(names) == [], "there are no such facts")
    }
}

@Suite struct `The wiring` {
    @Test func `says in one list who answers what, in order`() throws {
        let lines =
            House.nightshift.wiring.reactions.map { "\($0.fact) -> \($0.label)" }
            + House.nightshift.wiring.tellings.map { "\($0.fact), besides \($0.told) -> \($0.label)" }
        try Golden.expect(lines.joined(separator: "\n"), in: "Wiring.txt")
    }
}

/// The text of every Swift file under a folder of the project.
func sources(in folder: URL) throws -> [String] {
    let files =
        FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
    return try files.filter { $0.pathExtension == "swift" }.map { try String(contentsOf: $0, encoding: .utf8) }
}
