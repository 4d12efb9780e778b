// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Why a text is not the JSON that was expected.
public struct JSONFault: Error, Equatable, CustomStringConvertible {
    public let expected: String
    /// Bytes before the fault.
    public let offset: Int

    public init(expected: String, offset: Int) {
        self.expected = expected
        self.offset = offset
    }

    public var description: String { "expected \(expected) at byte \(offset)" }
}

/// Reads JSON by pulling: keys in any order, unknown keys skipped, no tree in between.
public struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    /// The first `straysKept` members that no shape knew, in the order they were met; one that many elements of a list
    /// have stands here once.
    public internal(set) var strays: [Stray] = []
    /// How many more there were.
    public private(set) var straysLeftOut = 0

    /// A request may have a million members that nobody knows, and each takes room in what is told of them.
    public static let straysKept = 32

    /// Objects and arrays inside each other; more are refused, because each takes a piece of the stack.
    public static let deepest = 128

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Calls `member` for each key, standing before its value, which it must read or skip.
    public mutating func object(_ member: (String, inout JSONReader) throws -> Void) throws {
        try expect(UInt8(ascii: "{"), "an object")
        try goDeeper()
        defer { depth -= 1 }
        if try next(is: UInt8(ascii: "}")) { return }
        repeat {
            let key = try string()
            try expect(UInt8(ascii: ":"), "a colon")
            try member(key, &self)
        } while try next(is: UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"), "the end of the object")
    }

    public mutating func array<Element>(_ element: (inout JSONReader) throws -> Element) throws -> [Element] {
        try expect(UInt8(ascii: "["), "an array")
        try goDeeper()
        defer { depth -= 1 }
        if try next(is: UInt8(ascii: "]")) { return [] }
        var elements: [Element] = []
        repeat { elements.append(try element(&self)) } while try next(is: UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"), "the end of the array")
        return elements
    }

    public mutating func integer() throws -> Int64 {
        skipSpace()
        return try digits()
    }

    /// A number with or without decimals and exponent, as near as a `Double` comes; always finite.
    public mutating func decimal() throws -> Double {
        skipSpace()
        let start = position
        try skipNumber()
        guard let value = Double(String(decoding: bytes[start..<position], as: UTF8.self)), value.isFinite else {
            throw JSONFault(expected: "a number", offset: start)
        }
        return value
    }

    /// A number without an exponent, in units of ten to the minus `places`, exactly.
    public mutating func exactDecimal(_ places: Int) throws -> Int64 {
        skipSpace()
        let start = position
        try skipNumber()
        guard let value = try? parseDecimal(String(decoding: bytes[start..<position], as: UTF8.self), decimals: places)
        else { throw JSONFault(expected: "a number with at most \(places) decimals", offset: start) }
        return value
    }

    /// Bytes before what is read next.
    var offset: Int { position }

    /// Goes on at a value whose offset was noted before.
    mutating func move(to offset: Int) { position = offset }

    /// Where the value of each member of the object that stands here begins, nil for one that is not there; goes to the
    /// end of the object, and notes what is none of them.
    ///
    /// - Throws: `Misfit` when no object stands here or a member is said twice; `JSONFault` when it is no JSON.
    mutating func offsets(of members: [StaticString]) throws -> [Int?] {
        try mustBegin(with: UInt8(ascii: "{"), "an object")
        var offsets = [Int?](repeating: nil, count: members.count)
        var expected = 0
        try expect(UInt8(ascii: "{"), "an object")
        try goDeeper()
        defer { depth -= 1 }
        if try next(is: UInt8(ascii: "}")) { return offsets }
        repeat {
            let place = try memberPlace(among: members, expected)
            try expect(UInt8(ascii: ":"), "a colon")
            let start = nextOffset()
            switch place {
            case .known(let member):
                guard offsets[member] == nil else {
                    throw Misfit(.saidTwice, at: Place([.member("\(members[member])")]))
                }
                offsets[member] = start
                expected = member + 1
            case .stray(let name):
                note(Stray(name, among: members))
            }
            try skip()
        } while try next(is: UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"), "the end of the object")
        return offsets
    }

    private enum MemberPlace {
        case known(Int)
        case stray(String)
    }

    /// Reads a member's name and finds it; most come in the order in which they are described.
    private mutating func memberPlace(among members: [StaticString], _ expected: Int) throws -> MemberPlace {
        skipSpace()
        if expected < members.count, stands(quoted: members[expected]) {
            position += members[expected].utf8CodeUnitCount + 2
            return .known(expected)
        }
        let name = try string()
        let known = members.firstIndex { member in member.withUTF8Buffer { $0.elementsEqual(name.utf8) } }
        return known.map(MemberPlace.known) ?? .stray(name)
    }

    private mutating func note(_ stray: Stray) {
        guard !strays.contains(where: stray.isAgain) else { return }
        if strays.count < Self.straysKept { strays.append(stray) } else { straysLeftOut += 1 }
    }

    /// The member of the object that began at `start` whose name must be a misspelling of `name`, because no shape
    /// knows it and nothing else is as near; nil when none of the first few is. The object was read before.
    mutating func misspelling(of name: String, among members: [StaticString], from start: Int) throws -> String? {
        position = start
        var (found, tried): (String?, Int) = (nil, 0)
        try object { word, json in
            try json.skip()
            let stray = Stray(word, among: members)
            guard found == nil, tried < Self.straysKept, !stray.isKnown else { return }
            tried += 1
            if stray.nearest == name { found = stray.name }
        }
        return found
    }

    /// Whether a text in quotes stands here.
    private func stands(quoted text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        let quote = UInt8(ascii: "\"")
        guard position + length + 2 <= bytes.count, bytes[position] == quote, bytes[position + length + 1] == quote
        else { return false }
        return text.withUTF8Buffer { $0.elementsEqual(bytes[(position + 1)...(position + length)]) }
    }

    /// Makes sure of the first byte of the value that stands here.
    mutating func mustBegin(with byte: UInt8, _ what: String) throws {
        skipSpace()
        guard position < bytes.count else { throw JSONFault(expected: what, offset: position) }
        guard bytes[position] == byte else {
            throw Misfit(.badValue(expected: what, found: try written(from: position)))
        }
    }

    /// Reads one value and makes sure that it is all that stands here, so that `12.50` is not taken for twelve.
    ///
    /// - Throws: `Misfit` with what was expected and found; `JSONFault` when no JSON stands here.
    public mutating func strictly<Value>(
        _ expected: @autoclosure () -> String, _ read: (inout JSONReader) throws -> Value
    ) throws -> Value {
        let start = nextOffset()
        if let value = try? read(&self), isAtEndOfValue { return value }
        throw Misfit(.badValue(expected: expected(), found: try written(from: start)))
    }

    /// A string that every engine can keep.
    public mutating func textWithoutZero() throws -> String {
        let text = try string()
        guard !text.utf8.contains(0) else { throw JSONFault(expected: "a text without zero bytes", offset: position) }
        return text
    }

    private var isAtEndOfValue: Bool {
        guard position < bytes.count else { return true }
        return switch bytes[position] {
        case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ":"), 0...0x20: true
        default: false
        }
    }

    /// A value as it was written, cut where it is long.
    private mutating func written(from start: Int) throws -> String {
        position = start
        try skip()
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        return shortened(text)
    }

    /// Reads a part, so that a misfit in it, and a stray member, says where it is.
    mutating func within<Value>(
        _ part: @autoclosure () -> PlacePart, _ read: (inout JSONReader) throws -> Value
    ) throws -> Value {
        let known = strays.count
        let value = try Misfit.placed(in: part()) { try read(&self) }
        for stray in known..<strays.count { strays[stray].place = strays[stray].place.within(part()) }
        return value
    }

    /// Where the next value begins, or the end.
    public mutating func nextOffset() -> Int {
        skipSpace()
        return position
    }

    private mutating func digits() throws -> Int64 {
        let start = position
        let negative = position < bytes.count && bytes[position] == UInt8(ascii: "-")
        if negative { position += 1 }
        var value: Int64 = 0
        let firstDigit = position
        while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10 {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflowed) = tens.subtractingReportingOverflow(Int64(digit))
            guard !overflow, !overflowed else { throw JSONFault(expected: "a 64-bit integer", offset: start) }
            value = sum
            position += 1
        }
        let startsWithZero = position > firstDigit && bytes[firstDigit] == UInt8(ascii: "0")
        guard position > firstDigit, negative || value != .min, !startsWithZero || position == firstDigit + 1 else {
            throw JSONFault(expected: "an integer", offset: start)
        }
        return negative ? value : -value
    }

    public mutating func bool() throws -> Bool {
        if try word("true") { return true }
        if try word("false") { return false }
        throw JSONFault(expected: "true or false", offset: position)
    }

    /// Steps over `null` when it stands here.
    public mutating func null() throws -> Bool { try word("null") }

    /// A text of digits: keys are made from zero up.
    public mutating func id<Entity>(_: Entity.Type = Entity.self) throws -> ID<Entity> {
        try expect(UInt8(ascii: "\""), "a key")
        let start = position
        let value = try digits()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\""), value >= 0,
            value != 0 || position == start + 1
        else {
            throw JSONFault(expected: "the end of the key", offset: position)
        }
        position += 1
        return ID(value)
    }

    public mutating func string() throws -> String {
        try expect(UInt8(ascii: "\""), "a string")
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                guard let text = String(validating: bytes[start..<position], as: UTF8.self) else {
                    throw JSONFault(expected: "UTF-8", offset: start)
                }
                position += 1
                return text
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            default: position += 1
            }
        }
        throw JSONFault(expected: "the end of the string", offset: position)
    }

    /// Steps over a value of any kind.
    public mutating func skip() throws {
        skipSpace()
        guard position < bytes.count else { throw JSONFault(expected: "a value", offset: position) }
        switch bytes[position] {
        case UInt8(ascii: "{"): try object { _, json in try json.skip() }
        case UInt8(ascii: "["): _ = try array { json in try json.skip() }
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try bool()
        case UInt8(ascii: "n"):
            guard try null() else { throw JSONFault(expected: "null", offset: position) }
        default: try skipNumber()
        }
    }

    /// Makes sure that nothing but white space follows.
    public mutating func end() throws {
        skipSpace()
        guard position == bytes.count else { throw JSONFault(expected: "the end", offset: position) }
    }

    /// The first byte of what is read next; nil at the end.
    public var nextByte: UInt8? {
        mutating get {
            skipSpace()
            return position < bytes.count ? bytes[position] : nil
        }
    }

    /// The value that stands here, as it is written.
    mutating func raw() throws -> [UInt8] {
        let start = nextOffset()
        try skip()
        return Array(bytes[start..<position])
    }

    /// Reads the value that stands here with the general decoder.
    public mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        skipSpace()
        let start = position
        try skip()
        return try JSONDecoder().decode(type, from: Data(bytes[start..<position]))
    }

    private mutating func skipNumber() throws {
        _ = nextByte(isOneOf: "-")
        if !nextByte(isOneOf: "0") { try skipDigits() }
        if nextByte(isOneOf: ".") { try skipDigits() }
        if nextByte(isOneOf: "eE") {
            _ = nextByte(isOneOf: "+-")
            try skipDigits()
        }
    }

    private mutating func skipDigits() throws {
        let start = position
        while nextByte(isOneOf: "0123456789") {}
        guard position > start else { throw JSONFault(expected: "a digit", offset: position) }
    }

    private mutating func nextByte(isOneOf choices: String) -> Bool {
        guard position < bytes.count, choices.utf8.contains(bytes[position]) else { return false }
        position += 1
        return true
    }

    private mutating func goDeeper() throws {
        guard depth < Self.deepest else {
            throw JSONFault(expected: "at most \(Self.deepest) levels", offset: position)
        }
        depth += 1
    }

    private mutating func escapedString(from start: Int) throws -> String {
        position = start
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard position < bytes.count else { throw JSONFault(expected: "the end of the string", offset: position) }
        position += 1
        do {
            let quoted = Data(bytes[(start - 1)..<position])
            return try JSONDecoder().decode(String.self, from: quoted)
        } catch {
            throw JSONFault(expected: "a string with valid escapes", offset: start)
        }
    }

    private mutating func word(_ word: StaticString) throws -> Bool {
        skipSpace()
        let length = word.utf8CodeUnitCount
        guard position + length <= bytes.count else { return false }
        let matches = word.withUTF8Buffer { $0.elementsEqual(bytes[position..<(position + length)]) }
        if matches { position += length }
        return matches
    }

    private mutating func next(is byte: UInt8) throws -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8, _ what: String) throws {
        guard try next(is: byte) else { throw JSONFault(expected: what, offset: position) }
    }

    fileprivate mutating func stands(_ byte: UInt8) -> Bool {
        skipSpace()
        return position < bytes.count && bytes[position] == byte
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    }
}

