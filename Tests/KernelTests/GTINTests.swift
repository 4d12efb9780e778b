// SPDX-License-Identifier: Apache-2.0

import Kernel
import Testing

@Suite struct `Article numbers` {
    /// Printed on real goods and in GS1's own documents.
    private static let known = [
        "96385074", "73513537", "036000291452", "614141000036", "4006381333931", "9780201379624", "5901234123457",
        "10614141000415", "00012345600012",
    ]

    @Test(arguments: known)
    func `a known number is read, and each of its nine wrong check digits is refused`(text: String) throws {
        let article = try GTIN(text)
        #expect(article.number == Int64(text))
        let right = try #require(text.last?.wholeNumberValue)
        for wrong in 0...9 where wrong != right {
            #expect(throws: GTINRefusal.wrongCheckDigit(found: Int64(wrong), expected: Int64(right))) {
                try GTIN(text.dropLast() + String(wrong))
            }
        }
    }

    @Test(arguments: known)
    func `leading zeros up to the next length mean the same article`(text: String) throws {
        let article = try GTIN(text)
        for length in [8, 12, 13, 14] where length >= text.count {
            let longer = String(repeating: "0", count: length - text.count) + text
            #expect(try GTIN(longer) == article)
        }
        #expect(article.description.count == 14)
        #expect(try GTIN(article.description) == article)
    }

    @Test func `any single wrong digit is noticed`() throws {
        let text = Array("4006381333931")
        for place in text.indices {
            for digit in "0123456789" where digit != text[place] {
                var wrong = text
                wrong[place] = digit
                #expect(throws: GTINRefusal.self) { try GTIN(String(wrong)) }
            }
        }
    }

    @Test func `the check digit of a body is the one that the sum of weighted digits wants`() {
        for body in stride(from: Int64(0), to: 10_000_000_000_000, by: 7_777_777_777) {
            let article = GTIN(body: body)
            // From the left, thirteen digits are weighted 3, 1, 3, ...; the sum with the check digit ends in zero.
            let digits = article.description.compactMap(\.wholeNumberValue)
            let sum = digits.enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 3 : 1) }
            #expect(sum % 10 == 0)
            #expect(article.number / 10 == body)
        }
    }

    @Test func `only whole numbers of four lengths are article numbers`() {
        for length in 0...20 where ![8, 12, 13, 14].contains(length) {
            #expect(throws: GTINRefusal.wrongLength(length)) { try GTIN(String(repeating: "0", count: length)) }
        }
        for text in ["4006381 33931", "400638133393X", "+0063813", "٤٠٠٦٣٨١٣", " 96385074"] {
            #expect(throws: GTINRefusal.notDigits(text)) { try GTIN(text) }
        }
    }
}
