// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Reads a text file line by line, plain or compressed, in bounded memory.
struct LineReader {
    private let file: FileHandle
    private let process: Process?
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    private static let piece = 1 << 20
    private static let longestLine = 16 << 20

    /// - Parameter url: a file; when its name ends in `.gz` it is decompressed on the way.
    /// - Throws: when the file cannot be opened.
    init(_ url: URL) throws {
        guard url.pathExtension == "gz" else {
            file = try FileHandle(forReadingFrom: url)
            process = nil
            return
        }
        let gzip = Process()
        let pipe = Pipe()
        gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        gzip.arguments = ["gzip", "-dc", "--", url.path]
        gzip.standardOutput = pipe
        try gzip.run()
        file = pipe.fileHandleForReading
        process = gzip
    }

    /// The next line without its end, as bytes; nil after the last.
    mutating func next() throws -> ArraySlice<UInt8>? {
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
        if let data = try file.read(upToCount: Self.piece), !data.isEmpty {
            buffer.append(contentsOf: data)
            return
        }
        isAtEnd = true
        if let process {
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                throw ImportFault.unreadable("the compressed file is damaged or cut off")
            }
        }
    }
}

/// Why a file could not be imported.
package enum ImportFault: Error, Equatable, CustomStringConvertible {
    case missingFile(String)
    case unreadable(String)
    /// What a column was expected to hold, in which line of which file.
    case badField(file: String, line: Int, field: String, expected: String, found: String)

    package var description: String {
        switch self {
        case .missingFile(let name): "\(name) is missing: the folder should hold it as .csv or .csv.gz"
        case .unreadable(let reason): reason
        case .badField(let file, let line, let field, let expected, let found):
            "\(file), line \(line), \(field): expected \(expected), found \"\(found)\""
        }
    }
}
