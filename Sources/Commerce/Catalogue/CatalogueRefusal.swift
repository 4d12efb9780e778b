// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Why Catalogue said no.
package enum CatalogueRefusal: Refusal, Equatable {
    case noSuchDepartment(String)
    case noSuchSupplier(String)
    case noSuchProduct(String)
    case badBarCode(String, product: String)
    case barCodeTaken(String, product: String)
    case stockingSettled(String)
    case noSuchTaxClass(String, known: [String])

    package var code: String {
        switch self {
        case .noSuchDepartment: "catalogue.no-such-department"
        case .noSuchSupplier: "catalogue.no-such-supplier"
        case .noSuchProduct: "catalogue.no-such-product"
        case .badBarCode: "catalogue.bad-bar-code"
        case .barCodeTaken: "catalogue.bar-code-taken"
        case .stockingSettled: "catalogue.stocking-settled"
        case .noSuchTaxClass: "catalogue.no-such-tax-class"
        }
    }

    package var sentence: String {
        switch self {
        case .noSuchDepartment(let code): "There is no department \(code). List it first."
        case .noSuchSupplier(let code): "There is no supplier \(code). List it first."
        case .noSuchProduct(let code): "There is no product \(code). List it first."
        case .badBarCode(let code, let product):
            "Product \(product): no scanner reads \"\(code)\". A bar code has letters, digits and signs, and no spaces."
        case .barCodeTaken(let code, let product):
            "Product \(product): the bar code \(code) belongs to another product."
        case .noSuchTaxClass(let name, let known):
            "No jurisdiction has a rate for the tax class \(name). There are \(known.joined(separator: ", ")), and none for what is taxed nowhere."
        case .stockingSettled(let product):
            "Product \(product) was listed with another unit, or stocked where it now is not; list it under a new code."
        }
    }
}
