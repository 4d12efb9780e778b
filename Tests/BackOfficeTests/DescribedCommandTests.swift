// SPDX-License-Identifier: Apache-2.0

import BackOffice
import Foundation
import Kernel
import Store
import Testing

/// JSON of any shape, as the general coder has it.
private enum JSON: Codable {
    case object([String: JSON])
    case array([JSON])
    case text(String)
    case number(Int64)
    case flag(Bool)

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Int64.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let array = try? value.decode([JSON].self) {
            self = .array(array)
        } else {
            self = .object(try value.decode([String: JSON].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .object(let members): try value.encode(members)
        case .array(let elements): try value.encode(elements)
        case .text(let text): try value.encode(text)
        case .number(let number): try value.encode(number)
        case .flag(let flag): try value.encode(flag)
        }
    }
}

/// Requests drawn from what a command says of its fields.
private struct Requests {
    var seed: Seed

    mutating func draw(_ outline: Outline) -> JSON {
        var members: [String: JSON] = [:]
        for field in outline.fields where field.isRequired || seed.chance(1, in: 2) {
            members[field.name] = draw(field.kind, field.range)
        }
        return .object(members)
    }

    private mutating func draw(_ kind: WireKind, _ range: ClosedRange<Int64>?) -> JSON {
        switch kind {
        case .text:
            let range = range ?? 0...10
            let length = seed.integer(in: range.lowerBound...min(range.upperBound, range.lowerBound + 8))
            return .text(
                (0..<length).map { _ in seed.choice(of: ["a", "Z", "7", "/", "\"", "\\", "\n", "\u{1}", "日"]) }.joined()
            )
        case .integer(let unit):
            return .number(range.map { unit.whole(seed.choice(of: [$0.lowerBound, $0.upperBound])) } ?? 7)
        case .flag: return .flag(seed.chance(1, in: 2))
        case .day: return .text(Day(number: seed.integer(in: 0...40_000)).description)
        case .instant: return .text(Instant(microseconds: seed.integer(in: 0...4_000_000_000_000_000)).description)
        case .currency: return .text(seed.choice(of: ["USD", "EUR", "JPY"]))
        case .key: return .text(String(seed.integer(in: 0 ... .max)))
        case .printedNumber:
            return seed.choice(of: [.number(seed.integer(in: 1...1 << 60)), .text("INV-\(seed.integer(in: 1...99))")])
        case .choice(let words): return .text(seed.choice(of: words))
        case .list(let element):
            let element = element
            let least = range?.lowerBound ?? 0
            return .array((0..<seed.integer(in: least...least + 2)).map { _ in draw(element, nil) })
        case .object(let outline): return draw(outline)
        }
    }

    /// A value that is of no kind but its own.
    static func misfit(_ kind: WireKind) -> String {
        switch kind {
        case .text, .day, .instant, .currency, .key, .choice, .printedNumber: "[7]"
        case .integer(let unit): unit.decimals == 0 ? "12.5" : "12.55555"
        case .flag, .list, .object: "\"yes\""
        }
    }
}

extension NumberUnit {
    /// A count as a whole number in JSON, above zero for what is above zero.
    fileprivate func whole(_ count: Int64) -> Int64 {
        let size = (0..<decimals).reduce(Int64(1)) { size, _ in size * 10 }
        return max(count / size, count.signum())
    }
}

/// One answer of each shape, always the same.
private struct Samples {
    /// With the members that may be missing.
    let isFull: Bool

    func members(of outline: Outline) -> [String: JSON] {
        Dictionary(
            uniqueKeysWithValues: outline.fields.filter { isFull || $0.isRequired }.map { ($0.name, value($0.kind)) })
    }

