// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import BackOffice
import Foundation
import Kernel
import Store

struct Do: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Do anything the back office can do: run a command given as JSON.",
        discussion: """
            The JSON is an argument, @FILE, or - for standard input. The same --key again gives the first answer and \
            changes nothing. Without COMMAND, or with --list, all commands are shown.

            Example: nightshift do set-policy '{"company":"SHOP","policy":"till-difference","value":300}'
            """)

    @OptionGroup var place: Place
    @Argument(help: "The command's name.") var command: String?
    @Argument(help: "The command as JSON, @FILE, or - for standard input.") var json: String?
    @Option(help: "The idempotency key; made anew when left out.") var key: String?
    @Option(name: .customLong("as"), help: "The code of who does it.") var actor = "owner"
    @Flag(help: "List the commands.") var list = false

    func run() async throws {
        guard let command, !list else { return try FileHandle.put(Self.table.written(as: .table)) }
        try await Complaint.explained {
            let json = try body()
            let line = ProgressLine("doing \(command)")
            defer { line.end() }
            let office = try place.open()
            try await office.settle()
            guard let who = try await office.actor(code: actor) else {
                throw Complaint("There is no actor \(actor). Register one with register-actor.")
            }
            let key = key ?? BackOffice.freshKey()
            let answer =
                command == "issue-api-key"
                ? try await office.issueKey(json, as: who, key: key)
                : try await office.perform(named: command, json, as: who, key: key)
            line.end()
            try FileHandle.put(String(decoding: answer, as: UTF8.self) + "\n")
            try office.store.close()
        }
    }

    private func body() throws -> [UInt8] {
        switch json {
        case nil: return Array("{}".utf8)
        case "-": return Array(try FileHandle.standardInput.readToEnd() ?? Data())
        case .some(let text) where text.hasPrefix("@"):
            guard let data = FileManager.default.contents(atPath: String(text.dropFirst())) else {
                throw Complaint("Cannot read \(text.dropFirst()).")
            }
            return Array(data)
        case .some(let text): return Array(text.utf8)
        }
    }

    private static var table: Report {
        var report = Report(
            "Commands", [.init("command"), .init("address"), .init("permission"), .init("what it does")])
        report.rows = Systems.commands.values.sorted { $0.address < $1.address }.map { command in
            [.text(command.name), .text(command.address), .text(command.permission), .text(command.summary)]
        }
        return report
    }
}
