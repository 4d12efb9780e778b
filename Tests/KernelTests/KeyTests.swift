// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Testing

@Suite struct `Keys of entities` {
    @Test(arguments: [Int64(0), 1, -1, 42, 9_007_199_254_740_993, .max, .min])
    func `a key travels as a string of digits`(number: Int64) throws {
        let key = ID<Product>(number)
        let json = try JSONEncoder().encode(key)
        #expect(String(decoding: json, as: UTF8.self) == "\"\(number)\"")
        #expect(try JSONDecoder().decode(ID<Product>.self, from: json) == key)
        #expect(ID<Product>(key.description) == key)
    }

    @Test(arguments: ["", " 1", "1 ", "+1", "01", "-0", "1.0", "1e3", "x", "9223372036854775808", "١"])
    func `what no key prints as is no key`(text: String) throws {
        #expect(ID<Product>(text) == nil)
        let json = try JSONEncoder().encode(text)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(ID<Product>.self, from: json) }
    }

    @Test func `a bare number is no key in JSON`() {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(ID<Product>.self, from: Data("42".utf8)) }
    }
}

@Suite struct `Making keys` {
    private static let noon = Instant(microseconds: 1_772_280_000_000_000)

    @Test func `keys grow through standing, running and backward clocks`() {
        var maker = KeyMaker(node: 3)
        var chance = Seed(7)
        var now = Self.noon
        var last = Int64.min
        for _ in 0..<200_000 {
            let key = maker.make(at: now, for: Entry.self).rawValue
            #expect(key > last)
            #expect(key >> 15 & 63 == 3, "the node stays in its place")
            last = key
            now =
                now.microseconds.isMultiple(of: 2)
                ? Instant(microseconds: now.microseconds + chance.integer(in: -5_000...5_001))
                : Instant(microseconds: now.microseconds + 1)
        }
    }

    @Test func `a key holds the milliseconds since 2020`() throws {
        var maker = KeyMaker(node: 5)
        let instant = try #require(Instant("2026-02-28T09:30:00.123456Z"))
        let start = try #require(Instant("2020-01-01T00:00:00Z"))
        let key = maker.make(at: instant, for: Entry.self).rawValue
        #expect(key >> 21 == (instant.microseconds - start.microseconds) / 1_000)
        #expect(key & 0x7fff == 0)
    }

    @Test func `more keys than one millisecond holds run ahead of the clock`() {
        var maker = KeyMaker(node: 63)
        var last = Int64.min
        for _ in 0..<100_000 {
            let key = maker.make(at: Self.noon, for: Entry.self).rawValue
            #expect(key > last && key >> 15 & 63 == 63)
            last = key
        }
        let first = KeyMaker.first(of: 63, at: Self.noon)
        #expect(last >> 21 == (first >> 21) + 99_999 / 32_768)
    }

    @Test func `two nodes never make the same key`() {
        var keys = Set<Int64>()
        for node in Int64(0)..<64 {
            var maker = KeyMaker(node: node)
            for _ in 0..<1_000 { keys.insert(maker.make(at: Self.noon, for: Entry.self).rawValue) }
        }
        #expect(keys.count == 64_000)
    }

    @Test func `a maker goes on after the greatest known key, whichever node made it`() {
        for node in Int64(0)..<64 {
            let first = KeyMaker.first(of: 31, at: Self.noon)
            for known in [Int64(0), 1, 0x7fff, 0x8000, first, first + 1, first | 0x7fff] {
                var maker = KeyMaker(node: node, after: known)
                for back in [Int64(0), 3_600, 0] {
                    let now = Self.noon.adding(seconds: -back)
                    let key = maker.make(at: now, for: Entry.self).rawValue
                    #expect(key > known && key >> 15 & 63 == node)
                }
            }
        }
    }

    @Test func `a clock before 2020 still makes growing keys`() {
        var maker = KeyMaker(node: 1)
        let first = maker.make(at: Instant(microseconds: 0), for: Entry.self)
        let second = maker.make(at: Instant(microseconds: -1), for: Entry.self)
        #expect(first.rawValue > 0 && second > first)
    }

    @Test func `a node beyond 63 is a mistake of the caller`() async {
        await #expect(processExitsWith: .failure) { _ = KeyMaker(node: 64) }
        await #expect(processExitsWith: .failure) { _ = KeyMaker(node: -1) }
    }
}

extension KeyMaker {
    /// The first key that a fresh maker of this node makes.
    fileprivate static func first(of node: Int64, at now: Instant) -> Int64 {
        var maker = KeyMaker(node: node)
        return maker.make(at: now, for: Entry.self).rawValue
    }
}
