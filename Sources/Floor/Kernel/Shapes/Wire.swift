// SPDX-License-Identifier: Apache-2.0

/// A value that travels: through JSON, a form, a command line, an API's schema.
public protocol Wire: Sendable {
    /// What it is, for those who describe it or ask a person for it.
    static var kind: WireKind { get }

    /// Reads it strictly from where `json` stands.
    ///
    /// - Throws: `Misfit`, or `JSONFault` where the text is no JSON at all.
    static func read(_ json: inout JSONReader) throws -> Self

    func write(to json: inout JSONWriter)

    /// What a member that is missing stands for; nil when it must be there.
    static var absent: Self? { get }

    /// Whether it is what a missing member stands for, so that it need not be written.
    var isAbsent: Bool { get }

    /// What a range is about: a number's count, a text's characters, a list's elements; nil for nothing that is counted.
    var extent: Int64? { get }

    /// Whether its extent lies within a range; what has none does.
    func fits(_ range: ClosedRange<Int64>) -> Bool

    /// One of it, as a person types it; nil where the kind alone suggests one.
    static var example: String? { get }

    /// Whether it consists of parts, which `check` looks at.
    static var hasParts: Bool { get }

    /// Checks what lies within it, each part against the range of its own field.
    func check() throws
}

extension Wire {
    public static var absent: Self? { nil }
    public var isAbsent: Bool { false }
    public var extent: Int64? { nil }
    public func fits(_ range: ClosedRange<Int64>) -> Bool { extent.map(range.contains) ?? true }
    public static var hasParts: Bool { false }
    public static var example: String? { nil }
    public func check() throws {}
}

/// What a value is.
public indirect enum WireKind: Sendable {
    /// The entity whose code it is, as people say it; nil for any other text.
    case text(codeOf: String?)
    case integer(NumberUnit)
    case flag
    case day, instant, currency
    /// The entity whose key it is, as people say it; it travels as a string of digits.
    case key(of: String)
    /// A whole number, or a text where it is none.
    case printedNumber
    case choice([String])
    case list(WireKind)
    case object(Outline)
}

/// What a whole number counts.
public enum NumberUnit: Sendable {
    case pieces, minorUnits, thousandths, millionths
    /// Minor units with up to four decimals, and units of a product with up to three: in JSON they are decimals.
    case unitPrice, units

    /// As people say it.
    public var name: String {
        switch self {
        case .pieces: "pieces"
        case .minorUnits: "minor units"
        case .thousandths: "thousandths"
        case .millionths: "millionths"
        case .unitPrice: "minor units, with decimals"
        case .units: "units, with decimals"
        }
    }

    /// How many decimals it may have in JSON.
    public var decimals: Int {
        switch self {
        case .pieces, .minorUnits, .thousandths, .millionths: 0
        case .unitPrice: 4
        case .units: 3
        }
    }
}

extension String: Wire {
    public static var kind: WireKind { .text(codeOf: nil) }
    public static func read(_ json: inout JSONReader) throws -> String {
        try json.strictly("a text without zero bytes") { try $0.textWithoutZero() }
    }
    public func write(to json: inout JSONWriter) { json.string(self) }
    public var extent: Int64? { Int64(unicodeScalars.count) }
    /// A text has no more characters than bytes, and one of some bytes has one character at least.
    public func fits(_ range: ClosedRange<Int64>) -> Bool {
        let bytes = Int64(utf8.count)
        if bytes <= range.upperBound, range.lowerBound <= min(1, bytes) { return true }
        return range.contains(Int64(unicodeScalars.count))
    }
}

extension Int64: Wire {
    public static var kind: WireKind { .integer(.pieces) }
    public static func read(_ json: inout JSONReader) throws -> Int64 {
        try json.strictly("a whole number") { try $0.integer() }
    }
    public func write(to json: inout JSONWriter) { json.integer(self) }
    public var extent: Int64? { self }
}

extension Int: Wire {
    public static var kind: WireKind { .integer(.pieces) }
    public static func read(_ json: inout JSONReader) throws -> Int { Int(try Int64.read(&json)) }
    public func write(to json: inout JSONWriter) { json.integer(Int64(self)) }
    public var extent: Int64? { Int64(self) }
}

extension Bool: Wire {
    public static var kind: WireKind { .flag }
    public static func read(_ json: inout JSONReader) throws -> Bool {
        try json.strictly("true or false") { try $0.bool() }
    }
    public func write(to json: inout JSONWriter) { json.bool(self) }
}

extension WholeUnits where Self: Wire {
    public func write(to json: inout JSONWriter) { json.integer(count) }
    public var extent: Int64? { count }
}

extension MinorUnits: Wire {
    public static var kind: WireKind { .integer(.minorUnits) }
    public static func read(_ json: inout JSONReader) throws -> MinorUnits {
        try json.strictly("a whole number of minor units, such as 1250 for 12.50") { MinorUnits(try $0.integer()) }
    }
}

extension Thousandths: Wire {
    public static var kind: WireKind { .integer(.thousandths) }
    public static func read(_ json: inout JSONReader) throws -> Thousandths {
        try json.strictly("a whole number of thousandths, such as 1250 for 1.250") { Thousandths(try $0.integer()) }
    }
}

extension Millionths: Wire {
    public static var kind: WireKind { .integer(.millionths) }
    public static func read(_ json: inout JSONReader) throws -> Millionths {
        try json.strictly("a whole number of millionths, such as 82500 for 8.25%") { Millionths(try $0.integer()) }
    }
}

