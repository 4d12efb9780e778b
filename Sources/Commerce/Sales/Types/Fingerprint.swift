// SPDX-License-Identifier: Apache-2.0

import Kernel

/// Sixty-four bits of a receipt's content, to tell a repetition from a contradiction.
enum Fingerprint {
    /// The FNV-1a hash of the request's JSON.
    static func of(_ sale: CompleteSale) -> Int64 {
        var json = JSONWriter()
        sale.write(to: &json)
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in json.bytes { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        return Int64(bitPattern: hash)
    }
}
