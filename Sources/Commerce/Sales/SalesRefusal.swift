// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Why Sales said no.
package enum SalesRefusal: Refusal, Equatable {
    case emptyReceipt
    case noCompany

    package var code: String {
        switch self {
        case .emptyReceipt: "sales.empty-receipt"
        case .noCompany: "sales.no-company"
        }
    }

    package var sentence: String {
        switch self {
        case .emptyReceipt: "A receipt has at least one line or one tender."
        case .noCompany: "No company is registered yet. Run `nightshift init` or register one."
        }
    }
}
