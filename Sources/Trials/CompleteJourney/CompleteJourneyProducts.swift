// SPDX-License-Identifier: Apache-2.0

import Catalogue
import CommerceFacts
import Foundation
import Kernel

/// The product master of the Complete Journey.
struct CompleteJourneyProducts {
    private(set) var products: [ListProducts.Product] = []
    private(set) var departments: Set<String> = []
    private var places: [Int64: Int32] = [:]

    init(_ folder: URL) throws {
        var table = try CSVTable(
            "products", in: folder,
            columns: ["product_id", "department", "brand", "product_category", "product_type", "package_size"])
        while try table.advance() {
            let id = try table.integer(0, "product_id")
            let department = table.text(1).isEmpty ? "MISCELLANEOUS" : table.text(1)
            let (category, type) = (table.text(3), table.text(4))
            let isFuel = type.contains("GASOLINE") || department == "FUEL"
            let name = [type.isEmpty ? category : type, table.text(2), table.text(5)].filter { !$0.isEmpty }
            departments.insert(department)
            places[id] = Int32(products.count)
            products.append(
                ListProducts.Product(
                    code: Code(String(id)), name: name.joined(separator: ", "), department: Code(department),
                    kind: isFuel ? .fuel : Self.services.contains(department) ? .service : .goods,
                    isStocked: !isFuel && !Self.unstocked.contains(department) && category != "COUPON/MISC ITEMS",
                    unit: isFuel ? .gallon : .piece,
                    taxClass: isFuel ? "none" : Self.general.contains(department) ? "general" : "food"))
        }
    }

    /// The place of a product among all. One that was sold but that the master does not list gets a department of its
    /// own, and no stock, because nothing is known of it.
    mutating func place(of id: Int64) -> Int {
        if let place = places[id] { return Int(place) }
        departments.insert(Self.unlisted)
        places[id] = Int32(products.count)
        products.append(
            ListProducts.Product(
                code: Code(String(id)), name: "Not in the product file", department: Code(Self.unlisted), kind: .goods,
                isStocked: false, unit: .piece, taxClass: "food"))
        return products.count - 1
    }

    private static let unlisted = "UNLISTED"

    /// Departments of things that nobody puts on a shelf.
    private static let unstocked: Set<String> = [
        "MISCELLANEOUS", "COUPON", "CHARITABLE CONT", "CNTRL/STORE SUP", "GM MERCH EXP", "PHOTO & VIDEO",
        "POSTAL CENTER", "PROD-WHS SALES", "RESTAURANT", "TRAVEL & LEISURE",
    ]
    private static let services: Set<String> = ["PHOTO & VIDEO", "POSTAL CENTER", "TRAVEL & LEISURE"]
    /// Departments whose goods are not food.
    private static let general: Set<String> = [
        "AUTOMOTIVE", "COSMETICS", "DRUG GM", "ELECT &PLUMBING", "FLORAL", "GARDEN CENTER", "HOUSEWARES",
        "MISCELLANEOUS", "PHOTO & VIDEO", "SPIRITS", "TOYS", "TRAVEL & LEISURE",
    ]
}
