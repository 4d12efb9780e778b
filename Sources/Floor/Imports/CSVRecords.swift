// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// The records of a file of delimited text, one at a time, in bounded memory (RFC 4180, read leniently).
///
/// A field that begins with a quote ends with one and may hold delimiters, line ends and doubled quotes; a quote inside
/// a field that does not begin with one is a character like any other. Lines end with LF or CRLF; a mark of byte order
/// at the beginning of the file belongs to no field; empty lines are passed over.
package struct CSVRecords {
    /// The line on which the record begins, counted from one.
    package private(set) var line = 0
    /// The bytes of the record's fields, without their quotes; valid until the next record.
    package private(set) var fields: [ArraySlice<UInt8>] = []
    private let name: String
    private let delimiter: UInt8
    private var reader: LineReader
    private var lastLine = 0

    /// A record longer than this has lost a closing quote.
    private static let longest = 1 << 17

    package init(_ url: URL, delimiter: UInt8 = UInt8(ascii: ",")) throws {
        name = url.lastPathComponent
        self.delimiter = delimiter
        reader = try LineReader(url)
    }

    /// Moves to the next record; false after the last.
    ///
    /// - Throws: `ImportFault` when a quote is opened and not closed: where the next record begins is then unknown.
    package mutating func advance() throws -> Bool {
        repeat {
            guard var bytes = try nextLine() else { return false }
            line = lastLine
            if line == 1 { bytes = try Self.withoutMark(bytes, name) }
            guard !split(bytes) else { continue }
            try readOn(after: Array(bytes))
        } while fields.count == 1 && fields[0].isEmpty
        return true
    }

    /// Reads the further lines of a record whose quotes hold line ends.
    private mutating func readOn(after first: [UInt8]) throws {
        var record = first
        repeat {
            guard record.count < Self.longest, let more = try nextLine() else {
                throw ImportFault.unreadable(
                    """
                    \(name), line \(line): a quote is opened and never closed, so it cannot be told where the row ends. \
                    Close it, or double it if it belongs to the text.
                    """)
            }
            record.append(UInt8(ascii: "\n"))
            record += more
        } while !split(record[...])
    }

    private mutating func nextLine() throws -> ArraySlice<UInt8>? {
        let next = try reader.next()
        if next != nil { lastLine += 1 }
        return next
    }

    private static func withoutMark(_ bytes: ArraySlice<UInt8>, _ name: String) throws -> ArraySlice<UInt8> {
        if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
            throw ImportFault.unreadable("\(name) is written in UTF-16. Save it as CSV in UTF-8.")
        }
        return bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes
    }

    /// Splits a record into `fields`, whose memory is used again; false when a quote is still open at its end.
    private mutating func split(_ record: ArraySlice<UInt8>) -> Bool {
        fields.removeAll(keepingCapacity: true)
        guard record.contains(Self.quote) else {
            var start = record.startIndex
            for place in record.indices where record[place] == delimiter {
                fields.append(record[start..<place])
                start = place + 1
            }
            fields.append(record[start...])
            return true
        }
        return splitQuoted(record)
    }

    private enum Place { case atStart, plain, quoted, afterQuote }

    private mutating func splitQuoted(_ record: ArraySlice<UInt8>) -> Bool {
        var field: [UInt8] = []
        var place = Place.atStart
        for byte in record {
            switch place {
            case .atStart where byte == Self.quote: place = .quoted
            case .quoted where byte == Self.quote: place = .afterQuote
            case .afterQuote where byte == Self.quote:
                field.append(byte)
                place = .quoted
            case .quoted: field.append(byte)
            case .atStart, .plain, .afterQuote:
                if byte == delimiter {
                    fields.append(field[...])
                    field = []
                    place = .atStart
                } else {
                    field.append(byte)
                    place = .plain
                }
            }
        }
        fields.append(field[...])
        return place != .quoted
    }

    private static let quote = UInt8(ascii: "\"")
}
