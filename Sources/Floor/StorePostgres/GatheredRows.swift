// SPDX-License-Identifier: Apache-2.0

import CPostgres
import Store

/// Rows that were inserted one by one and whose answers nobody waits for, kept back to go out together: one statement
/// for each table.
///
/// Whoever asks a table, or changes it by another statement, has its rows sent first; so nobody sees the difference,
/// except that a fault is thrown later.
final class GatheredRows {
    private var statements: [UInt: Known] = [:]
    /// Those with rows, in the order of their first.
    private var waiting: [RowGroup] = []
    private var count = 0
    /// Whether rows may be kept back: not while every write stands in a savepoint of its own.
    private(set) var isOpen = false

    /// What is to be known of a statement, read once.
    private struct Known {
        let sql: SQL
        /// Every name in its text, and some words more.
        let words: Set<String>
        let rows: RowGroup?
    }

    /// Rows kept back before the server is given something to do while we go on: few at first, so that it begins soon,
    /// then more, so that it has few statements to run.
    private var most = GatheredRows.most.first
    private static let most = (first: 128, last: 512)

    func open() {
        forget()
        most = Self.most.first
        isOpen = true
    }

    /// Keeps a statement's row back; false when the statement is to be sent.
    ///
    /// - Parameter types: gives the types of a table's columns by their names.
    func take(
        _ sql: SQL, over session: PostgresSession, types: (String) throws -> [String: Oid]
    ) throws -> Bool {
        guard isOpen, let known = try known(sql, types), let rows = known.rows, rows.accepts(sql.values) else {
            return false
        }
        if rows.isEmpty {
            // Another statement's rows of this table come first.
            try send(rows.insertion.table, over: session)
            waiting.append(rows)
        }
        rows.add(sql.values)
        count += 1
        if count >= most {
            try sendAll(over: session)
            try session.push()
            most = min(2 * most, Self.most.last)
        }
        return true
    }

    /// Sends the rows of every table that a statement names.
    func send(namedBy sql: SQL, over session: PostgresSession) throws {
        guard !waiting.isEmpty else { return }
        guard let known = try known(sql, { _ in [:] }) else { return try sendAll(over: session) }
        try send(over: session) { known.words.contains($0) }
    }

    func send(_ table: String, over session: PostgresSession) throws { try send(over: session) { $0 == table } }

    func sendAll(over session: PostgresSession) throws { try send(over: session) { _ in true } }

    private func send(over session: PostgresSession, _ isWanted: (String) -> Bool) throws {
        for rows in waiting where isWanted(rows.insertion.table) {
            count -= rows.count
            try rows.send(over: session)
        }
        waiting.removeAll(where: \.isEmpty)
    }

    /// Sends everything, and keeps nothing back from here to the next transaction.
    func close(over session: PostgresSession) throws {
        try sendAll(over: session)
        isOpen = false
    }

    func forget() {
        for rows in waiting { rows.forget() }
        waiting.removeAll(keepingCapacity: true)
        count = 0
        isOpen = false
    }

    /// Nil for a statement that was put together at run time.
    private func known(_ sql: SQL, _ types: (String) throws -> [String: Oid]) throws -> Known? {
        guard let identity = sql.identity else { return nil }
        if let known = statements[identity], known.sql.hasSameParts(as: sql) { return known }
        let text = sql.text { _ in "?" }
        let rows = try RowInsertion(text).flatMap { insertion in
            RowGroup(insertion, sql, try types(insertion.table))
        }
        let known = Known(sql: sql.with([]), words: SQLWords(text).all, rows: rows)
        statements[identity] = known
        return known
    }
}

/// The rows of one statement.
private final class RowGroup {
    let insertion: RowInsertion
    private let sql: SQL
    private let types: [Oid]
    private let text: String
    private var rows: [[SQLValue]] = []
    /// Where the row of a key stands, for a statement that overwrites it.
    private var places: [PackedKey: Int] = [:]

    /// - Returns: nil when a column's type or a key is none that can be kept back.
    init?(_ insertion: RowInsertion, _ sql: SQL, _ typeOfColumn: [String: Oid]) {
        let types = insertion.columns.compactMap { typeOfColumn[$0] }
        guard types.count == insertion.columns.count, types.allSatisfy(Self.known.contains) else { return nil }
        if let key = insertion.overwriting?.key {
            guard key.count <= PackedKey.scalarCount, key.allSatisfy({ types[$0] == PostgresType.integer }) else {
                return nil
            }
        }
        self.insertion = insertion
        self.types = types
        self.sql = sql.with([])
        text = insertion.textForArrays
    }

    private static let known = [
        PostgresType.integer, PostgresType.boolean, PostgresType.text, PostgresType.bytes,
    ]

    var isEmpty: Bool { rows.isEmpty }
    /// How many rows were added, with those that overwrote another.
    private(set) var count = 0

    /// Whether the values have the columns' types; if not, the server finds the words for it.
    func accepts(_ values: [SQLValue]) -> Bool {
        guard values.count == types.count else { return false }
        for place in values.indices where !fits(values[place], types[place]) { return false }
        guard let key = insertion.overwriting?.key else { return true }
        return !key.contains { values[$0] == .null }
    }

    private func fits(_ value: SQLValue, _ type: Oid) -> Bool {
        let own = PostgresType.of(value)
        return own == type || own == PostgresType.unknown
    }

    /// Adds a row. One that overwrites an earlier one leaves of it what the statement does not take over.
    func add(_ values: [SQLValue]) {
        count += 1
        guard let overwriting = insertion.overwriting else { return rows.append(values) }
        var key = PackedKey.zero
        for (place, column) in overwriting.key.enumerated() {
            if case .integer(let number) = values[column] { key[place] = number }
        }
        guard let place = places[key] else {
            places[key] = rows.count
            return rows.append(values)
        }
        for column in overwriting.taken { rows[place][column] = values[column] }
    }

    func send(over session: PostgresSession) throws {
        defer { forget() }
        guard rows.count > 1 else { return try rows.first.map { try session.send(sql.with($0)) } ?? () }
        try session.send(text) { parameters in
            for (column, type) in types.enumerated() { parameters.append(column, of: rows, type) }
        }
    }

    func forget() {
        count = 0
        rows.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
    }
}
