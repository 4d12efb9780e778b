// SPDX-License-Identifier: Apache-2.0

package import Kernel
import Store

/// The number of a receipt as it is printed: `4711`, `#1050`, `INV-2026-0001`.
///
/// A whole number is itself. Of any other text a number is made, far above all that tills count to, by which the receipt is
/// found; the text is kept beside it for people.
package struct ReceiptNumber: Hashable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    package let count: Int64
    /// As it is printed; nil for a whole number.
    package let text: String?

    /// What tills count stays below it.
    private static let firstOfTexts: Int64 = 1 << 61
    package static let longest: Int64 = 100

    package init(_ count: Int64) {
        self = count < Self.firstOfTexts ? Self(count: count, text: nil) : Self(printed: "\(count)")
    }

    package init(integerLiteral count: Int64) { self.init(count) }

    /// Digits alone are a whole number, whatever zeros stand before it.
    package init(printed text: String) {
        let isCounted = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        if isCounted, let count = Int64(text), count < Self.firstOfTexts {
            self.init(count: count, text: nil)
        } else {
            self.init(count: Self.firstOfTexts | stableHash(of: text) & (Self.firstOfTexts - 1), text: text)
        }
    }

    private init(count: Int64, text: String?) {
        self.count = count
        self.text = text
    }

    package var description: String { text ?? "\(count)" }
}

extension ReceiptNumber: Wire {
    package static var kind: WireKind { .printedNumber }
    package static func read(_ json: inout JSONReader) throws -> ReceiptNumber {
        try json.strictly("a number as it is printed, such as 4711 or \"INV-2026-0001\"") { json in
            json.nextByte == UInt8(ascii: "\"") ? Self(printed: try json.textWithoutZero()) : Self(try json.integer())
        }
    }
    package func write(to json: inout JSONWriter) {
        if let text { json.string(text) } else { json.integer(count) }
    }
    package var extent: Int64? { text?.extent ?? (count > 0 ? Int64("\(count)".utf8.count) : 0) }
}
