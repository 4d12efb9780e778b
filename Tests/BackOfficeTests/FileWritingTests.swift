// SPDX-License-Identifier: Apache-2.0

import BackOffice
import Foundation
import Imports
import Kernel
import Testing

/// A text file that goes with the test.
final class TestFile: Sendable {
    let url: URL

    init(_ bytes: [UInt8], name: String = "file.csv") throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "nightshift-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        url = folder.appending(path: name)
        try Data(bytes).write(to: url)
    }

    convenience init(_ text: String) throws { try self.init(Array(text.utf8)) }

    deinit { try? FileManager.default.removeItem(at: url.deletingLastPathComponent()) }

    func records(_ delimiter: Character = ",") throws -> [[String]] {
        var records = try CSVRecords(url, delimiter: delimiter.asciiValue!)
        var all: [[String]] = []
        while try records.advance() { all.append(records.fields.map { String(decoding: $0, as: UTF8.self) }) }
        return all
    }
}

@Suite struct `The records of a file` {
    @Test func `are split as RFC 4180 says`() throws {
        let file = try TestFile("a,b,c\r\n\"1,2\",\"say \"\"so\"\"\",\n\"two\nlines\",x,\"\"\r\n")
        #expect(try file.records() == [["a", "b", "c"], ["1,2", "say \"so\"", ""], ["two\nlines", "x", ""]])
    }

    @Test func `keep a quote that is in the middle of a field`() throws {
        #expect(try TestFile("5\" PIPE,2\n").records() == [["5\" PIPE", "2"]])
    }

    @Test func `begin after the mark of byte order, and empty lines are none`() throws {
        #expect(
            try TestFile([0xef, 0xbb, 0xbf] + Array("a;b\r\n\r\n1;2".utf8)).records(";") == [["a", "b"], ["1", "2"]])
    }

    @Test func `say on which line they begin`() throws {
        let file = try TestFile("a\n\"1\n2\"\n\nx\n")
        var records = try CSVRecords(file.url)
        var lines: [Int] = []
        while try records.advance() { lines.append(records.line) }
        #expect(lines == [1, 2, 5])
    }

    @Test func `end at a quote that is never closed`() throws {
        #expect(throws: ImportFault.self) { try TestFile("a,b\n1,\"2\n3,4\n").records() }
    }

    @Test func `are not read from UTF-16`() throws {
        #expect(throws: ImportFault.self) { try TestFile([0xff, 0xfe, 0x61, 0x00, 0x0a, 0x00]).records() }
    }
}

@Suite struct `A number of a file` {
    /// What it is with decimals after a point, after a comma, and where the column has neither mark; nil where it is none.
    static let all: [(text: String, point: String?, comma: String?, neither: String?)] = [
        ("12", "12", "12", "12"), (" 12 ", "12", "12", "12"), ("007", "007", "007", "007"),
        ("1.5", "1.5", "nil", "nil"), ("1,5", "nil", "1.5", "nil"), (".5", "0.5", "nil", "nil"),
        (",5", "nil", "0.5", "nil"), ("1,234.50", "1234.50", "nil", "nil"), ("1.234,50", "nil", "1234.50", "nil"),
        ("1,234", "1234", "1.234", "nil"), ("1.234", "1.234", "1234", "nil"), ("1,23,456", "nil", "nil", "nil"),
        ("1,234,567", "1234567", "nil", "nil"), ("1 234,50", "nil", "1234.50", "nil"),
        ("1\u{a0}234", "1234", "1234", "1234"), ("1'234.50", "1234.50", "nil", "nil"), ("12 34", "nil", "nil", "nil"),
        ("-3", "-3", "-3", "-3"), ("3-", "-3", "-3", "-3"), ("(3.20)", "-3.20", "nil", "nil"),
        ("\u{2212}3", "-3", "-3", "-3"), ("+3", "3", "3", "3"), ("--3", "nil", "nil", "nil"),
        ("(-3)", "nil", "nil", "nil"), ("£3.20", "3.20", "nil", "nil"), ("-£3.20", "-3.20", "nil", "nil"),
        ("£-3.20", "-3.20", "nil", "nil"), ("3,20 €", "nil", "3.20", "nil"), ("€ 3", "3", "3", "3"),
        ("", "nil", "nil", "nil"), ("abc", "nil", "nil", "nil"), ("3 kg", "nil", "nil", "nil"),
        ("1e3", "nil", "nil", "nil"), (".", "nil", "nil", "nil"), ("1.2.3", "nil", "nil", "nil"),
    ]

