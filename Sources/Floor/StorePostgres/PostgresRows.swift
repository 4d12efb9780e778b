// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Store

/// The first row of a result of libpq, read from PostgreSQL's binary form.
final class PostgresRows: Cursor {
    /// A result with one row, or with none.
    private var result: OpaquePointer?

    var isEmpty: Bool { result.map { PQntuples($0) == 0 } ?? true }

    /// Stands on another result and frees the one before.
    ///
    /// - Throws: `StoreFault.constraint` when a sum does not fit 64 bits, as on SQLite.
    func stand(on next: OpaquePointer?) throws {
        PQclear(result)
        result = next
        guard !isEmpty else { return }
        for column in 0..<PQnfields(result) where PQftype(result, column) == PostgresType.numeric {
            guard isNull(Int(column)) || numeric(Int(column)) != nil else {
                throw StoreFault.constraint("a number leaves 64 bits, or is not whole")
            }
        }
    }

    deinit { PQclear(result) }

    func isNull(_ column: Int) -> Bool { PQgetisnull(result, 0, Int32(column)) == 1 }

    func integer(_ column: Int) -> Int64 {
        let bytes = bytes(column)
        return switch PQftype(result, Int32(column)) {
        case PostgresType.numeric: numeric(column) ?? 0
        case PostgresType.boolean: bytes.first == 1 ? 1 : 0
        case PostgresType.integer16, PostgresType.integer32:
            bytes.reduce(Int64(Int8(bitPattern: bytes.first ?? 0)) >> 7) { $0 << 8 | Int64($1) }
        default: bytes.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
        }
    }

    func flag(_ column: Int) -> Bool { integer(column) != 0 }
    func text(_ column: Int) -> String { String(decoding: bytes(column), as: UTF8.self) }
    func blob(_ column: Int) -> [UInt8] { Array(bytes(column)) }

    private func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: PQgetvalue(result, 0, Int32(column)), count: Int(PQgetlength(result, 0, Int32(column))))
    }

    /// A whole number as `sum` over `bigint` gives it: digits to the base of ten thousand; nil when it leaves 64 bits
    /// or is no whole number.
    private func numeric(_ column: Int) -> Int64? {
        let bytes = bytes(column)
        func word(_ place: Int) -> Int64 {
            guard bytes.count >= 2 * place + 2 else { return 0 }
            return Int64(Int16(bitPattern: UInt16(bytes[2 * place]) << 8 | UInt16(bytes[2 * place + 1])))
        }
        let digits = Int(word(0))
        let weight = Int(word(1))
        guard word(2) == 0 || word(2) == 0x4000, weight < 5, digits <= weight + 1 else { return nil }
        var sum: Int64 = 0
        for place in 0..<max(0, weight + 1) {
            let digit = place < digits ? word(4 + place) : 0
            // Below zero there is room for one more than above.
            let (product, overflow) = sum.multipliedReportingOverflow(by: 10_000)
            let (next, beyond) = product.subtractingReportingOverflow(digit)
            guard !overflow, !beyond else { return nil }
            sum = next
        }
        guard word(2) == 0 else { return sum }
        return sum == .min ? nil : -sum
    }
}
