// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Writes compact JSON into a reused buffer: about fifty times as fast as the general encoder on Linux, for what is
/// written at the rate of receipts.
public struct JSONWriter {
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    public init() {}

    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    public mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
        open(UInt8(ascii: "{"))
        try members(&self)
        close(UInt8(ascii: "}"))
    }

    public mutating func array<S: Sequence>(
        _ elements: S, _ each: (inout JSONWriter, S.Element) throws -> Void
    ) rethrows {
        open(UInt8(ascii: "["))
        for element in elements { try each(&self, element) }
        close(UInt8(ascii: "]"))
    }

    /// The key of the next value. Keys of our facts need no escape.
    public mutating func key(_ key: StaticString) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        key.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// The key of the next value, which nobody wrote as code.
    public mutating func key(text key: String) {
        string(key)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// JSON that is written already.
    public mutating func written(_ json: [UInt8]) {
        comma()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    public mutating func integer(_ value: Int64) {
        comma()
        digits(value)
        needsComma = true
    }

    /// A number that is written already, in digits with a point.
    public mutating func number(_ written: String) {
        comma()
        bytes.append(contentsOf: written.utf8)
        needsComma = true
    }

    public mutating func bool(_ value: Bool) {
        comma()
        bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
        needsComma = true
    }

    public mutating func string(_ value: String) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        if value.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            bytes.append(contentsOf: value.utf8)
        } else {
            for byte in value.utf8 { escape(byte) }
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// `"2026-02-28"`
    public mutating func day(_ value: Day) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        civil(value)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// `"2026-02-28T09:30:00Z"`, with a fraction when there is one.
    public mutating func instant(_ value: Instant) {
        let wall = WallTime(microseconds: value.microseconds)
        comma()
        bytes.append(UInt8(ascii: "\""))
        civil(wall.day)
        bytes.append(UInt8(ascii: "T"))
        padded(wall.hour, to: 2)
        bytes.append(UInt8(ascii: ":"))
        padded(wall.minute, to: 2)
        bytes.append(UInt8(ascii: ":"))
        padded(Int(wall.timeOfDay / 1_000_000 % 60), to: 2)
        let fraction = Int(wall.timeOfDay % 1_000_000)
        if fraction != 0 {
            bytes.append(UInt8(ascii: "."))
            padded(fraction, to: 6)
        }
        bytes.append(UInt8(ascii: "Z"))
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    private mutating func civil(_ day: Day) {
        let (year, month, dayOfMonth) = day.civil
        padded(year, to: 4)
        bytes.append(UInt8(ascii: "-"))
        padded(month, to: 2)
        bytes.append(UInt8(ascii: "-"))
        padded(dayOfMonth, to: 2)
    }

    /// As `Kernel.padded`, without a text in between: every receipt has a day and an instant.
    private mutating func padded(_ number: Int, to width: Int) {
        var power = 1
        for _ in 1..<width { power *= 10 }
        guard number >= 0, number < power * 10 else { return digits(Int64(number)) }
        while power > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(number / power % 10))
            power /= 10
        }
    }

    /// As the general encoder does, so that a request written by either has one hash.
    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x08: bytes.append(contentsOf: "\\b".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        case 0x0a: bytes.append(contentsOf: "\\n".utf8)
        case 0x0c: bytes.append(contentsOf: "\\f".utf8)
        case 0x0d: bytes.append(contentsOf: "\\r".utf8)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0..<0x20:
            let hex = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "\\u00".utf8)
            bytes.append(hex[Int(byte >> 4)])
            bytes.append(hex[Int(byte & 15)])
        default: bytes.append(byte)
        }
    }

    /// A key travels as a string of digits.
    public mutating func id<Entity>(_ value: ID<Entity>) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        digits(value.rawValue)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Whatever the general encoder makes of a value, with its keys sorted.
    public mutating func encode(_ value: some Encodable) throws {
        comma()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        bytes.append(contentsOf: try encoder.encode(value))
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        comma()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func digits(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
            var start = buffer.endIndex
            var rest = value.magnitude
            repeat {
                start -= 1
                buffer[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start...]))
        }
    }
}

extension JSONWriter {
    /// A member that is left out when it is zero.
    public mutating func unlessZero(_ key: StaticString, _ value: Int64) {
        guard value != 0 else { return }
        self.key(key)
        integer(value)
    }
}
