// SPDX-License-Identifier: Apache-2.0

public import Kernel

/// A table of sums that grows with every fact, by a key and amounts that say their columns once.
///
/// ```swift
/// static let balance = RunningTotal<BalanceKey, DebitCredit>(
///     "accounting_balance",
///     keys: [TotalColumn("day", \.day), TotalColumn("site_id", \.site), TotalColumn("account_id", \.account)],
///     amounts: [TotalColumn("debit", \.debit), TotalColumn("credit", \.credit)])
///
/// tx.add(DebitCredit(debit: 1_250, credit: 0), to: balance, at: BalanceKey(day: day, site: site, account: account))
/// ```
public struct RunningTotal<Key: Sendable, Amounts: Sendable>: Sendable {
    let table: TotalTable
    private let keys: [TotalColumn<Key>]
    private let amounts: [TotalColumn<Amounts>]

    /// - Parameters:
    ///   - keys: the columns of the primary key, at most eight.
    ///   - amounts: the columns that are summed, at most two.
    public init(_ table: String, keys: [TotalColumn<Key>], amounts: [TotalColumn<Amounts>]) {
        self.table = TotalTable(table, keys: keys.map { "\($0.name)" }, amounts: amounts.map { "\($0.name)" })
        self.keys = keys
        self.amounts = amounts
    }

    func packed(_ key: Key) -> PackedKey {
        var packed = PackedKey.zero
        for place in keys.indices { packed[place] = keys[place].number(key) }
        return packed
    }

    func packed(_ change: Amounts) -> PackedAmounts {
        var packed = PackedAmounts.zero
        for place in amounts.indices { packed[place] = amounts[place].number(change) }
        return packed
    }
}

/// One column of a total: its name, and which part of the key or of the amounts it holds.
public struct TotalColumn<Owner: Sendable>: Sendable {
    let name: StaticString
    let number: @Sendable (Owner) -> Int64

    public init(_ name: StaticString, _ part: @escaping @Sendable (Owner) -> some TotalValue) {
        self.name = name
        number = { part($0).totalNumber }
    }
}

/// What a column of a total can hold: everything that is a number in a table.
public protocol TotalValue: Sendable {
    var totalNumber: Int64 { get }
}

extension Int64: TotalValue {
    public var totalNumber: Int64 { self }
}

extension Int: TotalValue {
    public var totalNumber: Int64 { Int64(self) }
}

extension ID: TotalValue {
    public var totalNumber: Int64 { rawValue }
}

extension Day: TotalValue {
    public var totalNumber: Int64 { number }
}

extension Currency: TotalValue {
    public var totalNumber: Int64 { number }
}

extension WholeUnits {
    public var totalNumber: Int64 { count }
}

extension MinorUnits: TotalValue {}
extension Thousandths: TotalValue {}

/// A total as an engine sees it: a table, up to eight key columns and two amounts.
public final class TotalTable: Sendable {
    public let table: String
    public let keys: [String]
    public let amounts: [String]
    /// The statement that adds rows begins and ends so.
    public let insertion: String
    public let onConflict: String
    /// The statement that adds to one row, with a place for each key and amount.
    private let addition: SQL

    init(_ table: String, keys: [String], amounts: [String]) {
        precondition(keys.count <= PackedKey.scalarCount, "a running total has at most eight key columns")
        precondition(amounts.count <= PackedAmounts.scalarCount, "a running total sums at most two columns")
        precondition(Set(keys + amounts).count == keys.count + amounts.count, "\(table) has a column twice")
        self.table = table
        self.keys = keys
        self.amounts = amounts
        let columns = (keys + amounts).joined(separator: ", ")
        let sums = amounts.map { "\($0) = \(table).\($0) + excluded.\($0)" }.joined(separator: ", ")
        insertion = "insert into \(table) (\(columns))"
        onConflict = "on conflict (\(keys.joined(separator: ", "))) do update set \(sums)"
        let texts =
            ["\(insertion) values ("]
            + [String](repeating: ", ", count: keys.count + amounts.count - 1)
            + [") \(onConflict)"]
        addition = SQL(kept: texts.map(SQL.KeptText.init), values: [])
    }

    func sql(adding change: PackedAmounts, at key: PackedKey) -> SQL {
        var values: [SQLValue] = []
        values.reserveCapacity(keys.count + amounts.count)
        for column in keys.indices { values.append(.integer(key[column])) }
        for column in amounts.indices { values.append(.integer(change[column])) }
        return addition.with(values)
    }
}

/// The key columns of a total, in their order, as sums wait for them; unused ones are zero.
public typealias PackedKey = SIMD8<Int64>
/// What is added to the amount columns, in their order.
public typealias PackedAmounts = SIMD2<Int64>

/// What one row of a total grows by.
public typealias TotalSum = (key: PackedKey, amounts: PackedAmounts)

/// The sums that wait to be applied, each once.
struct WaitingTotals {
    /// The waiting sums of one total.
    private final class Rows {
        let total: TotalTable
        var sums: [PackedKey: PackedAmounts] = [:]

        init(_ total: TotalTable) { self.total = total }
    }

    private var rows: [ObjectIdentifier: Rows] = [:]
    private var overflow: String?
    /// How many additions there were, ever.
    private(set) var additions = 0

    mutating func add(_ amounts: PackedAmounts, to total: TotalTable, at key: PackedKey) {
        additions += 1
        if rows(of: total).sums[key, default: .zero].add(amounts) { overflow = total.table }
    }

    private mutating func rows(of total: TotalTable) -> Rows {
        if let known = rows[ObjectIdentifier(total)] { return known }
        let new = Rows(total)
        rows[ObjectIdentifier(total)] = new
        return new
    }

    /// Calls `apply` for each total with its sums, in the order of table and key, and forgets them.
    ///
    /// - Throws: `StoreFault.constraint` when a sum leaves 64 bits, as the engines do in a table.
    mutating func empty(_ apply: (TotalTable, [TotalSum]) throws -> Void) throws {
        if let overflow { throw StoreFault.constraint("a total of \(overflow) leaves 64 bits") }
        for rows in rows.values.sorted(by: { $0.total.table < $1.total.table }) where !rows.sums.isEmpty {
            let sums = rows.sums.map { (key: $0.key, amounts: $0.value) }
            try apply(rows.total, sums.sorted { WaitingTotals.isOrdered($0.key, $1.key) })
        }
        forget()
    }

    mutating func forget() {
        for rows in rows.values { rows.sums.removeAll(keepingCapacity: true) }
        overflow = nil
    }

    private static func isOrdered(_ left: PackedKey, _ right: PackedKey) -> Bool {
        for column in 0..<PackedKey.scalarCount where left[column] != right[column] {
            return left[column] < right[column]
        }
        return false
    }
}

extension PackedAmounts {
    /// Adds, and says whether a sum left 64 bits.
    fileprivate mutating func add(_ other: PackedAmounts) -> Bool {
        var isOver = false
        for column in 0..<Self.scalarCount {
            let (sum, overflow) = self[column].addingReportingOverflow(other[column])
            self[column] = sum
            isOver = isOver || overflow
        }
        return isOver
    }
}
