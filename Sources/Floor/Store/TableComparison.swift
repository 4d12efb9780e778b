// SPDX-License-Identifier: Apache-2.0

extension Table {
    /// The first row, in the order of the key, in which two stores differ; nil when they are the same.
    public func firstDifference(_ first: Snapshot, _ second: Snapshot) throws -> String? {
        let digests = (try digests(first), try digests(second))
        if digests.0.count != digests.1.count {
            return "\(name) has \(digests.0.count) rows and \(digests.1.count)"
        }
        guard let place = zip(digests.0, digests.1).enumerated().first(where: { $1.0 != $1.1 })?.offset else {
            return nil
        }
        return "\(name): \(try row(at: place, first)) and \(try row(at: place, second))"
    }

    /// What every row holds, in the order of the key.
    public func rows(_ snapshot: Snapshot) throws -> [[SQLValue]] { try snapshot.rows(everything, values) }

    /// Every row, in the order of the key.
    var everything: SQL {
        SQL(
            assembled:
                "select \(columns.map(\.name).joined(separator: ", ")) from \(name) order by \(key.joined(separator: ", "))"
        )
    }

    /// What a row of `everything` holds.
    func values(of row: Row) -> [SQLValue] {
        columns.enumerated().map { place, column in
            if row.isNull(place) { return .null }
            return switch column.kind {
            case .integer: .integer(row.integer(place))
            case .flag: .flag(row.flag(place))
            case .text: .text(row.text(place))
            case .blob: .blob(row.blob(place))
            }
        }
    }

    private func digests(_ snapshot: Snapshot) throws -> [Int] {
        try snapshot.rows(everything) { row in
            var hasher = Hasher()
            for (place, column) in columns.enumerated() { hasher.combine(value(of: column, place, row)) }
            return hasher.finalize()
        }
    }

    private func row(at place: Int, _ snapshot: Snapshot) throws -> String {
        let rows = try snapshot.rows(everything + " limit 1 offset \(place)") { row in
            columns.enumerated().map { "\($1.name) \(value(of: $1, $0, row))" }.joined(separator: ", ")
        }
        return rows.first ?? "no row"
    }

    private func value(of column: Column, _ place: Int, _ row: Row) -> String {
        if row.isNull(place) { return "nothing" }
        return switch column.kind {
        case .integer: String(row.integer(place))
        case .flag: String(row.flag(place))
        case .text: row.text(place)
        case .blob: row.blob(place).map(String.init).joined(separator: " ")
        }
    }
}
