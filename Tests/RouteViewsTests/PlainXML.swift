// SPDX-License-Identifier: Apache-2.0

/// Reads XML in the plainest way there is: tags, attributes, text. It knows no declarations and no comments, which we do
/// not write.
struct PlainXML {
    struct Fault: Error { let reason: String }
    struct Element {
        let name: String
        let attributes: [String: String]
        var text = ""
    }

    /// Every element in the order of its opening, with the text that stands right within it.
    private(set) var elements: [Element] = []

    init(_ text: String) throws {
        var open: [Int] = []
        var rest = text[...]
        while !rest.isEmpty {
            let tag = rest.firstIndex(of: "<") ?? rest.endIndex
            try take(text: rest[..<tag], inside: open.last)
            rest = rest[tag...]
            guard !rest.isEmpty else { break }
            guard let end = rest.firstIndex(of: ">") else { throw Fault(reason: "a tag does not end") }
            try take(tag: rest[rest.index(after: rest.startIndex)..<end], &open)
            rest = rest[rest.index(after: end)...]
        }
        guard open.isEmpty else { throw Fault(reason: "\(open.count) elements do not end") }
    }

    private mutating func take(text: Substring, inside element: Int?) throws {
        guard let element else {
            guard text.allSatisfy(\.isWhitespace) else { throw Fault(reason: "text outside: \(text)") }
            return
        }
        elements[element].text += try unescaped(text)
    }

    private mutating func take(tag: Substring, _ open: inout [Int]) throws {
        if tag.hasPrefix("/") {
            guard let last = open.popLast(), elements[last].name == tag.dropFirst() else {
                throw Fault(reason: "\(tag) ends nothing")
            }
            return
        }
        let isEmpty = tag.hasSuffix("/")
        var rest = isEmpty ? tag.dropLast() : tag
        let name = String(rest.prefix { !$0.isWhitespace })
        rest = rest.dropFirst(name.count)
        var attributes: [String: String] = [:]
        while let match = rest.prefixMatch(of: /\s+([A-Za-z-]+)="([^"<]*)"/) {
            guard attributes.updateValue(try unescaped(match.2), forKey: String(match.1)) == nil else {
                throw Fault(reason: "\(match.1) stands twice")
            }
            rest = rest[match.range.upperBound...]
        }
        guard rest.isEmpty, !name.isEmpty else { throw Fault(reason: "what is <\(tag)>") }
        elements.append(Element(name: name, attributes: attributes))
        if !isEmpty { open.append(elements.count - 1) }
    }

    private func unescaped(_ text: Substring) throws -> String {
        let known = ["&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\""]
        return try text.split(separator: "&", omittingEmptySubsequences: false).enumerated().map { number, part in
            guard number > 0 else { return String(part) }
            guard let (entity, letter) = known.first(where: { "&\(part)".hasPrefix($0.key) }) else {
                throw Fault(reason: "what is &\(part.prefix(8))")
            }
            return letter + part.dropFirst(entity.count - 1)
        }.joined()
    }

    func all(_ name: String, _ kind: String? = nil) -> [Element] {
        elements.filter { $0.name == name && (kind == nil || $0.attributes["class"] == kind) }
    }
}
