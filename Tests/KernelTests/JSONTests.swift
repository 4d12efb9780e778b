// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Testing

/// Texts that have broken writers and readers of JSON before.
private let nasty: [String] =
    (0..<0x21).compactMap { Unicode.Scalar($0).map { "a\(Character($0))b" } } + [
        "", "\"", "\\", "\\\"", "\\u0041", "/", "</script>", "\u{7f}", "\u{80}", "\u{2028}\u{2029}", "\u{fffd}",
        "a\u{feff}bom", "x\u{feff}\n", "é", "e\u{301}", "日本語", "👩‍👩‍👧‍👦", "🏳️‍🌈", "\u{1f600}", "\u{10ffff}", "\r\n", "null",
        "{}",
        String(repeating: "x\"\\\n", count: 500),
    ]

private func written(_ body: (inout JSONWriter) throws -> Void) rethrows -> [UInt8] {
    var json = JSONWriter()
    try body(&json)
    return json.bytes
}

@Suite struct `Writing JSON` {
    @Test func `nasty texts are read by Foundation as they were written`() throws {
        for text in nasty {
            let bytes = written { $0.string(text) }
            #expect(try JSONDecoder().decode(String.self, from: Data(bytes)) == text)
            let tree = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            #expect((tree as? String).map { Array($0.utf8) } == Array(text.utf8))
        }
    }

    @Test func `commas stand between values and nowhere else`() {
        let bytes = written { json in
            json.object { json in
                json.key("none")
                json.array([Int]()) { $0.integer(Int64($1)) }
                json.key("some")
                json.array([[1, 2], [], [3]]) { json, inner in json.array(inner) { $0.integer(Int64($1)) } }
                json.key("flags")
                json.array([true, false]) { $0.bool($1) }
                json.key("inner")
                json.object { _ in }
                json.key("id")
                json.id(ID<Product>(.max))
                json.key("text")
                json.string("x")
            }
        }
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"none":[],"some":[[1,2],[],[3]],"flags":[true,false],"inner":{},"id":"9223372036854775807","text":"x"}"#
        )
    }

    @Test func `whole numbers are written digit by digit, also the extremes`() {
        for number in [Int64(0), 1, -1, 9, 10, -10, 99, 100, 1_234_567_890, .max, .min] {
            #expect(String(decoding: written { $0.integer(number) }, as: UTF8.self) == String(number))
        }
    }

    @Test func `a reused writer starts afresh, and general values stand among the others`() throws {
        var json = JSONWriter()
        json.string("gone")
        json.removeAll()
        try json.array([Money(minor: 5, .usd)]) { try $0.encode($1) }
        #expect(String(decoding: json.bytes, as: UTF8.self) == #"[{"currency":"USD","minor":5}]"#)
    }
}

