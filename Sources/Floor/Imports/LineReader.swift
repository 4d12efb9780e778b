// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Reads a text file line by line, plain or compressed, in bounded memory.
package struct LineReader {
    private let file: StoredFile
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    private static let piece = 1 << 20
    private static let longestLine = 16 << 20

    /// - Parameter url: a file; when its name ends in `.gz` it is decompressed on the way.
    /// - Throws: when the file cannot be opened.
    package init(_ url: URL) throws { file = try StoredFile(url) }

    /// The next line without its end, as bytes; nil after the last.
    package mutating func next() throws -> ArraySlice<UInt8>? {
        while true {
            if let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = buffer[position..<end]
                position = end + 1
                return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            }
            guard buffer.count - position <= Self.longestLine else {
                throw ImportFault.unreadable("a line is longer than \(Self.longestLine >> 20) MB; is this a text file?")
            }
            if isAtEnd {
                defer { position = buffer.count }
                return position < buffer.count ? buffer[position...] : nil
            }
            try refill()
        }
    }

    private mutating func refill() throws {
        buffer.removeFirst(position)
        position = 0
        let more = try file.read(upTo: Self.piece)
        isAtEnd = more.isEmpty
        buffer += more
    }
}
