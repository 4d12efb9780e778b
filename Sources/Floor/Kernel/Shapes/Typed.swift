// SPDX-License-Identifier: Apache-2.0

/// What a person typed for a value: amounts as `12.50`, quantities as `1.250`, rates as `8.25%`, `now` for an instant.
///
/// It becomes the JSON of the value, which is then read as strictly as any other.
public indirect enum Typed: Equatable, Sendable {
    case text(String)
    case list([Typed])
    case object([Member])
    /// JSON that is written already.
    case written([UInt8])

    public struct Member: Equatable, Sendable {
        public let name: String
        public let value: Typed

        public init(_ name: String, _ value: Typed) {
            self.name = name
            self.value = value
        }
    }
}

/// Turns what a person typed into JSON.
public struct Typing: Sendable {
    /// Of the amounts; nil when it is not known.
    let currency: Currency?
    /// What `now` means.
    let now: Instant

    public init(currency: Currency?, now: Instant) {
        self.currency = currency
        self.now = now
    }

    /// - Throws: `Misfit` that says where something was typed that is not of the kind.
    public func json(of typed: Typed, as outline: Outline) throws -> [UInt8] {
        var json = JSONWriter()
        try write(typed, as: .object(outline), to: &json)
        return json.bytes
    }

    private func write(_ typed: Typed, as kind: WireKind, to json: inout JSONWriter) throws {
        switch (typed, kind) {
        case (.written(let bytes), _): json.written(bytes)
        case (.object(let members), .object(let outline)):
            try json.object { json in
                for member in members {
                    json.key(text: member.name)
                    // A member nobody knows is written as it is: whoever reads it says so.
                    let kind = outline[member.name]?.kind ?? .text(codeOf: nil)
                    try Misfit.placed(in: .member(member.name)) { try write(member.value, as: kind, to: &json) }
                }
            }
        case (.list(let elements), .list(let element)):
            var place = 0
            try json.array(elements) { json, typed in
                defer { place += 1 }
                try Misfit.placed(in: .index(place)) { try write(typed, as: element, to: &json) }
            }
        case (_, .list): try write(.list([typed]), as: kind, to: &json)
        case (.text(let text), _): try write(text, as: kind, to: &json)
        case (.object, _), (.list, _): throw Misfit(.badValue(expected: kind.typedExample, found: "several values"))
        }
    }

    private func write(_ text: String, as kind: WireKind, to json: inout JSONWriter) throws {
        func misfit() -> Misfit { Misfit(.badValue(expected: kind.typedExample, found: text)) }
        switch kind {
        case .integer(let unit):
            guard let number = number(text, unit) else { throw misfit() }
            json.number(shortDecimal(number, decimals: unit.decimals))
        case .flag:
            switch text.lowercased() {
            case "true", "yes": json.bool(true)
            case "false", "no": json.bool(false)
            default: throw misfit()
            }
        case .instant: json.string(text == "now" ? now.description : text)
        case .text, .day, .currency, .key, .choice: json.string(text)
        case .printedNumber:
            if let number = Int64(text), "\(number)" == text { json.integer(number) } else { json.string(text) }
        case .list, .object: throw misfit()
        }
    }

    private func number(_ text: String, _ unit: NumberUnit) -> Int64? {
        switch unit {
        case .pieces: return Int64(text)
        case .minorUnits: return currency.flatMap { try? parseDecimal(text, decimals: $0.decimals) }
        case .unitPrice: return currency.flatMap { try? parseDecimal(text, decimals: $0.decimals + 4) }
        case .thousandths, .units: return try? parseDecimal(text, decimals: 3)
        case .millionths:
            guard text.hasSuffix("%") else { return nil }
            return try? parseDecimal(text.dropLast(), decimals: 4)
        }
    }
}