@Suite struct `Reading JSON` {
    @Test func `nasty texts come back, from our writer and from Foundation's`() throws {
        for text in nasty {
            var ours = JSONReader(written { $0.string(text) })
            #expect(try Array(ours.string().utf8) == Array(text.utf8))
            var theirs = JSONReader(Array(try JSONEncoder().encode(text)))
            #expect(try Array(theirs.string().utf8) == Array(text.utf8))
        }
        var escapes = JSONReader(Array(#""\ud83d\ude00\u00e9\/\b\f\n\r\t\"\\""#.utf8))
        #expect(try escapes.string() == "😀é/\u{8}\u{c}\n\r\t\"\\")
    }

    /// A value with everything in it.
    private struct Sample: Codable, Equatable {
        var name: String
        var count: Int64
        var isOpen: Bool
        var product: ID<Product>
        var parts: [Int64]
        var note: String?

        init(name: String, count: Int64, isOpen: Bool, product: ID<Product>, parts: [Int64], note: String?) {
            (self.name, self.count, self.isOpen) = (name, count, isOpen)
            (self.product, self.parts, self.note) = (product, parts, note)
        }

        init(reading json: inout JSONReader) throws {
            self.init(name: "", count: 0, isOpen: false, product: ID(0), parts: [], note: nil)
            var sample = self
            try json.object { key, json in
                switch key {
                case "name": sample.name = try json.string()
                case "count": sample.count = try json.integer()
                case "isOpen": sample.isOpen = try json.bool()
                case "product": sample.product = try json.id()
                case "parts": sample.parts = try json.array { try $0.integer() }
                case "note": sample.note = try json.null() ? nil : json.string()
                default: try json.skip()
                }
            }
            self = sample
        }
    }

    private let samples = nasty.enumerated().map { index, text in
        Sample(
            name: text, count: index % 2 == 0 ? .min : .max, isOpen: index % 3 == 0, product: ID(Int64(index)),
            parts: (0..<Int64(index % 4)).map { -$0 }, note: index % 2 == 0 ? text : nil)
    }

    @Test func `what Foundation writes is read, sorted, pretty or with unknown keys`() throws {
        for sample in samples {
            for format: JSONEncoder.OutputFormatting in [
                [], .sortedKeys, .prettyPrinted, [.prettyPrinted, .sortedKeys],
            ] {
                let encoder = JSONEncoder()
                encoder.outputFormatting = format
                var json = JSONReader(Array(try encoder.encode(sample)))
                #expect(try Sample(reading: &json) == sample)
            }
            let known = String(decoding: try JSONEncoder().encode(sample), as: UTF8.self).dropFirst()
            let unknown = #"{"new":{"deep":[1,-2.5e+7,{"x":[]},null,true,false,"\"}]"]},"#
            var json = JSONReader(Array((unknown + known).utf8))
            #expect(try Sample(reading: &json) == sample)
        }
    }

    @Test func `a text cut anywhere is refused, never a crash`() throws {
        for sample in samples.prefix(45) {
            let bytes = Array(try JSONEncoder().encode(sample))
            for length in 0..<bytes.count {
                let cut = Array(bytes.prefix(length))
                var json = JSONReader(cut)
                #expect(throws: (any Error).self) { try Sample(reading: &json) }
                var skipped = JSONReader(cut)
                #expect(throws: (any Error).self) { try skipped.skip() }
                var decoded = JSONReader(cut)
                #expect(throws: (any Error).self) { try decoded.decode(Sample.self) }
            }
        }
    }

    @Test func `a changed byte is either refused or read, never a crash`() throws {
        let bytes = Array(try JSONEncoder().encode(samples[30]))
        for place in bytes.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = bytes
                changed[place] = byte
                var json = JSONReader(changed)
                _ = try? Sample(reading: &json)
                var skipped = JSONReader(changed)
                _ = try? skipped.skip()
            }
        }
    }

