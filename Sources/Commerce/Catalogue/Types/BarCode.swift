// SPDX-License-Identifier: Apache-2.0

import Kernel

/// What a scanner reads on a product: an article number with a valid check digit, or a code that the house gave itself,
/// such as `200014711` or a number whose check digit nobody ever computed.
enum BarCode: Equatable {
    case gtin(GTIN)
    case house(String)

    static let longestHouse = 80

    /// Nil when no scanner reads it: it is empty, too long, or holds spaces or what cannot be printed.
    init?(_ text: String) {
        if let gtin = try? GTIN(text) {
            self = .gtin(gtin)
        } else if (1...Self.longestHouse).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        {
            self = .house(text)
        } else {
            return nil
        }
    }
}
