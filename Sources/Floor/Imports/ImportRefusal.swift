// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Why a thing of a file is not taken although its rows can be read.
package enum ImportRefusal: Refusal, Equatable {
    case noSuchProduct(String, row: Int)
    case notStocked(String, row: Int)
    case receiptTaken(till: Int64, number: String)
    case siteDiffers(String)

    package var code: String {
        switch self {
        case .noSuchProduct: "import.no-such-product"
        case .notStocked: "import.not-stocked"
        case .receiptTaken: "import.receipt-taken"
        case .siteDiffers: "import.site-differs"
        }
    }

    package var sentence: String {
        switch self {
        case .noSuchProduct(let code, _):
            "there is no product \(code); list it with nightshift import products, then send the row again"
        case .notStocked(let code, _):
            "the product \(code) is listed as not stocked, so none of it can lie anywhere; drop the row"
        case .receiptTaken(let till, let number):
            "till \(till) has a receipt \(number) already, which did not come from a file; look at it and drop this one"
        case .siteDiffers(let code):
            "the site \(code) is open already with another name, kind, zone, hours or price zone; an import does not change it"
        }
    }

    package var field: String? {
        switch self {
        case .noSuchProduct, .notStocked: "product"
        case .receiptTaken: "number"
        case .siteDiffers: "code"
        }
    }
}