extension Code: Wire {
    public static var kind: WireKind { .text(codeOf: entityName(Entity.self)) }
    public static func read(_ json: inout JSONReader) throws -> Code {
        try json.strictly("the code of \(withArticle(entityName(Entity.self)))") { Code(try $0.textWithoutZero()) }
    }
    public func write(to json: inout JSONWriter) { json.string(text) }
    public var extent: Int64? { text.extent }
    public func fits(_ range: ClosedRange<Int64>) -> Bool { text.fits(range) }
    public static var example: String? { (Entity.self as? any Coded.Type)?.example }
}

extension ID: Wire {
    public static var kind: WireKind { .key(of: entityName(Entity.self)) }
    public static func read(_ json: inout JSONReader) throws -> ID {
        try json.strictly("a key, which is a text of digits such as \"4711\"") { try $0.id() }
    }
    public func write(to json: inout JSONWriter) { json.id(self) }
}

extension Day: Wire {
    public static var kind: WireKind { .day }
    public static func read(_ json: inout JSONReader) throws -> Day {
        try json.strictly("a day such as 2026-02-28") { json in
            guard let day = Day(try json.string()) else { throw JSONFault(expected: "a day", offset: json.offset) }
            return day
        }
    }
    public func write(to json: inout JSONWriter) { json.day(self) }
}

extension Instant: Wire {
    public static var kind: WireKind { .instant }
    public static func read(_ json: inout JSONReader) throws -> Instant {
        try json.strictly("an instant such as 2026-02-28T09:30:00Z or 2026-02-28T10:30:00+01:00") { json in
            guard let instant = Instant(try json.string()) else {
                throw JSONFault(expected: "an instant", offset: json.offset)
            }
            return instant
        }
    }
    public func write(to json: inout JSONWriter) { json.instant(self) }
}

extension Currency: Wire {
    public static var kind: WireKind { .currency }
    public static func read(_ json: inout JSONReader) throws -> Currency {
        try json.strictly("an ISO 4217 currency code such as USD") { json in
            guard let currency = Currency(code: try json.string()) else {
                throw JSONFault(expected: "a currency", offset: json.offset)
            }
            return currency
        }
    }
    public func write(to json: inout JSONWriter) { json.string(code) }
}

extension Optional: Wire where Wrapped: Wire {
    public static var kind: WireKind { Wrapped.kind }
    /// Null says what a missing member says.
    public static func read(_ json: inout JSONReader) throws -> Wrapped? {
        try json.null() ? nil : try Wrapped.read(&json)
    }
    /// A member that is nil is left out; an element of a list is null.
    public func write(to json: inout JSONWriter) {
        if let self { self.write(to: &json) } else { json.written(Array("null".utf8)) }
    }
    public static var example: String? { Wrapped.example }
    public static var absent: Wrapped?? { .some(nil) }
    public var isAbsent: Bool { self == nil }
    public var extent: Int64? { self?.extent }
    public func fits(_ range: ClosedRange<Int64>) -> Bool { self?.fits(range) ?? true }
    public static var hasParts: Bool { Wrapped.hasParts }
    public func check() throws { try self?.check() }
}

extension Array: Wire where Element: Wire {
    public static var kind: WireKind { .list(Element.kind) }
    public static func read(_ json: inout JSONReader) throws -> [Element] {
        try json.mustBegin(with: UInt8(ascii: "["), "a list")
        var place = 0
        return try json.array { json in
            defer { place += 1 }
            return try json.within(.index(place)) { try Element.read(&$0) }
        }
    }
    public func write(to json: inout JSONWriter) { json.array(self) { $1.write(to: &$0) } }
    public var extent: Int64? { Int64(count) }
    public static var example: String? { Element.example }
    public static var hasParts: Bool { true }
    public func check() throws {
        guard !isEmpty else { return }
        let kind = Element.kind
        let range = kind.usualRange
        for place in indices {
            try Misfit.placed(in: .index(place)) {
                if let range, !self[place].fits(range), let extent = self[place].extent, let counted = kind.counted {
                    throw Misfit(.outOfRange(range, extent: extent, counted))
                }
                try self[place].check()
            }
        }
    }
}

/// One of a few words, each a case of an enumeration.
public protocol Choice: Wire, RawRepresentable<String>, CaseIterable {}

extension Choice {
    public static var kind: WireKind { .choice(allCases.map(\.rawValue)) }
    public static func read(_ json: inout JSONReader) throws -> Self {
        let words = allCases.map(\.rawValue)
        return try json.strictly("one of \(words.joined(separator: ", "))") { json in
            let word = try json.string()
            if let choice = Self(rawValue: word) { return choice }
            throw Misfit(.badValue(expected: "one of \(words.joined(separator: ", "))", found: word))
        }
    }
    public func write(to json: inout JSONWriter) { json.string(rawValue) }
}

/// An entity as people say it: `site`, `stock document`, `API key`.
func entityName(_ entity: Any.Type) -> String {
    let letters = Array(String(describing: entity))
    var words: [String] = []
    for (place, letter) in letters.enumerated() {
        let follows =
            place > 0 && (letters[place - 1].isLowercase || letters.dropFirst(place + 1).first?.isLowercase == true)
        if words.isEmpty || (letter.isUppercase && follows) { words.append("") }
        words[words.count - 1].append(letter)
    }
    return words.map { $0.count > 1 && $0.allSatisfy(\.isUppercase) ? $0 : $0.lowercased() }.joined(separator: " ")
}

/// `a site`, `an actor`.
public func withArticle(_ noun: String) -> String {
    ("aeiouAEIOU".contains(noun.first ?? "x") ? "an " : "a ") + noun
}
