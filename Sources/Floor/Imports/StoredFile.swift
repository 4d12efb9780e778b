// SPDX-License-Identifier: Apache-2.0

import CZlib
package import Foundation

/// The bytes of a file in order, decompressed on the way when its name ends in `.gz`.
package final class StoredFile {
    private let file: gzFile
    private let name: String

    /// - Throws: `ImportFault` when the file cannot be opened.
    package init(_ url: URL) throws {
        name = url.lastPathComponent
        guard let file = gzopen(url.path, "rbe") else {
            throw ImportFault.unreadable("\(name) cannot be opened: \(String(cString: strerror(errno)))")
        }
        self.file = file
        gzbuffer(file, 1 << 17)
        // zlib hands through what is not compressed, whatever its name says.
        guard url.pathExtension != "gz" || gzdirect(file) == 0 else {
            throw ImportFault.unreadable("\(name) is not compressed, although its name says so")
        }
    }

    deinit { gzclose_r(file) }

    /// At most so many further bytes; none at the end.
    ///
    /// - Throws: `ImportFault` when the file cannot be read, is damaged or ends too early.
    package func read(upTo count: Int) throws -> [UInt8] {
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { memory, filled in
            filled = Int(max(0, gzread(file, memory.baseAddress, UInt32(count))))
        }
        guard bytes.count < count else { return bytes }
        var code: Int32 = Z_OK
        let reason = gzerror(file, &code).map { String(cString: $0) } ?? ""
        switch code {
        case Z_OK, Z_STREAM_END: return bytes
        case Z_ERRNO: throw ImportFault.unreadable("\(name) cannot be read: \(reason)")
        default: throw ImportFault.unreadable("\(name) is damaged or cut off: \(reason)")
        }
    }
}