    private func value(_ kind: WireKind) -> JSON {
        switch kind {
        case .text: .text("A")
        case .integer: .number(1)
        case .flag: .flag(true)
        case .day: .text("2026-03-04")
        case .instant: .text("2026-03-04T18:00:00Z")
        case .currency: .text("USD")
        case .key: .text("11")
        case .printedNumber: .number(12)
        case .choice(let words): .text(words[0])
        case .list(let element): .array([value(element)])
        case .object(let outline): .object(members(of: outline))
        }
    }
}

@Suite struct `Every command` {
    private static let commands = House.nightshift.commands.values.sorted { $0.name < $1.name }

    private func bytes(_ json: JSON) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(json))
    }

    /// The hashes of requests that a store keeps were made from what the general encoder wrote.
    @Test func `reads what it says of its fields, and writes it as the general encoder does`() throws {
        var requests = Requests(seed: Seed(20_261_130))
        for command in Self.commands {
            for _ in 0..<200 {
                let drawn = try bytes(requests.draw(command.outline))
                let read = try command.read(drawn)
                guard command.name != "complete-sale" else { continue }
                let (found, expected) = (
                    String(decoding: read.body, as: UTF8.self), String(decoding: drawn, as: UTF8.self)
                )
                #expect(found == expected, "\(command.name)")
            }
        }
    }

    @Test func `names the field that is missing, of another kind, or out of its range`() throws {
        func field(_ command: AnyCommand, _ members: [String: JSON], _ written: (String, String)? = nil) throws
            -> String?
        {
            var text = String(decoding: try bytes(.object(members)), as: UTF8.self)
            if let (name, value) = written {
                text = String(text.dropLast()) + "\(members.isEmpty ? "" : ",")\"\(name)\":\(value)}"
            }
            do {
                try command.check(Array(text.utf8))
                return nil
            } catch let refusal as CommandRefusal {
                return refusal.field
            }
        }
        var requests = Requests(seed: Seed(7))
        var tried = 0
        for command in Self.commands {
            guard case .object(let members) = requests.draw(command.outline) else { continue }
            for known in command.outline.fields {
                var others = members
                others[known.name] = nil
                #expect(try field(command, others) == (known.isRequired ? known.name : nil), "\(command.name)")
                #expect(try field(command, others, (known.name, Requests.misfit(known.kind))) == known.name)
                guard let range = known.range, case .integer = known.kind else { continue }
                for number in [range.lowerBound &- 1, range.upperBound &+ 1] where !range.contains(number) {
                    tried += 1
                    #expect(try field(command, others, (known.name, "\(number)")) == known.name, "\(command.name)")
                }
            }
        }
        #expect(tried > 10)
    }

    /// What has none could fill the memory, the log, and the matter that tells of it.
    @Test func `has a limit for every text, list and number that others send`() {
        func unlimited(_ kind: WireKind, _ range: ClosedRange<Int64>?, _ place: String) -> [String] {
            switch kind {
            case .text: range.map { $0.upperBound <= 1_000_000 } == true ? [] : [place]
            case .integer: range == nil ? [place] : []
            case .list(let element):
                (range.map { $0.upperBound <= 100_000 } == true ? [] : [place])
                    + unlimited(element, element.usualRange, place + "[]")
            case .object(let outline):
                outline.fields.flatMap { unlimited($0.kind, $0.range, "\(place) \($0.name)") }
            case .flag, .day, .instant, .currency, .key, .choice: []
            case .printedNumber: range.map { $0.upperBound <= 1_000 } == true ? [] : [place]
            }
        }
        for command in Self.commands { #expect(unlimited(.object(command.outline), nil, command.name) == []) }
    }

    @Test func `refuses a wish with a member that nobody knows, and takes what happened`() throws {
        for command in Self.commands {
            var requests = Requests(seed: Seed(9))
            guard case .object(var members) = requests.draw(command.outline) else { continue }
            members["nobodyKnows"] = .number(1)
            let json = try bytes(.object(members))
            if command.mood == .wish {
                let refusal = #expect(throws: CommandRefusal.self) { try command.check(json) }
                #expect(refusal?.field == "nobodyKnows" && refusal?.code == "command.unknown-member")
            } else {
                #expect(throws: Never.self) { try command.check(json) }
            }
        }
    }

    @Test func `can be typed on a command line from its own example, and filled in from its template`() async throws {
        let shop = try await Shop()
        for command in Self.commands {
            let template = Array(command.outline.template(at: Shop.at(12)).utf8)
            let typed = try Typed.read(template, as: command.outline)
            let json = try await shop.office.json(of: typed, for: command)
            #expect(throws: Never.self, "\(command.name)") { try command.check(json.withDigest(command)) }
            let words = CommandHelp(command).example.dropFirst("nightshift do \(command.name)".count)
                .matches(of: /'([^']*)'|(\S+)/).map { String($0.1 ?? $0.2 ?? "") }
            let said = try await shop.office.json(of: CommandWords(command.outline).read(words), for: command)
            #expect(throws: Never.self, "\(command.name)") { try command.check(said.withDigest(command)) }
            #expect(CommandHelp(command).text.contains(command.sentence))
        }
    }

    @Test func `is described in whole sentences, by names that no option of the command line has`() {
        func check(_ outline: Outline, _ command: AnyCommand) {
            for field in outline.fields {
                #expect(field.help.hasSuffix("."), "\(command.name) \(field.name): \(field.help)")
                if let parts = field.kind.parts { check(parts, command) }
            }
        }
        for command in Self.commands {
            #expect(command.sentence.hasSuffix("."))
            check(command.outline, command)
            check(command.answer, command)
            let taken = Set(["key", "as", "data", "list", "help", "template"])
            #expect(taken.isDisjoint(with: command.outline.fields.map { CommandWords.flag(of: $0) }), "\(command.name)")
        }
        #expect(Set(Self.commands.map(\.address)).count == Self.commands.count)
    }

    /// A store holds answers that earlier releases wrote, and reads them when a request comes again.
    @Test func `answers such that what it answered once can still be read`() throws {
        let today = try Self.commands.flatMap { command in
            try [false, true].map { isFull in
                let answer = try bytes(.object(Samples(isFull: isFull).members(of: command.answer)))
                return "\(command.name) \(String(decoding: answer, as: UTF8.self))"
            }
        }
        let known = try Golden.lines(with: today, in: "Answers.txt")
        #expect(Set(today).subtracting(known) == [], "make golden adds them; those of earlier releases stay")
        for line in known {
            let (name, answer) = try #require(line.firstIndex(of: " ").map { (line[..<$0], line[$0...].dropFirst()) })
            let command = try #require(House.nightshift.commands[String(name)])
            #expect(throws: Never.self, "\(line)") { try command.check(answer: Array(answer.utf8)) }
        }
    }

    @Test func `stands on the page about commands`() throws {
        let docs = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs").standardized
        let page = CommandsPage.markdown(of: Systems.all)
        try Golden.expect(page.trimmingCharacters(in: .newlines), in: "COMMANDS.md", of: docs)
    }

    @Test func `stands in the description for programs, which is JSON`() throws {
        let json =
            try JSONSerialization.jsonObject(with: Data(OpenAPI(House.nightshift.commands.values).json))
            as? [String: Any]
        let paths = json?["paths"] as? [String: Any]
        #expect(paths?.count == Self.commands.count)
        #expect(json?["openapi"] as? String == "3.1.0")
    }
}