extension JSONReader {
    /// A day: a text as facts write it; a number as they wrote it at first.
    public mutating func day() throws -> Day {
        guard stands(UInt8(ascii: "\"")) else { return Day(number: try integer()) }
        let start = position
        guard let day = Day(try string()) else { throw JSONFault(expected: "a day", offset: start) }
        return day
    }

    /// An instant: a text as facts write it; microseconds as they wrote it at first.
    public mutating func instant() throws -> Instant {
        guard stands(UInt8(ascii: "\"")) else { return Instant(microseconds: try integer()) }
        let start = position
        guard let instant = Instant(try string()) else { throw JSONFault(expected: "an instant", offset: start) }
        return instant
    }

    /// A currency: its code as facts write it; its number as they wrote it at first.
    public mutating func currency() throws -> Currency {
        let start = position
        let currency =
            stands(UInt8(ascii: "\"")) ? Currency(code: try string()) : Currency(number: try integer())
        guard let currency else { throw JSONFault(expected: "a currency", offset: start) }
        return currency
    }

    /// A string that is one of an enumeration's raw values.
    public mutating func choice<Choice: RawRepresentable<String>>(_: Choice.Type = Choice.self) throws -> Choice {
        let start = position
        guard let choice = Choice(rawValue: try string()) else {
            throw JSONFault(expected: "a \(Choice.self)", offset: start)
        }
        return choice
    }

    /// The value of a member that must be there.
    public func present<Value>(_ value: Value?, _ key: String) throws -> Value {
        guard let value else { throw JSONFault(expected: "the member \(key)", offset: position) }
        return value
    }
}
