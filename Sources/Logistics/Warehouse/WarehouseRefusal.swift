// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Why Warehouse said no.
package enum WarehouseRefusal: Refusal, Equatable {
    case noSuchTransfer(String)
    case noSuchLine(String, line: Int64)
    case lineTwice(Int64)
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
        case .noSuchTransfer: "warehouse.no-such-transfer"
        case .noSuchLine: "warehouse.no-such-line"
        case .lineTwice: "warehouse.line-twice"
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
        case .noSuchTransfer(let document): "There is no transfer \(document)."
        case .noSuchLine(let document, let line): "Transfer \(document) has no line \(line)."
        case .lineTwice(let line): "Line \(line) is named twice; name it once, with all that arrived."
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
}
