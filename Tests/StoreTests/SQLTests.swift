// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store
import Testing

/// One call site, called with many values.
private func bins(_ product: Int64, _ units: Int?) -> SQL {
    "select bin from stock where product = \(product) and units >= \(units) order by bin"
}

private enum Shade: String, SQLBindable { case light, dark }

@Suite struct `SQL as it is written` {
    private func sqlite(_ sql: SQL) -> String { sql.text { _ in "?" } }
    private func postgres(_ sql: SQL) -> String { sql.text { "$\($0)" } }

    @Test func `values are bound and never spliced`() {
        let sql = bins(7, 3)
        #expect(sqlite(sql) == "select bin from stock where product = ? and units >= ? order by bin")
        #expect(postgres(sql) == "select bin from stock where product = $1 and units >= $2 order by bin")
        #expect(sql.values == [.integer(7), .integer(3)])
        let attack: SQL = "select \("'; drop table stock; --")"
        #expect(sqlite(attack) == "select ?")
        #expect(attack.values == [.text("'; drop table stock; --")])
    }

    @Test func `every kind of value is bound as what it is`() throws {
        let day = try #require(Day("1970-01-03"))
        let none: ID<Product>? = nil
        let sql: SQL = """
            \(1) \(Int64(2)) \(true) \("x") \([UInt8(9)]) \(ID<Product>(5)) \(day) \(Instant(microseconds: 8)) \
            \(Currency.usd) \(try GTIN("96385074")) \(Shade.dark) \(none) \(Optional("y"))
            """
        #expect(
            sql.values == [
                .integer(1), .integer(2), .flag(true), .text("x"), .blob([9]), .integer(5), .integer(2), .integer(8),
                .integer(840), .integer(96_385_074), .text("dark"), .null, .text("y"),
            ])
    }

    @Test func `one call site keeps one identity, whatever its values`() {
        #expect(bins(1, 2).identity != nil)
        #expect(bins(1, 2).identity == bins(-9, nil).identity)
    }

    @Test func `different SQL has different identities, also when the first part is the same`() {
        let sqls: [SQL] = [
            "select a", "select a \(1)", "select a \(1)\(2)", "select a \(1) \(2)", "select a \(1) and \(2)",
            "select a \(1) or \(2)", "\(1)", "\(1)\(2)", "select a \(sql: "from b")", "select a \(sql: "from c")",
            "select a \(1) " + "limit 1", "select a \(1) " + "limit 2", bins(1, 2),
        ]
        let identities = sqls.map(\.identity)
        #expect(Set(identities).count == sqls.count)
        #expect(!identities.contains(nil))
    }

    @Test func `a piece inside another brings its values to their place`() {
        let condition: SQL = "b = \(2) and c = \("three")"
        let sql: SQL = "select \(1) from t where \(sql: condition) limit \(4)"
        #expect(postgres(sql) == "select $1 from t where b = $2 and c = $3 limit $4")
        #expect(sql.values == [.integer(1), .integer(2), .text("three"), .integer(4)])
        #expect(sql.identity != nil)
        #expect(sql.identity != ("select \(1) from t where \(sql: "b = \(2)") limit \(4)" as SQL).identity)
    }

    @Test func `SQL followed by more keeps the order of values`() {
        let sql = "a = \(1)" as SQL + " and b = \(2)" + " and c = \(3)"
        #expect(postgres(sql) == "a = $1 and b = $2 and c = $3")
        #expect(sql.values == [.integer(1), .integer(2), .integer(3)])
    }

    @Test func `assembled SQL has no identity, nor has what contains it`() {
        let assembled = SQL(assembled: "select 1")
        #expect(assembled.identity == nil)
        #expect((assembled + " limit 1").identity == nil)
        #expect(("select \(sql: assembled)" as SQL).identity == nil)
        #expect(sqlite("select (\(sql: assembled))") == "select (select 1)")
    }
}