    @Test(arguments: all) func `is exact or none`(
        _ row: (text: String, point: String?, comma: String?, neither: String?)
    ) {
        for (mark, expected) in [(DecimalMark.point, row.point), (.comma, row.comma), (nil, row.neither)]
            as [(DecimalMark?, String?)]
        {
            #expect(
                DecimalMark.decimal(row.text, mark) == (expected == "nil" ? nil : expected),
                "\(row.text) \(mark as Any)")
        }
    }

    @Test func `says which mark its column has, when it can mean one thing only`() {
        for text in ["1.5", "1,234.5", "1234.567", "0.125", "1,234,567", ".5"] {
            #expect(DecimalMark.evidence(of: text) == .form(.point), "\(text)")
        }
        for text in ["1,5", "1.234,5", "1234,567", "0,125", "1.234.567"] {
            #expect(DecimalMark.evidence(of: text) == .form(.comma), "\(text)")
        }
        for text in ["1,234", "1.234", "(12,345)", "£999.999"] {
            #expect(DecimalMark.evidence(of: text) == .ambiguous, "\(text)")
        }
        for text in ["", "12", "abc", "1 234"] { #expect(DecimalMark.evidence(of: text) == .none, "\(text)") }
    }
}

@Suite struct `A date of a file` {
    @Test func `is read in the order that is said`() throws {
        let day = try #require(Day(year: 2026, month: 3, day: 4))
        for (text, order) in [
            ("2026-03-04", nil), ("20260304", nil), ("2026/3/4", .dmy), ("4.3.2026", .dmy), ("04/03/2026", .dmy),
            ("03/04/2026", .mdy), ("3-4-2026", .mdy),
        ] as [(String, DateOrder?)] {
            #expect(FileMoment(text, order)?.day == day, "\(text)")
            #expect(FileMoment(text, order)?.seconds == nil)
        }
        for text in ["03/04/2026", "4.3.26", "2026-02-30", "yesterday", "2026-03-04 25:00", "2026-03"] {
            #expect(FileMoment(text, nil) == nil, "\(text)")
        }
        #expect(FileMoment("31/12/26", .dmy) == nil)
    }

    @Test func `may have a time, and say how far it is from UTC`() throws {
        for (text, seconds, offset) in [
            ("2026-03-04 9:05", 32_700, nil), ("2026-03-04T09:05:07", 32_707, nil), ("2026-03-04 12:05 AM", 300, nil),
            ("2026-03-04 1:00:00 pm", 46_800, nil), ("2026-03-04T09:05:00Z", 32_700, 0),
            ("2026-03-04T09:05:00+01:30", 32_700, 5_400), ("2026-03-04T09:05:00-0500", 32_700, -18_000),
        ] as [(String, Int64, Int64?)] {
            let moment = FileMoment(text, nil)
            #expect(moment?.seconds == seconds, "\(text)")
            #expect(moment?.offset == offset, "\(text)")
        }
    }

    @Test func `says its order when one number is no month`() {
        #expect(DateOrder.evidence(of: "31/12/2026") == .form(.dmy))
        #expect(DateOrder.evidence(of: "12/31/2026 10:00") == .form(.mdy))
        #expect(DateOrder.evidence(of: "01.02.2026") == .form(.dmy))
        #expect(DateOrder.evidence(of: "01/02/2026") == .ambiguous)
        #expect(DateOrder.evidence(of: "2026-01-02") == .none)
    }
}
