// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Why Warehouse said no.
package enum WarehouseRefusal: Refusal, Equatable {
    case noSuchSite(String)
    case noSuchProduct(String)
    case noSuchSupplier(String)
    case noSuchTransfer(String)
    case noSuchReceipt(String, line: Int64)
    case notStocked(String)
    case badQuantity(Int64, product: String)
    case badValue(Int64, product: String)
    case transferReceived(String)
    case sameSite(String)
    case otherCompany(String, String)
    case methodSettled
    case countedElsewhere

    package var code: String {
        switch self {
        case .noSuchSite: "warehouse.no-such-site"
        case .noSuchProduct: "warehouse.no-such-product"
        case .noSuchSupplier: "warehouse.no-such-supplier"
        case .noSuchTransfer: "warehouse.no-such-transfer"
        case .noSuchReceipt: "warehouse.no-such-receipt"
        case .notStocked: "warehouse.not-stocked"
        case .badQuantity: "warehouse.bad-quantity"
        case .badValue: "warehouse.bad-value"
        case .transferReceived: "warehouse.transfer-received"
        case .sameSite: "warehouse.same-site"
        case .otherCompany: "warehouse.other-company"
        case .methodSettled: "warehouse.method-settled"
        case .countedElsewhere: "warehouse.counted-elsewhere"
        }
    }

    package var sentence: String {
        switch self {
        case .noSuchSite(let code): "There is no site \(code). Open it first."
        case .noSuchProduct(let code): "There is no product \(code). List it first."
        case .noSuchSupplier(let code): "There is no supplier \(code). List it first."
        case .noSuchTransfer(let document): "There is no transfer \(document)."
        case .noSuchReceipt(let document, let line): "There is no receipt of goods \(document) with a line \(line)."
        case .notStocked(let code): "Product \(code) is not stocked, so none of it lies anywhere."
        case .badQuantity(let quantity, let product):
            "Product \(product): \(quantity) thousandths is not a quantity that can be moved here."
        case .badValue(let value, let product): "Product \(product): a value cannot be \(value) minor units."
        case .transferReceived(let document): "Transfer \(document) was received already."
        case .sameSite(let code): "A transfer goes from one site to another; both are \(code)."
        case .otherCompany(let origin, let destination):
            "\(origin) and \(destination) belong to two companies: goods are sold between them, not transferred."
        case .methodSettled:
            "Stock has moved already, so the valuation method can no longer change."
        case .countedElsewhere: "A count is compared with the books first: use count-stock."
        }
    }

    package var field: String? {
        switch self {
        case .noSuchSite, .sameSite, .otherCompany: "site"
        case .noSuchProduct, .notStocked: "product"
        case .noSuchSupplier: "supplier"
        case .noSuchTransfer, .transferReceived: "transfer"
        case .noSuchReceipt: "receipt"
        case .badQuantity: "quantity"
        case .badValue: "value"
        case .methodSettled: "method"
        case .countedElsewhere: "reason"
        }
    }
}
