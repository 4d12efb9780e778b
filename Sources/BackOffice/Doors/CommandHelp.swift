// SPDX-License-Identifier: Apache-2.0

import Kernel
package import Store

/// The help of a command, as a person reads it on a terminal.
package struct CommandHelp {
    private let command: AnyCommand

    package init(_ command: AnyCommand) { self.command = command }

    package var text: String {
        var lines = [
            "\(command.name): \(command.sentence)", "",
            "It needs the permission \(command.permissions { $0 }). Programs send it to POST /api/\(command.address).",
            "",
        ]
        lines += Self.lines(of: command.outline, indent: "  ") { "--\(CommandWords.flag(of: $0))" }
        lines += [
            "", "Example:", "  \(example)", "",
            "--template shows it as JSON to fill in; --key, --as and --data as ever.",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// A command line with every field that must be there.
    package var example: String {
        let fields = command.outline.fields.filter(\.isRequired).map { field in
            let value = field.example ?? field.kind.sample
            let needsQuotes = value.contains { " ;&|<>()$`\\\"'*?#~%…".contains($0) }
            return " --\(CommandWords.flag(of: field)) \(needsQuotes ? "'\(value)'" : value)"
        }
        return "nightshift do \(command.name)" + fields.joined()
    }

    private static func lines(
        of outline: Outline, indent: String, _ name: (FieldOutline) -> String
    ) -> [String] {
        outline.fields.flatMap { field -> [String] in
            let range = field.range.flatMap { field.kind.words(for: $0) }.map { " \($0)." } ?? ""
            let head = [
                indent + name(field) + (field.isRequired ? "" : " (may be left out)"),
                "\(indent)    \(field.help)",
                "\(indent)    \(field.kind.typedExample.capitalizedFirst).\(range)",
            ]
            guard let parts = field.kind.parts else { return head }
            return head + lines(of: parts, indent: indent + "      ") { $0.name }
        }
    }
}

extension WireKind {
    var isList: Bool { if case .list = self { true } else { false } }

    /// A range in a person's units: `From 0.01 through 100000000000.00`; nil for one that says nothing.
    func words(for range: ClosedRange<Int64>) -> String? {
        switch self {
        case .integer(.pieces):
            range.upperBound == .max
                ? "At least \(range.lowerBound)" : "From \(range.lowerBound) through \(range.upperBound)"
        case .integer where range.lowerBound == 1: "Above zero"
        case .integer where range.lowerBound == 0: "Not below zero"
        case .text where range.lowerBound == range.upperBound: "Exactly \(range.lowerBound) characters"
        case .text where range.lowerBound == 0: "At most \(range.upperBound) characters"
        case .text where range.lowerBound > 0: "At most \(range.upperBound) characters, and not empty"
        case .list where range.upperBound < .max: "At most \(range.upperBound) of them"
        default: nil
        }
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension AnyCommand {
    /// The permission that it needs, and what it needs besides by what is said in it.
    func permissions(_ written: (String) -> String) -> String {
        guard !furtherPermissions.isEmpty else { return written(permission) }
        return "\(written(permission)), and by what it says \(furtherPermissions.map(written).joined(separator: ", "))"
    }
}