extension WireKind {
    /// What a person types for it.
    public var typedExample: String {
        switch self {
        case .text(nil): "a text"
        case .text(let entity?): "the code of \(withArticle(entity))"
        case .integer(.pieces): "a whole number"
        case .integer(.minorUnits): "an amount with the decimals of the currency, such as 12.50"
        case .integer(.thousandths): "a quantity with at most three decimals, such as 1.250"
        case .integer(.millionths): "a rate such as 8.25%"
        case .integer(.unitPrice):
            "a price such as 12.50, with up to four decimals more than the currency has, such as 1.859"
        case .integer(.units): "a number with at most three decimals, such as 12 or 22.68"
        case .flag: "yes or no"
        case .day: "a day such as 2026-02-28"
        case .instant: "an instant such as 2026-02-28T09:30:00Z or 2026-02-28T10:30:00+01:00, or now"
        case .currency: "an ISO 4217 currency code such as USD"
        case .key(let entity): "the key of \(withArticle(entity)), which is a number"
        case .printedNumber: "a number as it is printed, such as 4711 or INV-2026-0001"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        case .list(let element): "\(element.typedExample), once or more"
        case .object(let outline): outline.fields.map { "\($0.name)=…" }.joined(separator: ",")
        }
    }
}

// MARK: JSON with what a person typed in it

extension Typed {
    /// Reads JSON in which numbers with a unit may stand as a person types them, in quotes; numbers are as they are.
    ///
    /// - Throws: `JSONFault` when it is no JSON.
    public static func read(_ json: [UInt8], as outline: Outline) throws -> Typed {
        var reader = JSONReader(json)
        let typed = try read(&reader, as: .object(outline))
        try reader.end()
        return typed
    }

    private static func read(_ json: inout JSONReader, as kind: WireKind) throws -> Typed {
        switch (json.nextByte, kind) {
        case (UInt8(ascii: "{"), .object(let outline)):
            var members: [Member] = []
            try json.object { name, json in
                let kind = outline[name]?.kind ?? .text(codeOf: nil)
                members.append(Member(name, try read(&json, as: kind)))
            }
            return .object(members)
        case (UInt8(ascii: "["), .list(let element)):
            return .list(try json.array { try read(&$0, as: element) })
        case (UInt8(ascii: "\""), .integer(.minorUnits)), (UInt8(ascii: "\""), .integer(.thousandths)),
            (UInt8(ascii: "\""), .integer(.millionths)), (UInt8(ascii: "\""), .integer(.unitPrice)),
            (UInt8(ascii: "\""), .instant):
            return .text(try json.string())
        default: return .written(try json.raw())
        }
    }
}

extension Outline {
    /// A JSON to fill in, amounts and quantities as a person types them.
    public func template(at now: Instant) -> String {
        var text = ""
        Self.write(.object(self), nil, now, indent: "", to: &text)
        return text + "\n"
    }

    private static func write(
        _ kind: WireKind, _ field: FieldOutline?, _ now: Instant, indent: String, to text: inout String
    ) {
        func quoted(_ word: String) -> String { "\"\(word)\"" }
        switch kind {
        case .object(let outline):
            text += "{\n"
            for (place, field) in outline.fields.enumerated() {
                text += indent + "  " + quoted(field.name) + ": "
                if field.isRequired {
                    write(field.kind, field, now, indent: indent + "  ", to: &text)
                } else {
                    text += "null"
                }
                text += place == outline.fields.count - 1 ? "\n" : ",\n"
            }
            text += indent + "}"
        case .list(let element):
            text += "["
            write(element, field, now, indent: indent, to: &text)
            text += "]"
        case .flag: text += "true"
        case .integer(.pieces), .integer(.units): text += field?.example ?? "1"
        case .instant: text += quoted(now.description)
        default: text += quoted(field?.example ?? kind.sample)
        }
    }
}

extension WireKind {
    /// Something of the kind, as a person types it.
    public var sample: String {
        switch self {
        case .text: "…"
        case .integer(.pieces), .integer(.units): "1"
        case .integer(.minorUnits), .integer(.unitPrice): "12.50"
        case .integer(.thousandths): "1.250"
        case .integer(.millionths): "8.25%"
        case .flag: "yes"
        case .day: "2026-02-28"
        case .instant: "now"
        case .currency: "USD"
        case .key, .printedNumber: "4711"
        case .choice(let words): words.first ?? ""
        case .list(let element): element.sample
        case .object(let outline):
            outline.fields.filter(\.isRequired).map { field in
                let value = field.example ?? field.kind.sample
                return "\(field.name)=\(value.contains(",") ? "\"\(value)\"" : value)"
            }.joined(separator: ",")
        }
    }
}
