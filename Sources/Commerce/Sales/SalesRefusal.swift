// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Why Sales said no.
package enum SalesRefusal: Refusal, Equatable {
    case emptyReceipt
    case tooLong(lines: Int)
    case amountTooLarge(Int64)
    case quantityTooLarge(Int64)
    case badNumber(Int64)
    case noCompany
    case notPositive(Int64)

    package var code: String {
        switch self {
        case .emptyReceipt: "sales.empty-receipt"
        case .tooLong: "sales.too-long"
        case .amountTooLarge: "sales.amount-too-large"
        case .quantityTooLarge: "sales.quantity-too-large"
        case .badNumber: "sales.bad-number"
        case .noCompany: "sales.no-company"
        case .notPositive: "sales.not-positive"
        }
    }

    package var sentence: String {
        switch self {
        case .emptyReceipt: "A receipt has at least one line or one tender."
        case .tooLong(let lines): "A receipt has at most 10,000 lines and 100 tenders; this one has \(lines) lines."
        case .amountTooLarge(let amount): "An amount is at most \(Money.largestMinor) minor units; \(amount) is not."
        case .quantityTooLarge(let quantity):
            "A quantity is at most \(Quantity.largestThousandths) thousandths; \(quantity) is not."
        case .badNumber(let number): "A till numbers its receipts from 1; \(number) is not such a number."
        case .noCompany: "No company is registered yet. Run `nightshift init` or register one."
        case .notPositive(let amount): "The amount must be above zero; \(amount) is not."
        }
    }

    package var field: String? {
        switch self {
        case .emptyReceipt, .tooLong: "lines"
        case .amountTooLarge, .notPositive: "amount"
        case .quantityTooLarge: "quantity"
        case .noCompany: nil
        case .badNumber: "number"
        }
    }
}
