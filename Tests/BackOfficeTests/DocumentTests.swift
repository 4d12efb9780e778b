// SPDX-License-Identifier: Apache-2.0

import Access
import Automation
import BackOffice
import Foundation
import Kernel
import Store
import Testing

/// A line of `nightshift do` in a document, and what it says is answered.
private struct Example: Sendable {
    let command: AnyCommand
    /// The key of the request, where one is given.
    let key: String?
    let words: [String]
    let answer: String

    /// - Parameter text: what stands behind the prompt, through the answer.
    init?(_ text: Substring) throws {
        let (line, rest) = Self.line(of: text)
        var words = Self.words(of: line)
        guard words.starts(with: ["nightshift", "do"]), words.count > 2 else { return nil }
        command = try #require(House.nightshift.commands[words[2]], "there is no command \(words[2])")
        words.removeFirst(3)
        if let place = words.firstIndex(of: "--key") {
            key = words[place + 1]
            words.removeSubrange(place...(place + 1))
        } else {
            key = nil
        }
        self.words = words
        answer = String(rest.prefix { $0 != "\n" })
    }

    /// The examples of a document, in their order.
    static func all(in document: String) throws -> [Example] {
        let place = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../\(document)")
        let text = try String(contentsOf: place.standardized, encoding: .utf8)
        return try text.split(separator: "\n$ ", omittingEmptySubsequences: false).dropFirst().compactMap(Example.init)
    }

    /// What a shell takes for one line: it ends where no quotes are open and no backslash stands before.
    private static func line(of text: Substring) -> (line: Substring, rest: Substring) {
        var (quote, before): (Character?, Character) = (nil, " ")
        for place in text.indices {
            let letter = text[place]
            if letter == "\n", quote == nil, before != "\\" { return (text[..<place], text[place...].dropFirst()) }
            if letter == quote { quote = nil } else if quote == nil, letter == "'" || letter == "\"" { quote = letter }
            before = letter
        }
        return (text, "")
    }

    private static func words(of line: Substring) -> [String] {
        var words: [String] = []
        var (word, quote): (String?, Character?) = (nil, nil)
        for letter in line {
            if letter == quote {
                quote = nil
            } else if quote == nil, letter == "'" || letter == "\"" {
                (word, quote) = (word ?? "", letter)
            } else if quote == nil, letter == " " || letter == "\n" || letter == "\\" {
                word.map { words.append($0) }
                word = nil
            } else {
                word = (word ?? "") + String(letter)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }

    /// The request, as the program makes it of the words.
    func request(in office: BackOffice) async throws -> [UInt8] {
        if command.name == "settle-matter" { return try await office.requestToSettle(words, with: command) }
        let typed =
            try words.count == 1 && words[0].hasPrefix("{")
            ? Typed.read(Array(words[0].utf8), as: command.outline) : CommandWords(command.outline).read(words)
        return try await office.json(of: typed, for: command)
    }
}

@Suite struct `A document` {
    /// Keys differ from run to run.
    private func withoutKeys(_ answer: String) -> String { answer.replacing(/"[0-9]{15,}"/, with: "KEY") }

    @Test func `about a first day answers as it says`() async throws {
        let shop = try await Shop(isEmpty: true)
        let examples = try Example.all(in: "docs/FIRST-DAY.md")
        #expect(examples.count > 15)
        for (number, example) in examples.enumerated() {
            if let matter = example.words.firstIndex(of: "--matter") {
                #expect(try await shop.inbox().map(\.id.description) == [example.words[matter + 1]])
            }
            let answer = try await shop.office.perform(
                named: example.command.name, example.request(in: shop.office), as: FirstActors.owner,
                key: example.key ?? "example \(number)")
            #expect(withoutKeys(String(decoding: answer, as: UTF8.self)) == withoutKeys(example.answer))
        }
        #expect(try await shop.inbox().isEmpty)
        try await shop.expectProofs()
    }

    @Test func `about the API says what can be read`() async throws {
        let shop = try await Shop()
        let examples = try Example.all(in: "docs/API.md")
        #expect(examples.count == 3)
        for example in examples where example.command.name != "issue-api-key" {
            let request = try await example.request(in: shop.office)
            #expect(throws: Never.self) { try example.command.check(request) }
        }
    }
}
