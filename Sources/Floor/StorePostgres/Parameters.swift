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

    static func of(_ kind: Table.Column.Kind) -> Oid {
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

    /// Adds an array of one dimension with the values of one column of some rows.
    mutating func append(_ column: Int, of rows: [[SQLValue]], _ type: Oid) {
        append(rows.count, of: type, hasNull: rows.contains { $0[column] == .null }) { rows[$0][column] }
    }

    /// Adds an array of one dimension with as many values as there are places.
    mutating func append(_ count: Int, of type: Oid, hasNull: Bool = false, _ value: (Int) -> SQLValue) {
        let start = begin(PostgresType.array(of: type), isNull: false)
        append(Int32(count == 0 ? 0 : 1))
        append(Int32(hasNull ? 1 : 0))
        append(Int32(bitPattern: type))
        if count > 0 {
            append(Int32(count))
            append(Int32(1))
        }
        for place in 0..<count { appendElement(value(place)) }
        end(start)
    }

    private mutating func appendElement(_ value: SQLValue) {
        switch value {
        case .null: return append(Int32(-1))
        case .integer: append(Int32(8))
        case .flag: append(Int32(1))
        case .text(let text): append(Int32(text.utf8.count))
        case .blob(let bytes): append(Int32(bytes.count))
        }
        append(value)
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
