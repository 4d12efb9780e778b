// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Kernel
import Reports
import Store

struct Do: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Do anything the back office can do.",
        discussion: """
            `nightshift do COMMAND --help` shows the fields of a command. They are given as flags, or as JSON: an argument, \
            @FILE, or - for standard input. The same --key again gives the first answer and changes nothing. Without \
            COMMAND, or with --list, all commands are shown.

            Examples:
              nightshift do set-policy --company SHOP --policy till-difference --value 300
              nightshift do set-policy '{"company":"SHOP","policy":"till-difference","value":300}'
              nightshift do receive-goods --template > goods.json; nightshift do receive-goods @goods.json
            """)

    @OptionGroup var place: Place
    @Option(help: "The idempotency key; made anew when left out.") var key: String?
    @Option(name: .customLong("as"), help: "The code of who does it.") var actor = "owner"
    @Flag(help: "List the commands.") var list = false
    @Argument(
        parsing: .captureForPassthrough,
        help: ArgumentHelp(
            "The command's name, then its fields as flags, or as JSON, @FILE, or -.", valueName: "command"),
        completion: .custom { words, _, _ in Do.completions(of: words) })
    var words: [String] = []

    func run() async throws {
        guard let name = words.first, !list else { return try FileHandle.put(Self.table.written(as: .table)) }
        try await Complaint.explained {
            guard let command = House.nightshift.commands[name] else { throw CommandRefusal.unknown(name) }
            switch words.dropFirst().first {
            case "--help", "-h": return try FileHandle.put(CommandHelp(command).text)
            case "--template": return try FileHandle.put(command.outline.template(at: SystemClock().now))
            default: try await perform(command)
            }
        }
    }

    private func perform(_ command: AnyCommand) async throws {
        // What a matter proposes is known when its place is open.
        let isSettling = command.name == "settle-matter" && words.dropFirst().first?.hasPrefix("--") == true
        let typed = isSettling ? nil : try typed(for: command)
        let line = ProgressLine("doing \(command.name)")
        defer { line.end() }
        let office = try place.open()
        try await office.settle()
        guard let who = try await office.actor(code: actor) else {
            throw Complaint("There is no actor \(actor). Register one with register-actor.")
        }
        let json =
            if let typed {
                try await office.json(of: typed, for: command)
            } else {
                try await office.requestToSettle(words.dropFirst().filter { $0 != "--" }, with: command)
            }
        let answer =
            command.name == "issue-api-key"
            ? try await office.issueKey(json, as: who, key: key)
            : try await office.perform(named: command.name, json, as: who, key: key ?? BackOffice.freshKey())
        line.end()
        try FileHandle.put(String(decoding: answer, as: UTF8.self) + "\n")
        try office.store.close()
    }

    /// The request: flags, or JSON in an argument, a file or standard input.
    private func typed(for command: AnyCommand) throws -> Typed {
        let rest = words.dropFirst().filter { $0 != "--" }
        do {
            if rest.count == 1, let json = try Self.json(rest[0]) { return try Typed.read(json, as: command.outline) }
            return try CommandWords(command.outline).read(rest)
        } catch let misfit as Misfit {
            throw CommandRefusal.malformed(command: command.name, misfit)
        } catch let fault as JSONFault {
            throw CommandRefusal.noJSON(command: command.name, fault)
        }
    }

    /// The JSON that a word is or names; nil for a flag.
    private static func json(_ word: String) throws -> [UInt8]? {
        if word == "-" { return Array(try FileHandle.standardInput.readToEnd() ?? Data()) }
        if word.hasPrefix("--") { return nil }
        guard word.hasPrefix("@") else { return Array(word.utf8) }
        guard let data = FileManager.default.contents(atPath: String(word.dropFirst())) else {
            throw Complaint("Cannot read \(word.dropFirst()).")
        }
        return Array(data)
    }

    /// What may come next on a command line: a command's name, one of its flags, or one of a field's words.
    ///
    /// - Parameter words: all that was typed so far, the program's name first and the word that is begun last.
    static func completions(of words: [String]) -> [String] {
        let typed = words.drop { $0 != "do" }.dropFirst()
        return candidates(after: Array(typed.dropLast())).filter { $0.hasPrefix(typed.last ?? "") }
    }

    private static func candidates(after typed: [String]) -> [String] {
        guard let command = typed.lazy.compactMap({ House.nightshift.commands[$0] }).first else {
            return House.nightshift.commands.keys.sorted()
        }
        let field = command.outline.fields.first { "--\(CommandWords.flag(of: $0))" == typed.last }
        return switch field?.kind {
        case .choice(let words)?: words
        case .flag?: ["yes", "no"]
        case .some: []
        case nil: CommandWords(command.outline).flags + ["--help", "--template", "--key", "--as", "--data"]
        }
    }

    private static var table: Report {
        var report = Report(
            "Commands", [.init("command"), .init("address"), .init("permission"), .init("what it does")])
        report.rows = House.nightshift.commands.values.sorted { $0.address < $1.address }.map { command in
            [.text(command.name), .text(command.address), .text(command.permission), .text(command.sentence)]
        }
        return report
    }
}
