// SPDX-License-Identifier: Apache-2.0

/// How the bytes of a file stand for characters.
package enum TextEncoding: String, Codable, Sendable, CaseIterable {
    case utf8 = "utf-8"
    /// What Western spreadsheets write when they do not write UTF-8.
    case windows1252 = "windows-1252"

    /// The text of a field; nil when its bytes mean nothing in this encoding.
    package func text(_ bytes: ArraySlice<UInt8>) -> String? {
        switch self {
        case .utf8: return String(validating: bytes, as: UTF8.self)
        case .windows1252:
            if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
            var text = String.UnicodeScalarView()
            for byte in bytes {
                guard let scalar = Self.scalar(of: byte) else { return nil }
                text.append(scalar)
            }
            return String(text)
        }
    }

    /// The bytes of a text; a question mark for what the encoding cannot say.
    package func bytes(_ text: String) -> [UInt8] {
        switch self {
        case .utf8: Array(text.utf8)
        case .windows1252:
            text.unicodeScalars.map { scalar in
                if scalar.value < 0x80 || (0xa0...0xff).contains(scalar.value) { return UInt8(scalar.value) }
                let place = Self.upper.firstIndex { $0 == scalar.value }
                return place.map { UInt8(0x80 + $0) } ?? UInt8(ascii: "?")
            }
        }
    }

    private static func scalar(of byte: UInt8) -> Unicode.Scalar? {
        guard (0x80...0x9f).contains(byte) else { return Unicode.Scalar(byte) }
        let value = upper[Int(byte) - 0x80]
        return value == 0 ? nil : Unicode.Scalar(value)
    }

    /// The characters of the bytes 80 to 9f, as the WHATWG's index windows-1252 has them; zero where it has none.
    private static let upper: [UInt32] = [
        0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
        0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e,
        0x0178,
    ]
}