    @Test(arguments: [
        "", " ", "x", "[", "]", "{", "}", "[1", "[1,", "[1,]", "[,1]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,",
        "{\"a\":1,}",
        "{1:2}", "{\"a\" 1}", "[1 2]", "tru", "nul", "nulL", "\"", "\"\\", "\"\\\"", "\"\\u12\"", "\"\\x\"", "+1", "-",
        "1.", ".5", "1e", "1e+", "--1", "1-1", "1.2.3", "01",
    ])
    func `malformed values are not skipped`(text: String) {
        var json = JSONReader(Array(text.utf8))
        #expect(throws: (any Error).self) {
            try json.skip()
            try json.end()
        }
    }

    @Test(arguments: [
        "0", "-0", "10", "-12.50", "1e9", "1E-9", "0.5e+10", "[]", " [ 1 , 2 ] ", "{}", "\"\\u00e9\"", "null",
    ])
    func `well-formed values are skipped to their end`(text: String) throws {
        var json = JSONReader(Array(text.utf8))
        try json.skip()
        try json.end()
    }

    @Test(arguments: ["9223372036854775808", "-9223372036854775809", "", "-", "x", "\"1\"", "99999999999999999999999"])
    func `what is no 64-bit integer is refused`(text: String) {
        var json = JSONReader(Array(text.utf8))
        #expect(throws: JSONFault.self) { try json.integer() }
    }

    @Test func `no key is below zero`() {
        for text in ["\"-1\"", "\"-9223372036854775808\"", "\"9223372036854775808\""] {
            var json = JSONReader(Array(text.utf8))
            #expect(throws: JSONFault.self) { try json.id(Product.self) }
        }
    }

    @Test(arguments: ["12", "\"\"", "\" 1\"", "\"1 \"", "\"+1\"", "\"1", "\"1.0\"", "\"01\"", "\"-0\"", "null"])
    func `a key is read as strictly as the general decoder reads it`(text: String) {
        var json = JSONReader(Array(text.utf8))
        #expect(throws: JSONFault.self) { try json.id(Product.self) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(ID<Product>.self, from: Data(text.utf8)) }
    }

    @Test func `decimals are read as the general decoder reads them, and nothing infinite is`() throws {
        for text in ["0", "-0.5", "12.75", "52.520008", "1e3", "-2.5E-7", "9007199254740993", "1e308"] {
            var json = JSONReader(Array(" \n\(text) ".utf8))
            #expect(json.nextOffset() == 2)
            #expect(try json.decimal() == JSONDecoder().decode(Double.self, from: Data(text.utf8)))
        }
        for text in ["", "-", ".5", "1.", "1e", "nan", "1e999", "\"1\"", "0x10"] {
            var json = JSONReader(Array(text.utf8))
            #expect(throws: JSONFault.self) {
                _ = try json.decimal()
                try json.end()
            }
        }
    }

    @Test func `bytes that are no UTF-8 are refused, not replaced`() {
        for bytes: [UInt8] in [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf5, 0x80, 0x80, 0x80]] {
            for tail in ["", "\\n"] {
                var json = JSONReader([0x22] + bytes + Array(tail.utf8) + [0x22])
                #expect(throws: JSONFault.self) { try json.string() }
            }
        }
    }

    @Test func `nesting is read to its limit and refused beyond, on a small stack too`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        for depth in 1...JSONReader.deepest {
            var json = JSONReader(nested(depth))
            try json.skip()
        }
        for depth in [JSONReader.deepest + 1, 10_000, 1_000_000] {
            for text in [nested(depth), Array(String(repeating: "[{\"a\":", count: depth).utf8)] {
                var skipped = JSONReader(text)
                #expect(throws: JSONFault.self) { try skipped.skip() }
                var decoded = JSONReader(text)
                #expect(throws: JSONFault.self) { try decoded.decode([Int].self) }
            }
        }
        // Neighbours do not count as depth.
        var wide = JSONReader(Array(("[" + String(repeating: "[],{},", count: 1_000) + "[]]").utf8))
        try wide.skip()
    }

    @Test func `a fault says what was expected and where`() {
        var json = JSONReader(Array(#"{"a" 1}"#.utf8))
        #expect(throws: JSONFault(expected: "a colon", offset: 5)) { try json.skip() }
        #expect(JSONFault(expected: "a colon", offset: 5).description == "expected a colon at byte 5")
    }
}

@Suite struct `A JSON with another merged into it` {
    @Test(arguments: [
        (#"{"a":1,"b":2}"#, #"{"b":3,"c":4}"#, #"{"a":1,"b":3,"c":4}"#),
        (#"{"a":{"b":1}}"#, #"{"a":{"c":2}}"#, #"{"a":{"b":1,"c":2}}"#),
        (#"{"l":[{"a":1},{"a":2}]}"#, #"{"l":[{"b":3}]}"#, #"{"l":[{"a":1,"b":3},{"a":2}]}"#),
        (#"{"l":[1]}"#, #"{"l":[2,3]}"#, #"{"l":[2,3]}"#),
        (#"{"a":[1]}"#, #"{"a":null}"#, #"{"a":null}"#),
        (#"{}"#, #"{"a":"é\n"}"#, #"{"a":"é\n"}"#),
    ])
    func `has what both say, and where both do what the other says`(json: String, changes: String, merged: String)
        throws
    {
        #expect(String(decoding: try mergedJSON(Array(json.utf8), with: Array(changes.utf8)), as: UTF8.self) == merged)
    }

    @Test(arguments: ["", "{", #"{"a":1"#, "{}{}"])
    func `is none when the other is none`(changes: String) {
        #expect(throws: JSONFault.self) { try mergedJSON(Array(#"{"a":{}}"#.utf8), with: Array(changes.utf8)) }
    }
}
