// SPDX-License-Identifier: Apache-2.0

package import Kernel

/// Why Catalogue said no.
package enum CatalogueRefusal: Refusal, Equatable {
    case noSuchDepartment(String, product: String)
    case noSuchSupplier(String, product: String)
    case noSuchProduct(String)
    case badGTIN(String, product: String, GTINRefusal)
    case gtinTaken(String, product: String)
    case emptyPack(String, product: String)
    case packTooLarge(String, product: String)
    case negativePrice(Int64, product: String)
    case priceTooLarge(Int64, product: String)

    package var code: String {
        switch self {
        case .noSuchDepartment: "catalogue.no-such-department"
        case .noSuchSupplier: "catalogue.no-such-supplier"
        case .noSuchProduct: "catalogue.no-such-product"
        case .badGTIN: "catalogue.bad-gtin"
        case .gtinTaken: "catalogue.gtin-taken"
        case .emptyPack: "catalogue.empty-pack"
        case .packTooLarge: "catalogue.pack-too-large"
        case .negativePrice: "catalogue.negative-price"
        case .priceTooLarge: "catalogue.price-too-large"
        }
    }

    package var sentence: String {
        switch self {
        case .noSuchDepartment(let code, let product):
            "Product \(product) names the department \(code), which is not listed."
        case .noSuchSupplier(let code, let product):
            "Product \(product) names the supplier \(code), which is not listed."
        case .noSuchProduct(let code): "There is no product \(code)."
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
        case .emptyPack(let gtin, let product):
            "Product \(product): the pack \(gtin) must hold at least one unit."
        case .packTooLarge(let gtin, let product):
            "Product \(product): the pack \(gtin) holds at most \(ListProducts.Pack.largestUnits) units."
        case .priceTooLarge(let price, let product):
            "Product \(product): a price is at most \(Money.largestMinor) minor units; \(price) is not."
        case .negativePrice(let price, let product):
            "Product \(product): a price cannot be negative, as \(price) minor units is."
        }
    }

    package var field: String? {
        switch self {
        case .noSuchDepartment: "department"
        case .noSuchSupplier: "supplier"
        case .noSuchProduct: "product"
        case .badGTIN, .gtinTaken: "gtin"
        case .emptyPack, .packTooLarge: "units"
        case .negativePrice, .priceTooLarge: "price"
        }
    }
}
