// SPDX-License-Identifier: Apache-2.0

/// What the rows of a file are.
package enum ImportKind: String, CaseIterable, Sendable {
    case sites, suppliers, products, prices
    case openingStock = "opening-stock"
    case deliveries, counts, receipts, returns

    /// A column of the kind: whether each row must have a value, and what one looks like.
    package struct Field: Sendable {
        package let column: ImportColumn
        package let isRequired: Bool
        package let example: String
    }

    /// The columns that mean something in a file of this kind, in the order of its template.
    package var fields: [Field] {
        switch self {
        case .sites:
            [
                must(.code, "MAIN"), must(.name, "Main Street"), must(.zone, "Europe/London"), may(.kind, "store"),
                may(.company, "SHOP"), may(.taxes, "GB"), may(.dayStart, "04:00"), may(.priceZone, "city"),
                may(.address, "1 Main Street"),
            ]
        case .suppliers: [must(.code, "ACME"), must(.name, "Acme Ltd")]
        case .products:
            [
                must(.code, "RICE"), must(.name, "Rice, 1 kg"), must(.department, "FOOD"),
                may(.departmentName, "Food"), must(.taxClass, "standard"), may(.kind, "goods"), may(.stocked, "yes"),
                may(.unit, "piece"), may(.gtin, "5901234123457"), may(.supplier, "ACME"), may(.cost, "1.10"),
                may(.costFrom, "2026-01-01"),
            ]
        case .prices:
            [
                must(.product, "RICE"), must(.price, "1.99"), must(.from, "2026-01-01"), may(.through, "2026-12-31"),
                may(.place, "MAIN"),
            ]
        case .openingStock: stock(must(.quantity, "100")) + values
        case .deliveries:
            [must(.document, "4711"), must(.supplier, "ACME")] + stock(must(.quantity, "48")) + values
        case .counts: stock(must(.counted, "95")) + [may(.document, "aisle 7")]
        case .receipts:
            receipt("12", quantity: "3") + [
                may(.price, "1.99"), may(.amount, "5.97"), may(.discount, "0.50"), may(.tax, "0.91"),
                may(.tender, "card"), may(.paid, "5.47"), may(.channel, "store"),
            ]
        case .returns:
            receipt("13", quantity: "1") + [
                may(.originalNumber, "12"), may(.originalLine, "1"), may(.originalTill, "1"),
                may(.originalSite, "MAIN"), may(.price, "1.99"), may(.amount, "1.99"), may(.tax, "0.33"),
                may(.tender, "card"), may(.paid, "1.99"), may(.disposition, "stock"), may(.channel, "store"),
            ]
        }
    }

    /// Columns of which a row needs one.
    var eitherOf: [ImportColumn] {
        switch self {
        case .openingStock, .deliveries: [.value, .unitCost]
        default: []
        }
    }

    /// The columns that together say which thing a row belongs to.
    var identity: [ImportColumn] {
        switch self {
        case .sites, .suppliers, .products: [.code]
        case .prices: [.product, .place, .from]
        case .openingStock: [.site, .product]
        case .deliveries: [.site, .supplier, .document]
        case .counts: [.site, .document, .date, .time]
        case .receipts, .returns: [.site, .till, .number]
        }
    }

    /// Whether one thing may have several rows, which then follow each other.
    var hasManyRows: Bool {
        switch self {
        case .sites, .suppliers, .products, .prices, .openingStock: false
        case .deliveries, .counts, .receipts, .returns: true
        }
    }

    /// Whether its rows say how something is from now on, and not what has happened.
    var isWish: Bool {
        switch self {
        case .sites, .suppliers, .products, .prices: true
        case .openingStock, .deliveries, .counts, .receipts, .returns: false
        }
    }

    /// What its things are called, many of them.
    package var things: String {
        switch self {
        case .openingStock: "products with opening stock"
        default: rawValue
        }
    }

    /// A header and one row, as a file of this kind may have them.
    package var template: String {
        let quoted = fields.map { $0.example.contains(",") ? "\"\($0.example)\"" : $0.example }
        return fields.map(\.column.rawValue).joined(separator: ",") + "\n" + quoted.joined(separator: ",") + "\n"
    }

    private func must(_ column: ImportColumn, _ example: String) -> Field {
        Field(column: column, isRequired: true, example: example)
    }

    private func may(_ column: ImportColumn, _ example: String) -> Field {
        Field(column: column, isRequired: false, example: example)
    }

    private func stock(_ quantity: Field) -> [Field] {
        [must(.site, "MAIN"), must(.date, "2026-03-02"), may(.time, "21:00"), must(.product, "RICE"), quantity]
    }

    private var values: [Field] { [may(.value, "110.00"), may(.unitCost, "1.10")] }

    private func receipt(_ number: String, quantity: String) -> [Field] {
        [
            must(.site, "MAIN"), may(.till, "1"), must(.number, number), must(.date, "2026-03-02"),
            may(.time, "14:05"), must(.product, "RICE"), must(.quantity, quantity),
        ]
    }
}