extension [UInt8] {
    /// The key whose digest is left out is made by the command line.
    fileprivate func withDigest(_ command: AnyCommand) -> [UInt8] {
        guard command.name == "issue-api-key", !String(decoding: self, as: UTF8.self).contains("sha256\":\"0") else {
            return self
        }
        let digest = String(repeating: "0", count: 64)
        return Array(
            String(decoding: self, as: UTF8.self).replacing("\"sha256\":\"…\"", with: "\"sha256\":\"\(digest)\"").utf8)
    }
}

@Suite struct `A request in words` {
    @Test(arguments: [
        ("product=\"A,quantity=1", "lines must be a text whose quotes are closed, not product=\"A,quantity=1"),
        ("product=A,product=B", "lines.product is said twice"),
        ("discounts.2.kind=item,discounts.1.kind=item", "lines must be discounts.1, not discounts.2"),
    ])
    func `names the word that is wrong`(line: String, sentence: String) {
        let words = CommandWords(House.nightshift.commands["complete-sale"]!.outline)
        #expect(throws: Misfit.self) { try words.read(["--line", line]) }.map { #expect("\($0)" == sentence) }
    }

    @Test func `has two quotes for one within quotes`() async throws {
        let found = try await json(["--line", "product=\"A, \"\"B\"\"\",reference=\"\""])
        #expect(found == #"{"lines":[{"product":"A, \"B\"","reference":""}]}"#)
    }

