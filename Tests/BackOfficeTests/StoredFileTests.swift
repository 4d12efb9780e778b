// SPDX-License-Identifier: Apache-2.0

import BackOffice
import Foundation
import Imports
import TestEngines
import Testing

@Suite struct `A file that comes from outside` {
    private let compressed = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "Releases/first/postgres.sql.gz")

    private func read(_ data: Data, as name: String) throws -> [UInt8] {
        let place = try TemporaryPlace()
        let url = place.url.appending(path: name)
        try data.write(to: url)
        return try withExtendedLifetime(place) {
            let file = try StoredFile(url)
            var bytes: [UInt8] = []
            while case let more = try file.read(upTo: 1_000), !more.isEmpty { bytes += more }
            return bytes
        }
    }

    @Test func `is read as it is, or decompressed`() throws {
        #expect(try read(Data("a;b".utf8), as: "plain.csv") == Array("a;b".utf8))
        #expect(try read(Data(), as: "empty.csv").isEmpty)
        let whole = try read(Data(contentsOf: compressed), as: "whole.gz")
        #expect(String(decoding: whole, as: UTF8.self).contains("\n"))
        #expect(whole.count > 10_000)
    }

    @Test func `is refused with the reason when it cannot be read to its end`() throws {
        let whole = try Data(contentsOf: compressed)
        var flipped = whole
        flipped[flipped.count / 2] ^= 0x10
        let cases: [(Data, String, String)] = [
            (whole.prefix(whole.count / 2), "half.csv.gz", "half.csv.gz is damaged or cut off"),
            (flipped, "flipped.csv.gz", "flipped.csv.gz is damaged or cut off"),
            (Data(), "empty.csv.gz", "empty.csv.gz is not compressed"),
            (Data("a;b\n1;2\n".utf8), "plain.csv.gz", "plain.csv.gz is not compressed"),
        ]
        for (data, name, reason) in cases {
            let fault = #expect(throws: ImportFault.self) { try read(data, as: name) }
            #expect(fault?.description.hasPrefix(reason) == true, "\(String(describing: fault))")
        }
        let missing = #expect(throws: ImportFault.self) { try StoredFile(URL(filePath: "/nowhere/at/all.csv")) }
        #expect(missing?.description.hasPrefix("all.csv cannot be opened: ") == true)
    }
}
