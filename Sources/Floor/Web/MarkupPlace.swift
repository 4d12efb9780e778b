// SPDX-License-Identifier: Apache-2.0

/// Where in a document the end of some markup stands, as far as escaping cares. Debug builds ask it before every
/// interpolation.
///
/// Reads only what our own source writes: lower-case elements, and no comments with angle brackets in them.
enum MarkupPlace: Equatable {
    case text
    /// In the name of an element, with what was read of it.
    case name([UInt8])
    case tag(opens: [UInt8])
    /// Right after the equals sign of an attribute, or in a value without quotes.
    case unquotedValue(in: [UInt8])
    case quotedValue(quote: UInt8, in: [UInt8])
    /// Inside `script` or `style`, where the escape of text does not hold.
    case foreign

    var holdsText: Bool {
        switch self {
        case .text, .quotedValue: true
        case .name, .tag, .unquotedValue, .foreign: false
        }
    }

    var holdsMarkup: Bool { self == .text }

    var holdsAttribute: Bool {
        switch self {
        case .name, .tag: true
        case .text, .unquotedValue, .quotedValue, .foreign: false
        }
    }

    mutating func advance(over markup: some Collection<UInt8>) {
        for byte in markup { self = after(byte) }
    }

    private func after(_ byte: UInt8) -> MarkupPlace {
        switch (self, byte) {
        case (.text, UInt8(ascii: "<")), (.foreign, UInt8(ascii: "<")): .name([])
        case (.text, _), (.foreign, _): self
        case (.name(let name), UInt8(ascii: ">")), (.tag(let name), UInt8(ascii: ">")),
            (.unquotedValue(let name), UInt8(ascii: ">")):
            Self.inside(name)
        case (.name(let name), UInt8(ascii: " ")), (.name(let name), UInt8(ascii: "\n")): .tag(opens: name)
        case (.name(let name), _): .name(name + [byte])
        case (.tag(let name), UInt8(ascii: "=")): .unquotedValue(in: name)
        case (.tag, _): self
        case (.unquotedValue(let name), UInt8(ascii: "\"")), (.unquotedValue(let name), UInt8(ascii: "'")):
            .quotedValue(quote: byte, in: name)
        case (.unquotedValue(let name), UInt8(ascii: " ")), (.unquotedValue(let name), UInt8(ascii: "\n")):
            .tag(opens: name)
        case (.unquotedValue, _): self
        case (.quotedValue(let quote, let name), _) where byte == quote: .tag(opens: name)
        case (.quotedValue, _): self
        }
    }

    private static func inside(_ name: [UInt8]) -> MarkupPlace {
        name.elementsEqual("script".utf8) || name.elementsEqual("style".utf8) ? .foreign : .text
    }
}
