// SPDX-License-Identifier: Apache-2.0

/// A piece of a page, as bytes. What is written in the source is markup; what is interpolated is text, and escaped.
///
/// ```swift
/// let row: HTML = """
///     <tr><td>\(product.name)</td><td class="num">\(product.price)</td></tr>
///     """
/// ```
///
/// A literal can only come from source code (`StaticString`), so text from outside has no way to become markup. The
/// escape is the same everywhere and holds in text and in quoted attribute values; it holds neither in unquoted values
/// nor inside `script` and `style`, so a debug build stops when text is interpolated there.
package struct HTML: Equatable, Sendable {
    package private(set) var bytes: [UInt8]

    /// Nothing at all.
    package static let nothing = HTML(bytes: [])

    private init(bytes: [UInt8]) { self.bytes = bytes }

    package static func + (left: HTML, right: HTML) -> HTML { HTML(bytes: left.bytes + right.bytes) }
}

extension HTML: ExpressibleByStringInterpolation {
    package init(stringLiteral markup: StaticString) {
        bytes = []
        markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    package init(stringInterpolation: Interpolation) { bytes = stringInterpolation.bytes }

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var bytes: [UInt8] = []
        private var place = MarkupPlace.text

        package init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        package mutating func appendLiteral(_ markup: StaticString) {
            markup.withUTF8Buffer { markup in
                bytes.append(contentsOf: markup)
                assert(advance(over: markup))
            }
        }

        /// Text, escaped; nothing for nil.
        package mutating func appendInterpolation(_ text: String?) {
            assert(place.holdsText, "text is interpolated in an unquoted attribute, a tag, a script or a style")
            guard let text else { return }
            bytes.append(escaping: text)
        }

        package mutating func appendInterpolation(_ text: Substring) { appendInterpolation(String(text)) }

        package mutating func appendInterpolation(_ number: some BinaryInteger) {
            appendInterpolation(String(number))
        }

        /// A piece of markup, as it is; nothing for nil.
        package mutating func appendInterpolation(_ markup: HTML?) {
            assert(place.holdsMarkup, "markup is interpolated inside a tag or an attribute")
            guard let markup else { return }
            bytes.append(contentsOf: markup.bytes)
        }

        /// Pieces of markup, one after the other.
        package mutating func appendInterpolation(_ pieces: some Sequence<HTML>) {
            for piece in pieces { appendInterpolation(piece) }
        }

        /// An attribute between others in a tag: ` name="text"` with the text escaped, or nothing for nil.
        package mutating func appendInterpolation(attribute name: StaticString, _ text: String?) {
            assert(place.holdsAttribute, "an attribute stands inside a tag")
            guard let text else { return }
            appendName(name)
            bytes.append(contentsOf: "=\"".utf8)
            bytes.append(escaping: text)
            bytes.append(UInt8(ascii: "\""))
        }

        /// An attribute without a value, such as `hidden`, when `isSet`.
        package mutating func appendInterpolation(attribute name: StaticString, if isSet: Bool) {
            assert(place.holdsAttribute, "an attribute stands inside a tag")
            if isSet { appendName(name) }
        }

        /// An address for `href`, `src` or `action`: a place of this house, or of another over http; anything else
        /// (`javascript:`, `data:`) becomes `#`.
        package mutating func appendInterpolation(address: String) {
            let isLocal = address.hasPrefix("/") && !address.hasPrefix("//") && !address.hasPrefix("/\\")
            let isKnown =
                isLocal || address.hasPrefix("#") || address.hasPrefix("https://") || address.hasPrefix("http://")
            appendInterpolation(isKnown ? address : "#")
        }

        private mutating func appendName(_ name: StaticString) {
            bytes.append(UInt8(ascii: " "))
            name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }

        private mutating func advance(over markup: UnsafeBufferPointer<UInt8>) -> Bool {
            place.advance(over: markup)
            return true
        }
    }
}

extension [UInt8] {
    /// Appends text so that it means itself in HTML text and in quoted attribute values.
    ///
    /// `& < > " '` become references. Control characters that HTML forbids become U+FFFD; tab, line feed and carriage
    /// return stay.
    fileprivate mutating func append(escaping text: String) {
        var text = text
        text.withUTF8 { text in
            var start = 0
            for index in text.indices {
                guard let replacement = replacement(of: text[index]) else { continue }
                append(contentsOf: text[start..<index])
                replacement.withUTF8Buffer { append(contentsOf: $0) }
                start = index + 1
            }
            append(contentsOf: text[start...])
        }
    }
}

private func replacement(of byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    case 0..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0x7F: "\u{FFFD}"
    default: nil
    }
}
