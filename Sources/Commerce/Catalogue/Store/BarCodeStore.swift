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
}
