// SPDX-License-Identifier: Apache-2.0

import Kernel
import Store

/// Which product each bar code means, and for how many units it stands.
enum BarCodeStore {
    private struct Pack: Equatable {
        let product: ID<Product>
        let units: UnitCount

        static let columns = Columns<Pack>(
            Column("product_id", \.product), Column("coalesce(exact, units * 1000)", \.units), make: Pack.init)
    }

    /// The product that has it; nil when none has.
    static func owner(of code: BarCode, _ snapshot: Snapshot) throws -> ID<Product>? {
        try pack(of: code, snapshot)?.product
    }

    static func isListed(
        _ code: BarCode, of product: ID<Product>, _ units: UnitCount, _ snapshot: Snapshot
    ) throws -> Bool {
        try pack(of: code, snapshot) == Pack(product: product, units: units)
    }

    private static func pack(of code: BarCode, _ snapshot: Snapshot) throws -> Pack? {
        switch code {
        case .gtin(let gtin): try snapshot.row(Pack.columns, "from catalogue_gtin where gtin = \(gtin)")
        case .house(let code): try snapshot.row(Pack.columns, "from catalogue_house_code where code = \(code)")
        }
    }

    static func set(_ code: BarCode, to product: ID<Product>, _ units: UnitCount, _ tx: Transaction) throws {
        let whole = units.thousandths / 1_000
        switch code {
        case .gtin(let gtin):
            try tx.run(
                """
                insert into catalogue_gtin (gtin, product_id, units, exact)
                values (\(gtin), \(product), \(whole), \(units.exact))
                    on conflict (gtin) do update set units = excluded.units, exact = excluded.exact
                """)
        case .house(let code):
            try tx.run(
                """
                insert into catalogue_house_code (code, product_id, units, exact)
                values (\(code), \(product), \(whole), \(units.exact))
                    on conflict (code) do update set units = excluded.units, exact = excluded.exact
                """)
        }
    }

    /// The bar codes of every product as they are written in a file: `x12` behind one says that it stands for twelve.
    static func all(_ snapshot: Snapshot) throws -> [ID<Product>: [String]] {
        let numbers = try snapshot.rows(
            Columns<ID<Product>>.one("product_id").beside(
                Columns<Int64>.one("gtin").beside(Columns<UnitCount>.one("coalesce(exact, units * 1000)"))),
            "from catalogue_gtin order by product_id, gtin")
        let codes = try snapshot.rows(
            Columns<ID<Product>>.one("product_id").beside(
                Columns<String>.one("code").beside(Columns<UnitCount>.one("coalesce(exact, units * 1000)"))),
            "from catalogue_house_code order by product_id, code")
        var all: [ID<Product>: [String]] = [:]
        func add(_ product: ID<Product>, _ code: String, _ units: UnitCount) {
            all[product, default: []].append(units == 1 ? code : "\(code)x\(units)")
        }
        for (product, (number, units)) in numbers { add(product, Self.written(number), units) }
        for (product, (code, units)) in codes { add(product, code, units) }
        return all
    }

    /// Of thirteen digits, or fourteen where the first is none.
    private static func written(_ gtin: Int64) -> String {
        let digits = String(gtin)
        return String(repeating: "0", count: max(0, 13 - digits.count)) + digits
    }
}
