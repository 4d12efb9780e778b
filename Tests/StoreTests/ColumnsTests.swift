// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store
import TestEngines
import Testing

/// A row of `shop_sale` in which nothing but the name tells one number from the other.
private struct Sale: Equatable {
    let sale: Int64
    let product: Int64
    let pieces: Int64
    let note: String

    static let columns = Columns<Sale>(
        Column("sale_id", \.sale), Column("product_id", \.product), Column("pieces", \.pieces), Column("note", \.note),
        make: Sale.init)
}

@Suite(.onBothEngines) struct `Rows by their columns` {
    private func withSales<Value: Sendable>(_ read: @escaping @Sendable (Snapshot) throws -> Value) async throws
        -> Value
    {
        let folder = try TemporaryPlace()
        let store = try Store.shop(in: folder)
        defer { try? store.close() }
        try await store.write(as: ID(1)) { tx in
            for (sale, product, pieces, note) in [(1, 7, 30, "x"), (2, 8, 20, ""), (3, 7, 10, "z")] {
                try tx.run(
                    """
                    insert into shop_sale (sale_id, product_id, pieces, note)
                    values (\(sale), \(product), \(pieces), \(note))
                    """)
            }
        }
        return try await store.read(read)
    }

    private let all = [
        Sale(sale: 1, product: 7, pieces: 30, note: "x"), Sale(sale: 2, product: 8, pieces: 20, note: ""),
        Sale(sale: 3, product: 7, pieces: 10, note: "z"),
    ]

    @Test func `a record holds each column under its name`() async throws {
        let rows = try await withSales { try $0.rows(Sale.columns, "from shop_sale order by sale_id") }
        #expect(rows == all)
    }

    @Test func `one row, each row, and what stands before the select`() async throws {
        let first = try await withSales { try $0.row(Sale.columns, "from shop_sale where sale_id > \(1) order by 1") }
        #expect(first == all[1])
        let none = try await withSales { try $0.row(Sale.columns, "from shop_sale where sale_id > \(3)") }
        #expect(none == nil)
        let seen = try await withSales { snapshot in
            var seen: [Sale] = []
            try snapshot.each(Sale.columns, "from shop_sale order by pieces") { seen.append($0) }
            return seen
        }
        #expect(seen == all.reversed())
        let few = try await withSales { snapshot in
            try snapshot.rows(
                Sale.columns, with: "with few(n) as (select cast(\(2) as bigint))",
                "from few join shop_sale on sale_id >= n order by sale_id")
        }
        #expect(few == Array(all[1...]))
    }

    @Test func `single values, and values by another`() async throws {
        let notes: [String] = try await withSales { try $0.values("select note from shop_sale order by sale_id") }
        #expect(notes == ["x", "", "z"])
        let most = try await withSales { try $0.value("select max(pieces) from shop_sale", as: Int64.self) }
        #expect(most == 30)
        let nothing = try await withSales {
            try $0.value("select max(pieces) from shop_sale where sale_id > 3", as: Int64.self)
        }
        #expect(nothing == nil)
        let pieces: [Int64: Int64] = try await withSales {
            try $0.values("sum(pieces)", by: "product_id", "from shop_sale group by product_id")
        }
        #expect(pieces == [7: 40, 8: 20])
    }

    @Test(arguments: [[], [2], [3, 9, 1]]) func `the rows of many keys are found under their keys`(keys: [Int64])
        async throws
    {
        let keyed = Columns<Int64>.one("sale_id").beside(Sale.columns)
        let rows = try await withSales { snapshot in
            try snapshot.rows(forEach: keys, keyed) { "from shop_sale where sale_id = \($0)" }
        }
        let found = Dictionary(uniqueKeysWithValues: rows)
        #expect(found == Dictionary(uniqueKeysWithValues: all.filter { keys.contains($0.sale) }.map { ($0.sale, $0) }))
    }

    @Test func `what lines share is read when it is asked for`() async throws {
        let columns = Columns<Int64>.one("product_id").beside(later: Sale.columns)
        let firsts = try await withSales { snapshot in
            var firsts: [Sale] = []
            try snapshot.each(columns, "from shop_sale order by product_id, sale_id") { product, sale in
                if firsts.last?.product != product { firsts.append(try sale.read()) }
            }
            return firsts
        }
        #expect(firsts == [all[0], all[1]])
    }

    @Test func `nothing is no value, unless the column may be empty`() async throws {
        await #expect(throws: StoreFault.corrupt("a value holds nothing")) {
            try await withSales { try $0.values("select nullif(pieces, 30) from shop_sale", as: Int64.self) }
        }
        let emptied = Columns<Int64>.one("sale_id").beside(Columns<String>.one("nullif(note, 'x')"))
        await #expect(throws: StoreFault.corrupt("nullif(note, 'x') of (Int64, String) holds nothing")) {
            try await withSales { try $0.rows(emptied, "from shop_sale").count }
        }
        let pieces: [Int64?] = try await withSales {
            try $0.values("select nullif(pieces, 30) from shop_sale order by sale_id")
        }
        #expect(pieces == [nil, 20, 10])
    }
}

/// Columns that are mixed up are found when they are first asked for, whatever is in the tables.
@Suite struct `Columns that do not fit` {
    @Test func `two columns of one type that change places`() async {
        await #expect(processExitsWith: .failure) {
            _ = Columns<Sale>(
                Column("sale_id", \.sale), Column("pieces", \.pieces), Column("product_id", \.product),
                Column("note", \.note), make: Sale.init)
        }
    }

    @Test func `two columns for one property`() async {
        await #expect(processExitsWith: .failure) {
            _ = Columns<Sale>(
                Column("sale_id", \.sale), Column("product_id", \.product), Column("pieces", \.product),
                Column("note", \.note), make: Sale.init)
        }
    }

    @Test func `a value that is dropped`() async {
        await #expect(processExitsWith: .failure) {
            _ = Columns<Sale>(Column("sale_id", \.sale), Column("note", \.note)) { sale, _ in
                Sale(sale: sale, product: 0, pieces: 0, note: "")
            }
        }
    }

    @Test func `a column twice`() async {
        await #expect(processExitsWith: .failure) {
            _ = Columns<Sale>(
                Column("sale_id", \.sale), Column("product_id", \.product), Column("product_id", \.pieces),
                Column("note", \.note), make: Sale.init)
        }
    }

    @Test func `flags that change places`() async {
        struct Flags {
            let first: Bool
            let second: Bool
        }
        _ = Columns<Flags>(Column("a", \.first), Column("b", \.second), make: Flags.init)
        await #expect(processExitsWith: .failure) {
            struct Flags {
                let first: Bool
                let second: Bool
            }
            _ = Columns<Flags>(Column("b", \.second), Column("a", \.first), make: Flags.init)
        }
    }
}
