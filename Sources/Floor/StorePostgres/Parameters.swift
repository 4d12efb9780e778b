// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Store

/// The numbers by which PostgreSQL names its types.
enum PostgresType {
    static let boolean: Oid = 16
    static let bytes: Oid = 17
    static let integer: Oid = 20
    static let integers: Oid = 1_016
    static let integer16: Oid = 21
    static let integer32: Oid = 23
    static let text: Oid = 25
    static let numeric: Oid = 1_700
    /// The server finds the type out by itself.
    static let unknown: Oid = 0

    static func of(_ value: SQLValue) -> Oid {
        switch value {
        case .null: unknown
        case .integer: integer
        case .flag: boolean
        case .text: text
        case .blob: bytes
        }
    }

    static func of(_ kind: Column.Kind) -> Oid {
        switch kind {
        case .integer: integer
        case .flag: boolean
        case .text: text
        case .blob: bytes
        }
    }

    static func array(of type: Oid) -> Oid {
        switch type {
        case boolean: 1_000
        case bytes: 1_001
        case text: 1_009
        default: integers
        }
    }
}

/// The values of one statement in PostgreSQL's binary form, in memory that is used again for the next one.
struct Parameters {
    private(set) var types: [Oid] = []
    private var bytes: [UInt8] = []
    /// Where each value begins in `bytes`; nil for null.
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []
    private var addresses: [UnsafePointer<CChar>?] = []

    var count: Int { types.count }

    mutating func set(_ values: [SQLValue]) {
        removeAll()
        for value in values {
            let start = begin(PostgresType.of(value), isNull: value == .null)
            append(value)
            end(start)
        }
    }

    mutating func removeAll() {
        types.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
    }

    /// Adds an array of one dimension with the values of one column.
    mutating func append(_ values: some Collection<SQLValue>, of type: Oid) {
        let start = begin(PostgresType.array(of: type), isNull: false)
        append(Int32(values.isEmpty ? 0 : 1))
        append(Int32(values.contains(.null) ? 1 : 0))
        append(Int32(bitPattern: type))
        if !values.isEmpty {
            append(Int32(values.count))
            append(Int32(1))
        }
        for value in values {
            guard value != .null else {
                append(Int32(-1))
                continue
            }
            let length = bytes.count
            append(Int32(0))
            append(value)
            let size = UInt32(bytes.count - length - 4)
            for place in 0..<4 { bytes[length + place] = UInt8(truncatingIfNeeded: size >> UInt32(24 - 8 * place)) }
        }
        end(start)
    }

    /// Calls `body` with what libpq asks for: how many, types, addresses, lengths, formats.
    mutating func withPointers<Value>(
        _ body: (
            Int32, UnsafePointer<Oid>?, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?,
            UnsafePointer<Int32>?
        ) -> Value
    ) -> Value {
        // Ones everywhere: every value travels in its binary form.
        while formats.count < count { formats.append(1) }
        if bytes.isEmpty { bytes.append(0) }
        addresses.removeAll(keepingCapacity: true)
        return bytes.withUnsafeBytes { memory in
            let base = memory.assumingMemoryBound(to: CChar.self).baseAddress
            for start in starts { addresses.append(start.flatMap { offset in base.map { $0 + offset } }) }
            return body(Int32(count), types, addresses, lengths, formats)
        }
    }

    private mutating func begin(_ type: Oid, isNull: Bool) -> Int {
        types.append(type)
        starts.append(isNull ? nil : bytes.count)
        return bytes.count
    }

    private mutating func end(_ start: Int) { lengths.append(Int32(bytes.count - start)) }

    private mutating func append(_ value: SQLValue) {
        switch value {
        case .null: break
        case .integer(let value): withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
        case .flag(let value): bytes.append(value ? 1 : 0)
        case .text(let value): bytes.append(contentsOf: value.utf8)
        case .blob(let value): bytes.append(contentsOf: value)
        }
    }

    private mutating func append(_ value: Int32) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