    private static let goods = House.nightshift.commands["receive-goods"]!

    private func json(_ words: [String], of name: String = "complete-sale") async throws -> String {
        let shop = try await Shop()
        let command = try #require(House.nightshift.commands[name])
        return String(
            decoding: try await shop.office.json(of: CommandWords(command.outline).read(words), for: command),
            as: UTF8.self)
    }

    @Test func `has amounts, quantities, lists and objects as a person types them`() async throws {
        let found = try await json([
            "--site", "S1", "--till", "1", "--number=7", "--occurred-at", "2026-03-04T12:00:00-06:00",
            "--line", "product=SOAP,quantity=2,list=5.00,discounts.1.kind=item,discounts.1.amount=0.50",
            "--line", "product=\"A,B\",quantity=-1.5,returned.disposition=stock", "--tender", "kind=cash,amount=4.5",
        ])
        #expect(
            found == """
                {"site":"S1","till":1,"number":7,"occurredAt":"2026-03-04T12:00:00-06:00","lines":[{"product":"SOAP",\
                "quantity":2000,"list":500,"discounts":[{"kind":"item","amount":50}]},{"product":"A,B","quantity":-1500,\
                "returned":{"disposition":"stock"}}],"tenders":[{"kind":"cash","amount":450}]}
                """)
        let rate = try await json(
            [
                "--code", "X", "--name", "X", "--kind", "salesTax", "--rounding", "line", "--rate",
                "taxClass=a,validFrom=2026-01-01,millionths=8.25%",
            ],
            of: "set-jurisdiction")
        #expect(rate.contains("\"millionths\":82500"))
    }

    @Test(arguments: [
        (["--sit", "S1"], "--sit"), (["--site"], "the value of --site"), (["--site", "S1", "--site", "S2"], "site"),
        (["--till", "one"], "till"), (["--tender", "kind=cash,amount=1.234"], "tenders[0].amount"),
        (["--line", "product"], "lines"), (["--line", "product=A,,quantity=1"], "lines"),
        (["--line", "product=\"A,quantity=1"], "lines"), (["--tender", "kind=cash,kind=card"], "tenders.kind"),
        (["--line", "product=A,=1"], "lines"), (["--line", "returned..till=1"], "lines"),
        (["--line", "returned=1,returned.till=1"], "lines.returned.till"),
        (["--line", "returned.till=1,returned=1"], "lines.returned"),
        (["--line", "discounts.2.kind=item,discounts.1.kind=item"], "lines"),
        (["--line", "discounts.1.kind=item,discounts.kind=item"], "lines"),
        (["--line", "discounts.1.amount.x=1"], "lines"),
    ])
    func `that cannot be read says where`(words: [String], place: String) async throws {
        do {
            _ = try await json(words)
            Issue.record("\(words) was read")
        } catch let misfit as Misfit {
            #expect(misfit.place.description == place)
        } catch CommandRefusal.malformed(_, let misfit) {
            #expect(misfit.place.description == place)
        }
    }
}
