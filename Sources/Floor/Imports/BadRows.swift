// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// The rows that were not taken, in a file to mend and send again: the header of theirs, and a last column that says
/// why, which means nothing when the file is sent again.
package struct BadRows {
    private let file: URL
    private let layout: ImportLayout
    private var handle: FileHandle?

    package init(_ file: URL, _ layout: ImportLayout) {
        self.file = file
        self.layout = layout
    }

    package mutating func add(_ record: RawRecord, _ reason: String) throws {
        let handle = try self.handle ?? begin()
        var fields = (0..<record.count).filter { $0 != layout.reasonPlace }.map { Array(record.field($0)) }
        // A row that is cut off is filled up, so that the reason stands in its own column.
        while fields.count < width { fields.append([]) }
        try handle.write(contentsOf: Data(line(fields + [layout.encoding.bytes(reason)])))
    }

    package mutating func end() throws {
        try handle?.close()
        handle = nil
    }

    private var width: Int { layout.titles.count - (layout.reasonPlace == nil ? 0 : 1) }

    private mutating func begin() throws -> FileHandle {
        guard FileManager.default.createFile(atPath: file.path, contents: nil),
            let made = FileHandle(forWritingAtPath: file.path)
        else { throw ImportFault.unreadable("The file for bad rows, \(file.path), cannot be written.") }
        handle = made
        let titles = layout.titles.enumerated().filter { $0.offset != layout.reasonPlace }.map(\.element)
        try made.write(
            contentsOf: Data(line((titles + [ImportLayout.reasonTitle]).map { layout.encoding.bytes($0) })))
        return made
    }

    private func line(_ fields: [[UInt8]]) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        var line: [UInt8] = []
        for (place, field) in fields.enumerated() {
            if place > 0 { line.append(layout.delimiter) }
            guard field.contains(where: { $0 == quote || $0 == layout.delimiter || $0 == 0x0a || $0 == 0x0d }) else {
                line += field
                continue
            }
            line.append(quote)
            for byte in field { line += byte == quote ? [quote, quote] : [byte] }
            line.append(quote)
        }
        line.append(UInt8(ascii: "\n"))
        return line
    }
}
