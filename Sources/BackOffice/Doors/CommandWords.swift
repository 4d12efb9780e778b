// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// A request as words of a command line: `--site S01 --amount 12.50 --line product=SOAP,quantity=2`.
///
/// A field is a flag of its name in lower case with hyphens. A list is said element by element, by the name in the
/// singular; an object as `name=value` with commas between, in quotes where a value has one, and with dots into objects
/// and, counted from one, into lists: `discounts.1.amount=0.50`.
package struct CommandWords {
    private let outline: Outline

    package init(_ outline: Outline) { self.outline = outline }

    /// - Throws: `Misfit` for a flag that is no field, a field said twice, or an object that cannot be read: a member said
    ///   twice, quotes that are not closed, elements that are not counted one after another.
    package func read(_ words: [String]) throws -> Typed {
        var members: [(field: FieldOutline, values: [Typed])] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--"), word.count > 2 else {
                throw Misfit(.badValue(expected: "a field such as \(flags.first ?? "--name")", found: word))
            }
            let (name, inline) = Self.halves(of: word.dropFirst(2), at: "=")
            guard let field = outline.fields.first(where: { Self.names(of: $0).contains(name) }) else {
                let known = outline.fields.flatMap(Self.names)
                throw Misfit(
                    .unknown(nearest: nearest(to: name, among: known).map { "--\($0)" }),
                    at: Place([.member("--\(name)")]))
            }
            let isAlone = inline == nil && (rest.first.map { $0.hasPrefix("--") } ?? true)
            guard let text = inline ?? (isAlone ? (field.kind.isFlag ? "yes" : nil) : rest.popFirst()) else {
                throw Misfit(.missing, at: Place([.member("the value of --\(name)")]))
            }
            let value = try Misfit.placed(in: .member(field.name)) { try Self.value(text, of: field.kind) }
            if let known = members.firstIndex(where: { $0.field.name == field.name }) {
                guard case .list = field.kind else { throw Misfit(.saidTwice, at: Place([.member(field.name)])) }
                members[known].values.append(value)
            } else {
                members.append((field, [value]))
            }
        }
        return .object(
            members.map { field, values in
                if case .list = field.kind { return Typed.Member(field.name, .list(values)) }
                return Typed.Member(field.name, values[0])
            })
    }

    /// The words of the flags that are fields, with their values, and all other words.
    func parted(_ words: [String]) -> (known: [String], others: [String]) {
        var (known, others): ([String], [String]) = ([], [])
        let names = Set(outline.fields.flatMap(Self.names))
        var isKnown = false
        for word in words {
            if word.hasPrefix("--") { isKnown = names.contains(Self.halves(of: word.dropFirst(2), at: "=").0) }
            if isKnown { known.append(word) } else { others.append(word) }
        }
        return (known, others)
    }

    /// Every flag, as it is written.
    package var flags: [String] { outline.fields.map { "--\(Self.flag(of: $0))" } }

    /// The flag of a field: `--occurred-at`; of a list, in the singular: `--line`.
    package static func flag(of field: FieldOutline) -> String {
        let name = hyphenated(field.name)
        if case .list = field.kind, name.hasSuffix("s") { return String(name.dropLast()) }
        return name
    }

    private static func names(of field: FieldOutline) -> [String] {
        [flag(of: field), hyphenated(field.name), field.name]
    }

    /// `occurredAt` as `occurred-at`.
    private static func hyphenated(_ name: String) -> String {
        name.reduce(into: "") { words, letter in words += letter.isUppercase ? "-\(letter.lowercased())" : "\(letter)" }
    }

    private static func halves(of text: some StringProtocol, at mark: Character) -> (String, String?) {
        guard let place = text.firstIndex(of: mark) else { return (String(text), nil) }
        return (String(text[..<place]), String(text[text.index(after: place)...]))
    }

    private static func value(_ text: String, of kind: WireKind) throws -> Typed {
        switch kind {
        case .list(let element): return try value(text, of: element)
        case .object(let outline): return try object(text, outline)
        default: return .text(text)
        }
    }

    private static func object(_ text: String, _ outline: Outline) throws -> Typed {
        var tree = Branch()
        for part in try parts(of: text) {
            let (path, value) = halves(of: part, at: "=")
            let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard let value, !names.contains("") else {
                throw Misfit(
                    .badValue(expected: WireKind.object(outline).typedExample, found: part.isEmpty ? text : part))
            }
            guard tree.put(value, at: names[...]) else { throw Misfit(.saidTwice, at: Place([.member(path)])) }
        }
        return try tree.typed(as: .object(outline), at: "")
    }

    /// The parts between commas; what stands in quotes is one part, and two quotes in there are one.
    ///
    /// - Throws: `Misfit` for quotes that are not closed.
    private static func parts(of text: String) throws -> [String] {
        guard !text.isEmpty else { return [] }
        let quotes = text.count { $0 == "\"" }
        guard quotes.isMultiple(of: 2) else {
            throw Misfit(.badValue(expected: "a text whose quotes are closed", found: text))
        }
        var parts = [""]
        for (place, piece) in text.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            guard place.isMultiple(of: 2) else {
                parts[parts.count - 1] += piece
                continue
            }
            let isBetweenTwo = piece.isEmpty && place > 0 && place < quotes
            let pieces = piece.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            parts[parts.count - 1] += isBetweenTwo ? "\"" : pieces[0]
            parts += pieces.dropFirst()
        }
        return parts
    }

    /// What was said of an object, by the names on the way to it.
    private struct Branch {
        private var text: String?
        private var branches: [(name: String, branch: Branch)] = []

        /// Returns false when something was said there before.
        mutating func put(_ value: String, at path: ArraySlice<String>) -> Bool {
            guard text == nil else { return false }
            guard let name = path.first else {
                guard branches.isEmpty else { return false }
                text = value
                return true
            }
            if let known = branches.firstIndex(where: { $0.name == name }) {
                return branches[known].branch.put(value, at: path.dropFirst())
            }
            var branch = Branch()
            let isNew = branch.put(value, at: path.dropFirst())
            branches.append((name, branch))
            return isNew
        }

        /// - Parameter path: the names on the way to it.
        /// - Throws: `Misfit` for elements of a list that are not counted from one, one after another.
        func typed(as kind: WireKind, at path: String) throws -> Typed {
            func below(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
            switch kind {
            case .list(let element) where !branches.isEmpty:
                // Without numbers, it is the one element.
                guard branches.contains(where: { Int($0.name) != nil }) else {
                    return .list([try typed(as: element, at: path)])
                }
                for (place, (name, _)) in branches.enumerated() where name != "\(place + 1)" {
                    throw Misfit(.badValue(expected: below("\(place + 1)"), found: below(name)))
                }
                return .list(try branches.map { try $0.branch.typed(as: element, at: below($0.name)) })
            case .object(let outline):
                return .object(
                    try branches.map { name, branch in
                        let kind = outline[name]?.kind ?? .text(codeOf: nil)
                        return Typed.Member(name, try branch.typed(as: kind, at: below(name)))
                    })
            default:
                guard let text else {
                    throw Misfit(.badValue(expected: kind.typedExample, found: below(branches[0].name)))
                }
                return .text(text)
            }
        }
    }
}

extension WireKind {
    fileprivate var isFlag: Bool { if case .flag = self { true } else { false } }
}
