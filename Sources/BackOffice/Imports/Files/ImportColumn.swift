// SPDX-License-Identifier: Apache-2.0

/// Every column that a file may have, by the name that stands in its header.
package enum ImportColumn: String, CaseIterable, Sendable {
    case code, name, company, kind, zone
    case dayStart = "day_start"
    case priceZone = "price_zone"
    case address, taxes, department
    case departmentName = "department_name"
    case stocked, unit
    case taxClass = "tax_class"
    case gtin, supplier, cost
    case costFrom = "cost_from"
    case product, place, from, through, price, site, quantity, value
    case unitCost = "unit_cost"
    case date, time, document, counted, till, number, channel, amount, discount, tax, tender, paid
    case originalSite = "original_site"
    case originalTill = "original_till"
    case originalNumber = "original_number"
    case originalLine = "original_line"
    case disposition

    /// Its place among all, which is where a row keeps its value.
    var place: Int { Self.places[self] ?? 0 }

    private static let places = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))

    enum Form { case text, number, date }

    var form: Form {
        switch self {
        case .cost, .price, .quantity, .value, .unitCost, .counted, .amount, .discount, .tax, .paid: .number
        case .costFrom, .from, .through, .date: .date
        default: .text
        }
    }

    /// The column that a title means, whatever its case, spaces, hyphens and underscores.
    static func named(_ title: String) -> ImportColumn? { byTitle[plain(title)] }

    static func plain(_ title: String) -> String {
        String(title.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    private static let byTitle: [String: ImportColumn] = {
        var titles = Dictionary(uniqueKeysWithValues: allCases.map { (plain($0.rawValue), $0) })
        for (column, others) in otherTitles { for title in others { titles[title] = column } }
        return titles
    }()

    /// Titles that other programs use and that can mean nothing else here.
    private static let otherTitles: [(ImportColumn, [String])] = [
        (.product, ["sku", "productcode", "itemcode"]), (.site, ["store", "storecode", "sitecode"]),
        (.quantity, ["qty"]), (.gtin, ["ean", "upc", "barcode"]), (.number, ["receipt", "receiptnumber"]),
        (.zone, ["timezone"]), (.unitCost, ["costprice"]),
    ]
}
