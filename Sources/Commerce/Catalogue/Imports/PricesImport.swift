// SPDX-License-Identifier: Apache-2.0

import Imports
import Kernel
package import Store

extension ImportKind {
    package static let prices = ImportKind(
        ImportForm(
            "prices",
            [
                .must(.product, "RICE"), .must(.price, "1.99"), .must(.from, "2026-01-01"),
                .may(.through, "2026-12-31"), .may(.place, "MAIN"),
            ], identity: [.product, .place, .from], hasManyRows: false, isWish: true)
    ) { rows, reference in
        try ImportOrder.price(rows[0], reference)
    }
}

extension ImportColumn {
    static let place = ImportColumn("place")
    static let from = ImportColumn("from", .date)
    static let through = ImportColumn("through", .date)
}

extension ImportOrder {
    fileprivate static func price(_ row: ImportRow, _ reference: ImportReference) throws -> ImportOrder {
        let place = try row.text(.place)
        let currency = try place.flatMap { reference.sites[$0]?.currency } ?? reference.currency()
        guard let amount = try row.unitPrice(.price, currency), let from = try row.day(.from) else {
            throw RowFault("\(try row.text(.price) == nil ? "price" : "from"): is empty; every row needs one")
        }
        let price = SetPrices.Price(
            product: try Code(row.required(.product)), place: place, validFrom: from,
            validThrough: try row.day(.through),
            price: amount)
        let identity = "\(price.product)/\(place ?? "")/\(from)"
        return ImportOrder(identity: identity) { tx, desk in
            if try price.isSet(tx) { return false }
            let key = "import/\(reference.run)/price/\(identity)"
            return try desk.submit(SetPrices(prices: [price]), key: key, tx).isNew
        }
    }
}
