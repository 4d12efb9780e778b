// SPDX-License-Identifier: Apache-2.0

import Kernel
package import Store

/// The page about every command, made from their descriptions: `docs/COMMANDS.md`.
package enum CommandsPage {
    package static func markdown(of systems: [System]) -> String {
        let head = """
            # Commands

            This page is made from the commands' own descriptions; `make golden` makes it anew.

            Everything that changes state is one of these. `nightshift do NAME --help` shows one with an example, and
            `GET /api/openapi.json` describes them all for programs. On the command line amounts are typed as `12.50`,
            quantities as `1.250`, rates as `8.25%`; in JSON they are whole numbers of minor units, thousandths and
            millionths. A *wish* is refused when it has a member that nobody knows; of what *happened*, what is known is
            taken, the rest is kept, and a person is told.

            """
        let parts = systems.filter { !$0.commands.isEmpty }.map { system in
            (["## \(system.name)", ""] + system.commands.flatMap(lines)).joined(separator: "\n")
        }
        return head + "\n" + parts.joined(separator: "\n")
    }

    private static func lines(of command: AnyCommand) -> [String] {
        let mood = command.mood == .wish ? "A wish" : "It happened"
        return [
            "### \(command.name)", "", command.sentence, "",
            "\(mood) · permission \(command.permissions { "`\($0)`" }) · `POST /api/\(command.address)`", "",
        ] + table(of: command.outline, "Field", isAsked: true) + answer(of: command) + [
            "```sh", CommandHelp(command).example, "```", "",
        ]
    }

    private static func answer(of command: AnyCommand) -> [String] {
        command.answer.fields.isEmpty ? ["Answer: `{}`.", ""] : table(of: command.answer, "Answer", isAsked: false)
    }

    /// - Parameter isAsked: whether it is what others send, and so has limits.
    private static func table(of outline: Outline, _ title: String, isAsked: Bool) -> [String] {
        let rows = rows(of: outline, isAsked, within: "")
        guard !rows.isEmpty else { return [] }
        return ["| \(title) | | What it is |", "|---|---|---|"] + rows + [""]
    }

    private static func rows(of outline: Outline, _ isAsked: Bool, within path: String) -> [String] {
        outline.fields.flatMap { field -> [String] in
            let name = path + field.name + (field.kind.isList ? "[]" : "")
            let limits = isAsked ? field.range.flatMap { field.kind.words(for: $0) } : nil
            let range = limits.map { "; \($0.lowercasedFirst)" } ?? ""
            let row =
                "| `\(name)`\(field.isRequired ? "" : " ?") | \(field.kind.word)\(range) | \(field.help) |"
            return [row] + (field.kind.parts.map { rows(of: $0, isAsked, within: name + ".") } ?? [])
        }
    }
}

extension WireKind {
    /// What a table calls it.
    fileprivate var word: String {
        switch self {
        case .text(nil): "text"
        case .text(let entity?): "code of \(withArticle(entity))"
        case .integer(.pieces): "whole number"
        case .integer(let unit): unit.name
        case .flag: "true or false"
        case .day: "day"
        case .instant: "instant"
        case .currency: "currency"
        case .key(let entity): "key of \(withArticle(entity))"
        case .printedNumber: "number or text"
        case .choice(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        case .list(let element): element.parts == nil ? "list: \(element.word)" : "list"
        case .object: "object"
        }
    }
}

extension String {
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
