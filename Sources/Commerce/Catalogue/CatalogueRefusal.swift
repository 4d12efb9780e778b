// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// Why Catalogue said no.
package enum CatalogueRefusal: Refusal, Equatable {
    case noSuchDepartment(String)
    case noSuchSupplier(String)
    case noSuchProduct(String)
    case badGTIN(String, product: String, GTINRefusal)
    case gtinTaken(String, product: String)
    case stockingSettled(String)

    package var code: String {
        switch self {
        case .noSuchDepartment: "catalogue.no-such-department"
        case .noSuchSupplier: "catalogue.no-such-supplier"
        case .noSuchProduct: "catalogue.no-such-product"
        case .badGTIN: "catalogue.bad-gtin"
        case .gtinTaken: "catalogue.gtin-taken"
        case .stockingSettled: "catalogue.stocking-settled"
        }
    }

    package var sentence: String {
        switch self {
        case .noSuchDepartment(let code): "There is no department \(code). List it first."
        case .noSuchSupplier(let code): "There is no supplier \(code). List it first."
        case .noSuchProduct(let code): "There is no product \(code). List it first."
        case .badGTIN(let gtin, let product, let reason):
            switch reason {
            case .notDigits: "Product \(product): the article number \(gtin) is not all digits."
            case .wrongLength(let count):
                "Product \(product): the article number \(gtin) has \(count) digits; it needs 8, 12, 13 or 14."
            case .wrongCheckDigit(let found, let expected):
                "Product \(product): the article number \(gtin) ends in \(found), but its check digit is \(expected)."
            }
        case .gtinTaken(let gtin, let product):
            "Product \(product): the article number \(gtin) belongs to another product."
        case .stockingSettled(let product):
            "Product \(product) was listed with another unit, or stocked where it now is not; list it under a new code."
        }
    }
}
